import { Button, fullTime } from '@board/ui';
import { useSignal } from '@preact/signals';
import { ListState } from '../ListState';
import { usePages } from '../loaded';
import { place } from '../router';
import { api } from '../session';
import { language, t } from '../strings';
import { Trouble } from '../Trouble';
import type { AuditEntry, AuditVerification } from '../wire';
import { actText, detailName, detailValue, kindText, pathOfDetail, pathOfEntry, subjectText } from './entry';

/** The sealed log of what the desk did. */
export function AuditScreen() {
  const site = place.value?.site ?? '';
  const list = usePages(
    async (cursor, signal) => {
      const page = await api.get('/sites/{site}/audit', {
        path: { site },
        query: { limit: 50, ...(cursor && { cursor }) },
        signal,
      });
      return { items: page.entries, next: page.next };
    },
    [site],
  );
  return (
    <section class="page">
      <h1>{t.value.screens.audit}</h1>
      <p class="soft">{t.value.auditExplained}</p>
      <Verification site={site} />
      <ListState list={list} empty={t.value.noEntries}>
        {(items) => (
          <ol class="rows audit">
            {items.map((entry) => (
              <li key={entry.n}>
                <Entry site={site} entry={entry} />
              </li>
            ))}
          </ol>
        )}
      </ListState>
    </section>
  );
}

function Verification({ site }: { site: string }) {
  const result = useSignal<AuditVerification | undefined>(undefined);
  const problem = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  const verify = async () => {
    busy.value = true;
    problem.value = undefined;
    try {
      result.value = await api.get('/sites/{site}/audit/verification', { path: { site } });
    } catch (error) {
      problem.value = error;
    } finally {
      busy.value = false;
    }
  };
  const found = result.value;
  return (
    <div class="verification">
      <Button busy={busy.value} onClick={() => void verify()}>
        {t.value.verify}
      </Button>
      <div role="status">
        {found?.valid && (
          <p class="verdict" data-tone="good">
            {t.value.sealsIntact(found.entries)}
            {found.head && <code>{found.head.slice(0, 16)}…</code>}
          </p>
        )}
        {found && !found.valid && (
          <p class="verdict" data-tone="danger">
            {t.value.sealBroken(found.first_bad ?? 0)}
            {found.detail && <code>{found.detail}</code>}
          </p>
        )}
        {problem.value !== undefined && <Trouble error={problem.value} onRetry={verify} />}
      </div>
    </div>
  );
}

function Entry({ site, entry }: { site: string; entry: AuditEntry }) {
  const { n, at, actor_name, actor_kind, act, subject_kind, subject, details, hash } = entry;
  const actors: Readonly<Record<string, string>> = t.value.actorKinds;
  const path = pathOfEntry(site, entry);
  return (
    <details class="row audit-row">
      <summary>
        <span class="audit-n">{n}</span>
        <span class="audit-at">{fullTime(at, language.value)}</span>
        <span>{actor_name ?? actors[actor_kind] ?? actor_kind}</span>
        <span class="audit-what">
          <strong>{actText(act)}</strong>
          <Linked path={path} text={subjectText(entry)} />
        </span>
      </summary>
      <dl class="facts wide">
        <dt>{kindText(subject_kind)}</dt>
        <dd>
          <Linked path={path} text={subject} />
        </dd>
        {Object.entries(details).flatMap(([name, value]) => [
          <dt key={`${name} name`}>{detailName(name)}</dt>,
          <dd key={name}>
            <Linked path={pathOfDetail(site, name, value)} text={detailValue(name, value)} />
          </dd>,
        ])}
        <dt>{t.value.seal}</dt>
        <dd>
          <code>{hash}</code>
        </dd>
      </dl>
    </details>
  );
}

function Linked({ path, text }: { path: string | undefined; text: string }) {
  return path ? <a href={path}>{text}</a> : <span>{text}</span>;
}
