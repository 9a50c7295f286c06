import { useBoard, useParts } from './board';
import { t } from './strings';

/** The number of comments, and who is reading. */
export function Header() {
  const { discussion } = useBoard();
  const { Account } = useParts();
  return (
    <header class="head" part="header">
      <h2>{discussion.article.value ? t.value.comments(discussion.count.value) : t.value.heading}</h2>
      {Account && <Account />}
    </header>
  );
}
