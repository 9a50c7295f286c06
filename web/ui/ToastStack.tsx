import type { Toasts } from './toasts';

/** Shows a set of messages at the foot of the window. Render it once, always: a screen reader watches the place. */
export function ToastStack({ toasts }: { toasts: Toasts }) {
  return (
    <div class="toasts" role="status">
      {toasts.shown.value.map(({ id, text, action }) => (
        <div key={id} class="toast">
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                toasts.dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
