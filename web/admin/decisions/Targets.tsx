import { fullTime } from '@board/ui';
import { language, t } from '../strings';
import type { Decision } from '../wire';

/** What the decision met: each act with how many things, and until when. */
export function Targets({ targets }: { targets: Decision['targets'] }) {
  const acts: Readonly<Record<string, string>> = t.value.acts;
  const kinds: Readonly<Record<string, string>> = t.value.targetKinds;
  const groups = new Map<string, { act: string; kind: string; n: number; until: string | undefined }>();
  for (const { act, target_kind, until } of targets) {
    const key = `${act} ${target_kind} ${until ?? ''}`;
    const group = groups.get(key) ?? { act, kind: target_kind, n: 0, until };
    groups.set(key, { ...group, n: group.n + 1 });
  }
  if (groups.size === 0) return null;
  return (
    <section>
      <h2>{t.value.whatItDid}</h2>
      <ul class="bullets">
        {[...groups.values()].map(({ act, kind, n, until }) => (
          <li key={`${act} ${kind} ${until ?? ''}`}>
            {kind === 'case' ? (acts[act] ?? act) : t.value.actOn(acts[act] ?? act, kinds[kind] ?? kind, n)}
            {until && `・${t.value.suspendedUntil(fullTime(until, language.value))}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
