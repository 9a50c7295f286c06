import { Button } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Icon } from '../Icon';
import { createAttempt } from './attempt';
import { holdEnter } from './keys';
import { LONGEST, lengthOf } from './length';
import { useMember } from './member';
import { t } from './strings';
import { TagChip } from './TagChip';
import { MOST_TAGS } from './tagging';

/** The reader's own tags that wait for a moderator, and a place to add one. */
export function TagTools() {
  const member = useMember();
  const { discussion } = member.board;
  const { held, placed } = member.tagging;
  const adding = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const closed = member.barred || discussion.article.value?.effective_state === 'closed';

  const add = () => {
    if (placed.value.size >= MOST_TAGS) member.say(t.value.tagsFull);
    else adding.value = true;
  };
  const close = () => {
    adding.value = false;
    setTimeout(() => opener.current?.focus());
  };
  return (
    <>
      {held.value.map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {adding.value && <TagForm onDone={close} />}
      {!closed && !adding.value && (
        <button ref={opener} type="button" class="button chip-add" data-kind="quiet" onClick={add}>
          <Icon name="plus" />
          {t.value.addTag}
        </button>
      )}
    </>
  );
}

function TagForm({ onDone }: { onDone: () => void }) {
  const member = useMember();
  const input = useRef<HTMLInputElement>(null);
  const label = useSignal('');
  const busy = useSignal(false);
  const attempt = useMemo(createAttempt, []);
  const length = lengthOf(label.value);
  const over = length > LONGEST.tag;
  useEffect(() => input.current?.focus(), []);

  const place = async () => {
    const text = label.value.trim();
    if (busy.value || over) return;
    if (!text) return onDone();
    busy.value = true;
    try {
      const tag = await member.asMember(() => member.tagging.place(text, attempt.keyFor(text)));
      if (!tag) return;
      member.say(tag.status === 'held' ? t.value.tagPlacedHeld : t.value.tagPlaced);
      onDone();
    } catch (error) {
      await member.failed(error);
    } finally {
      busy.value = false;
    }
  };

  return (
    <form
      class="tag-form"
      onSubmit={(event) => {
        event.preventDefault();
        void place();
      }}
      onKeyDown={(event) => {
        holdEnter(event);
        if (event.key === 'Escape' && !event.isComposing) onDone();
      }}
    >
      <input
        ref={input}
        type="text"
        autocomplete="off"
        enterkeyhint="done"
        aria-label={t.value.tagLabel}
        aria-invalid={over}
        placeholder={t.value.tagPlaceholder}
        value={label.value}
        onInput={(event) => {
          label.value = event.currentTarget.value;
        }}
      />
      <span class="counter" data-over={over}>
        {t.value.count(length, LONGEST.tag)}
      </span>
      <Button type="submit" busy={busy.value} disabled={over}>
        {t.value.placeTag}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t.value.cancel}
      </Button>
    </form>
  );
}
