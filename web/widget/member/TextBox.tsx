import { Button } from '@board/ui';
import { type Signal, useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { sends } from './keys';
import { LONGEST, lengthOf } from './length';
import { useMember } from './member';
import { t } from './strings';

export interface TextBoxProps {
  label: string;
  placeholder?: string;
  text: Signal<string>;
  sendLabel: string;
  /** Sends the text. What it throws is told below the text, which stays. */
  onSend: () => Promise<void>;
  onCancel?: () => void;
  /** Takes the focus when it appears, with the cursor at the end. */
  focused?: boolean;
  disabled?: boolean;
  /** Stands at the foot, before the counter. */
  children?: ComponentChildren;
}

/** A text to write and send: it grows with the text, counts it, and says what is wrong with it. */
export function TextBox(props: TextBoxProps) {
  const { text, onCancel, disabled = false } = props;
  const area = useFocus(props);
  const { busy, length, send, wrong } = useSending(props, area);
  const id = useId();
  const over = length.value > LONGEST.comment;
  return (
    <form
      class="text-box"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={area}
        aria-label={props.label}
        aria-describedby={`${id}-wrong ${id}-count`}
        aria-invalid={wrong.value !== '' || over}
        placeholder={props.placeholder}
        value={text.value}
        disabled={disabled}
        rows={3}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          wrong.value = '';
        }}
        onKeyDown={(event) => {
          if (!sends(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      <p id={`${id}-wrong`} class="wrong" role="alert">
        {wrong.value}
      </p>
      <div class="text-foot">
        <div class="text-aside">{props.children}</div>
        <Counter id={`${id}-count`} length={length.value} />
        {onCancel && (
          <Button kind="quiet" onClick={onCancel}>
            {t.value.cancel}
          </Button>
        )}
        <Button
          kind="main"
          type="submit"
          busy={busy.value}
          disabled={disabled || over}
          title={t.value.sendKeys}
        >
          {props.sendLabel}
        </Button>
      </div>
    </form>
  );
}

/** The text's field, with the focus and the cursor at the end where that is wanted. */
function useFocus({ focused = false, text }: TextBoxProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!focused) return;
    area.current?.focus();
    area.current?.setSelectionRange(text.value.length, text.value.length);
  }, []);
  return area;
}

/** Sends the text, one attempt at a time, and keeps what went wrong. */
function useSending({ disabled, onSend, text }: TextBoxProps, area: RefObject<HTMLTextAreaElement | null>) {
  const member = useMember();
  const busy = useSignal(false);
  const wrong = useSignal('');
  const length = useComputed(() => lengthOf(text.value));

  const send = async () => {
    if (busy.value || disabled || length.value > LONGEST.comment) return;
    wrong.value = length.value === 0 ? t.value.writeFirst : '';
    if (wrong.value) return area.current?.focus();
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
  return { busy, length, send, wrong };
}

/** How much is written; a screen reader hears of it only when little is left. */
function Counter({ id, length }: { id: string; length: number }) {
  const most = LONGEST.comment;
  const left = most - length;
  return (
    <span id={id} class="counter" data-over={left < 0} data-empty={length === 0}>
      <span aria-hidden="true">{t.value.count(length, most)}</span>
      <span class="hidden-text" role="status">
        {left < 0 ? t.value.countOver(-left) : left <= 100 ? t.value.countLeft(left) : ''}
      </span>
    </span>
  );
}
