import { RelativeTime } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { StandingText } from '../case/StandingText';
import { ListState } from '../ListState';
import { usePages } from '../loaded';
import { wanted } from '../MemberSearch';
import { pathOf } from '../router';
import { api } from '../session';
import { language, t } from '../strings';
import type { Member } from '../wire';

const WAIT_MS = 250;

/** Members by the beginning of their nickname or e-mail. */
export function MemberList({ site }: { site: string }) {
  const q = useSignal(wanted.value);
  useEffect(() => {
    // Somebody who types 小明 through 注音 is done when they stop, not with each letter.
    const timer = setTimeout(() => {
      q.value = wanted.value;
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [wanted.value]);
  const list = usePages(
    async (cursor, signal) => {
      const page = await api.get('/sites/{site}/members', {
        path: { site },
        query: { limit: 50, ...(q.value && { q: q.value }), ...(cursor && { cursor }) },
        signal,
      });
      return { items: page.members, next: page.next };
    },
    [site, q.value],
  );
  return (
    <section class="page">
      <h1>{t.value.screens.members}</h1>
      <input
        class="big-search"
        type="search"
        maxLength={128}
        placeholder={t.value.searchMembersLong}
        aria-label={t.value.searchMembersLong}
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value.trim();
        }}
      />
      <ListState list={list} empty={q.value ? t.value.noMemberLike(q.value) : t.value.noMembers}>
        {(items) => (
          <ul class="rows">
            {items.map((member) => (
              <li key={member.id}>
                <MemberRow site={site} member={member} />
              </li>
            ))}
          </ul>
        )}
      </ListState>
    </section>
  );
}

function MemberRow({ site, member }: { site: string; member: Member }) {
  const { id, nickname, email, standing, premoderated, created_at, comments_published, nickname_status } =
    member;
  return (
    <a class="row member-row" href={pathOf(site, 'members', id)}>
      <span class="row-main">
        <strong>{nickname}</strong>
        {standing.kind !== 'good' && <StandingText standing={standing} />}
        {premoderated && (
          <span class="badge" data-tone="warn">
            {t.value.premoderated}
          </span>
        )}
        {nickname_status === 'held' && (
          <span class="badge" data-tone="warn">
            {t.value.nicknameHeld}
          </span>
        )}
      </span>
      <span class="row-excerpt soft">{email}</span>
      <span class="row-facts">
        {t.value.commentCount(comments_published)}
        <RelativeTime at={created_at} language={language.value} />
      </span>
    </a>
  );
}
