import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  value: Signal<string>;
  hint?: string;
  type?: 'text' | 'password' | 'email';
  autocomplete: string;
  required?: boolean;
  focused?: boolean;
}

/** A line of text to fill in, with its label above and a hint below. */
export function Field({
  label,
  value,
  hint,
  type = 'text',
  autocomplete,
  required = true,
  focused = false,
}: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        // The types know what may go with which type, but not that these three are alike.
        type={type as 'text'}
        autocomplete={autocomplete}
        required={required}
        autofocus={focused}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
    </div>
  );
}
