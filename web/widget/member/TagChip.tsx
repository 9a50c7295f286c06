import { Menu, type MenuItem } from '@board/ui';
import { ChipFace } from '../TagBar';
import type { Tag } from '../wire';
import { useMember } from './member';
import { t } from './strings';

/** A tag with the number of members who placed it; pressing it shows what can be done about it. */
export function TagChip({ tag }: { tag: Tag }) {
  const member = useMember();
  const { tagging } = member;
  const held = tag.status === 'held';
  const placed = tagging.placed.value.has(tag.id);
  const reported = member.mine.reported.value.tags.includes(tag.id);

  const act = (doing: () => Promise<unknown>) => () => void doing().catch((error) => member.failed(error));
  const place = act(() => member.asMember(() => tagging.place(tag.label)));
  const report = act(() => member.report({ kind: 'tag', id: tag.id, excerpt: tag.label }));
  const takeBack = act(async () => {
    await tagging.withdraw(tag);
    member.say(t.value.tagTakenBack);
  });

  const items: MenuItem[] = placed
    ? [{ label: t.value.takeBack, onSelect: takeBack }]
    : [
        { label: t.value.placeThis, onSelect: place },
        { label: reported ? t.value.tagReported : t.value.reportTag, onSelect: report, disabled: reported },
      ];
  return (
    <span class="chip" data-placed={placed} data-held={held}>
      <Menu label={held ? t.value.tagHeld(tag.label) : t.value.tagCount(tag.label, tag.count)} items={items}>
        <ChipFace label={tag.label} count={held ? t.value.heldShort : tag.count} />
      </Menu>
    </span>
  );
}
