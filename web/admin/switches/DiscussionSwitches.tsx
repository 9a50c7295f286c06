import { Button, Spinner } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useLoaded } from '../loaded';
import { problemText } from '../problems';
import { api } from '../session';
import { t } from '../strings';
import { Trouble } from '../Trouble';
import { toasts } from '../toasts';
import type { SwitchState } from '../wire';
import { StateChoice } from './StateChoice';

const STATES: readonly SwitchState[] = ['open', 'premoderated', 'closed'];

/** The switch of the whole site and those of its sections. */
export function DiscussionSwitches({ site }: { site: string }) {
  const loaded = useLoaded(
    (signal) => api.get('/sites/{site}/discussion', { path: { site }, signal }),
    [site],
  );
  // The section that is being set; empty is the whole site.
  const setting = useSignal<string | undefined>(undefined);
  const known = loaded.value.value;
  const set = async (section: string, state: SwitchState) => {
    setting.value = section;
    try {
      loaded.value.value = await api.put('/sites/{site}/discussion', {
        path: { site },
        body: { state, ...(section && { section }) },
      });
      toasts.say(t.value.stateSet(section || t.value.wholeSite, t.value.states[state]));
    } catch (error) {
      toasts.say(problemText(error));
    } finally {
      setting.value = undefined;
    }
  };
  if (!known) {
    return loaded.problem.value ? (
      <Trouble error={loaded.problem.value} onRetry={loaded.reload} />
    ) : (
      <div class="waiting">
        <Spinner label={t.value.loading} />
      </div>
    );
  }
  return (
    <>
      <section class="stack">
        <h2>{t.value.wholeSite}</h2>
        <StateChoice
          name={t.value.siteState}
          states={STATES}
          value={known.state}
          busy={setting.value === ''}
          onChoose={(state) => void set('', state)}
        />
      </section>
      <section class="stack">
        <h2>{t.value.sections}</h2>
        {known.sections.length === 0 && <p class="soft">{t.value.noSections}</p>}
        {known.sections.map(({ section, state }) => (
          <StateChoice
            key={section}
            name={section}
            states={STATES}
            value={state}
            busy={setting.value === section}
            onChoose={(wanted) => void set(section, wanted)}
          />
        ))}
        <NewSection onAdd={(section, state) => void set(section, state)} />
      </section>
    </>
  );
}

function NewSection({ onAdd }: { onAdd: (section: string, state: SwitchState) => void }) {
  const id = useId();
  const state = useSignal<SwitchState>('premoderated');
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const section = String(new FormData(form).get('section')).trim();
    if (!section) return;
    onAdd(section, state.value);
    form.reset();
  };
  return (
    <form class="inline-form" onSubmit={onSubmit}>
      <label for={id}>{t.value.otherSection}</label>
      <input id={id} name="section" maxLength={64} required />
      <select
        aria-label={t.value.sectionState}
        value={state.value}
        onChange={(event) => {
          state.value = event.currentTarget.value as SwitchState;
        }}
      >
        {STATES.map((one) => (
          <option key={one} value={one}>
            {t.value.states[one]}
          </option>
        ))}
      </select>
      <Button type="submit">{t.value.setState}</Button>
    </form>
  );
}
