import { Button } from '@board/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { holdEnter } from '../keys';
import { useMember } from '../member';

interface FormProps {
  sendLabel: string;
  danger?: boolean;
  disabled?: boolean;
  /** Answers what is still missing, if anything is. */
  check?: () => string | undefined;
  /** What it throws is told above the button. */
  onSend: () => Promise<void>;
  onCancel?: { label: string; run: () => void };
  children: ComponentChildren;
}

/** A form of a dialog: it sends once at a time, and says what went wrong. */
export function Form({
  sendLabel,
  danger = false,
  disabled = false,
  check,
  onSend,
  onCancel,
  children,
}: FormProps) {
  const member = useMember();
  const busy = useSignal(false);
  const wrong = useSignal('');

  const send = async () => {
    if (busy.value) return;
    wrong.value = check?.() ?? '';
    if (wrong.value) return;
    busy.value = true;
    try {
      await onSend();
    } catch (error) {
      wrong.value = member.textOf(error);
      await member.heed(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      class="form"
      onKeyDown={holdEnter}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <p class="wrong" role="alert">
        {wrong.value}
      </p>
      <div class="form-foot">
        {onCancel && <Button onClick={onCancel.run}>{onCancel.label}</Button>}
        <Button type="submit" kind={danger ? 'danger' : 'main'} busy={busy.value} disabled={disabled}>
          {sendLabel}
        </Button>
      </div>
    </form>
  );
}
