import { useBoard, useParts } from './board';
import { t } from './strings';
import type { Tag } from './wire';

/** The tags of the article, on one line, which opens where they are more: so nothing moves when they come. */
export function TagBar() {
  const { tags } = useBoard();
  const { TagChip = StillChip, TagTools = ToolsPlace } = useParts();
  return (
    <fieldset class="tags" part="tags" aria-label={t.value.tags} data-open={tags.open.value}>
      <TagTools />
      {tags.list.value.map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
    </fieldset>
  );
}

function StillChip({ tag }: { tag: Tag }) {
  return (
    <span class="chip">
      <span class="button" data-kind="quiet">
        <ChipFace label={tag.label} count={tag.count} />
      </span>
    </span>
  );
}

/** What a tag looks like. */
export function ChipFace({ label, count }: { label: string; count: number | string }) {
  return (
    <>
      <span class="chip-label">{label}</span>
      <span class="chip-count">{count}</span>
    </>
  );
}

/** As wide as the button that comes here, so that no line breaks anew. */
function ToolsPlace() {
  return <span class="chip-add" />;
}
