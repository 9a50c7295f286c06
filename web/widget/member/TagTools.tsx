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
  const { discussion, tags } = member.board;
  const { held, placed } = member.tagging;
  const adding = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const closed = member.barred || discussion.article.value?.effective_state === 'closed';

  const add = () => {
    if (placed.value.size >= MOST_TAGS) member.say(t.value.tagsFull);
    else {
      adding.value = true;
      tags.open.value = true;
    }
  };
  const close = () => {
    adding.value = false;
    setTimeout(() => opener.current?.focus());
  };
  return (
    <>
      {adding.value && <TagForm onDone={close} />}
      {!closed && !adding.value && (
        <button ref={opener} type="button" class="button chip-add" data-kind="quiet" onClick={add}>
          <Icon name="plus" />
          <span>{t.value.addTag}</span>
        </button>
      )}
      {held.value.map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      <OpenButton />
    </>
  );
}

/** Opens the line of tags where it is longer than one. */
function OpenButton() {
  const { open } = useMember().board.tags;
  const button = useRef<HTMLButtonElement>(null);
  const long = useSignal(false);
  useEffect(() => {
    const line = button.current?.parentElement;
    if (!line) return;
    const measure = () => {
      long.value = [...line.children].some((chip) => chip instanceof HTMLElement && chip.offsetTop > 20);
    };
    // Chips that come or go do not change the size of a line that is closed.
    const sizes = new ResizeObserver(measure);
    const chips = new MutationObserver(measure);
    sizes.observe(line);
    chips.observe(line, { childList: true });
    return () => {
      sizes.disconnect();
      chips.disconnect();
    };
  }, []);
  return (
    <button
      ref={button}
      type="button"
      class="button open-tags"
      data-kind="quiet"
      hidden={!long.value}
      aria-expanded={open.value}
      aria-label={open.value ? t.value.fewerTags : t.value.allTags}
      onClick={() => {
        open.value = !open.value;
      }}
    >
      <Icon name="fold" turned={!open.value} />
    </button>
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
