import type { Board } from './board';
import { type Person, SITE } from './people';

/** Writes a comment, or a reply, by the API. */
export async function write(
  board: Board,
  author: Person,
  article: string,
  source: string,
  parent?: string,
): Promise<{ id: string; status: string; revision: number }> {
  const { comment } = await author.api.post('/sites/{site}/articles/{article}/comments', {
    path: { site: SITE, article },
    body: {
      source,
      article_url: `${board.url}/articles/${article}`,
      article_title: '測試用的報導',
      ...(parent && { parent_id: parent }),
    },
  });
  return comment;
}

/** Places a tag by the API. */
export async function placeTag(board: Board, by: Person, article: string, label: string) {
  return by.api.post('/sites/{site}/articles/{article}/tags', {
    path: { site: SITE, article },
    body: { label, article_url: `${board.url}/articles/${article}`, article_title: '測試用的報導' },
  });
}

/** Turns the switch of one article. */
export async function setState(
  moderator: Person,
  article: string,
  state: 'open' | 'premoderated' | 'slow' | 'closed',
): Promise<void> {
  const path = { site: SITE, article };
  await moderator.api.patch('/sites/{site}/articles/{article}', { path, body: { state } });
}

/** Opens a case of the desk's own about a comment, and answers its id. */
export async function openCase(moderator: Person, kind: 'comment' | 'tag' | 'nickname', id: string) {
  const { summary } = await moderator.api.post('/sites/{site}/cases', {
    path: { site: SITE },
    body: { kind, id },
  });
  return summary;
}

/** Finds a comment in violation: removes it, and suspends its author for 7 days. */
export async function removeAndSuspend(moderator: Person, comment: string, reason: string): Promise<void> {
  const { id, subject } = await openCase(moderator, 'comment', comment);
  await moderator.api.post('/sites/{site}/cases/{case}/decisions', {
    path: { site: SITE, case: id },
    body: {
      outcome: 'violation',
      clause: 'abusive',
      reason,
      revision: subject.revision,
      acts: [{ act: 'remove' }, { act: 'suspend', days: 7 }],
    },
  });
}
