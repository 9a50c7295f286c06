import { adopt, overlaySheets, sheet } from '@board/ui';
import { effect } from '@preact/signals';
import type { Board } from '../board';
import { language } from '../strings';
import { Member } from './member';
import css from './member.css?inline';
import { use } from './strings';

export type { Member } from './member';
export type { Parts } from './parts';

const own = sheet(css);
let speaking: Promise<void> | undefined;

/** Makes the member of a board, once the texts for it are here; they follow the widget's language from then on. */
export async function join(board: Board): Promise<Member> {
  speaking ??= use(language.value).then(
    () => void effect(() => void use(language.value).catch(() => undefined)),
  );
  await speaking;
  adopt(board.host.root, ...overlaySheets, own);
  return new Member(board);
}
