import { signal } from '@preact/signals';
import { Icon } from './Icon';
import { KeyHint } from './KeyHint';
import { go, pathOf, place } from './router';
import { slug } from './session';
import { t } from './strings';

/** What members are searched for. The screen of members shows what is found. */
export const wanted = signal('');

/** The search in the header, open at a key. */
export function MemberSearch() {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).elements.namedItem('q');
    if (!(input instanceof HTMLInputElement)) return;
    wanted.value = input.value.trim();
    go(pathOf(slug(), 'members'));
    input.blur();
  };
  return (
    <search class="member-search" data-here={place.value?.screen === 'members'}>
      <form onSubmit={onSubmit}>
        <Icon name="search" />
        <input
          name="q"
          type="search"
          data-search
          maxLength={128}
          placeholder={t.value.searchMembers}
          aria-label={t.value.searchMembers}
          autocomplete="off"
          enterkeyhint="search"
          defaultValue={wanted.value}
        />
        <KeyHint name="/" />
      </form>
    </search>
  );
}
