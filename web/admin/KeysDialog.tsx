import { Dialog } from '@board/ui';
import { signal } from '@preact/signals';
import { t } from './strings';

export const keysShown = signal(false);

/** Which keys do what. */
export function KeysDialog() {
  const { keys } = t.value;
  return (
    <Dialog
      title={t.value.keysTitle}
      closeLabel={t.value.close}
      onClose={() => {
        keysShown.value = false;
      }}
    >
      <dl class="keys">
        {Object.entries(keys).map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">{t.value.keysNote}</p>
    </Dialog>
  );
}
