import { Button } from '@board/ui';
import { useEffect, useId, useRef } from 'preact/hooks';
import { KeyHint } from '../KeyHint';
import { useShortcuts } from '../keys';
import { clauses, reloadRules } from '../rulebook';
import { site as deskSite } from '../session';
import { language, t } from '../strings';
import type { Case } from '../wire';
import { mayDecide } from './ClaimNote';
import type { ClaimState } from './claim';
import { change, closeForm, decide, form } from './deciding';
import { type Draft, decisionOf, missingOf } from './draft';
import { LiftChoice } from './LiftChoice';
import { MoreActs } from './MoreActs';
import { suggested } from './marks';
import { PreviewBox } from './PreviewBox';
import { firstReason, quickReasons } from './reasons';
import { SanctionChoices } from './SanctionChoices';

/** Where a decision is put together. What it will do is shown before it is sent. */
export function DecisionForm({ site, theCase, state }: { site: string; theCase: Case; state: ClaimState }) {
  const open = form.value;
  const place = useRef<HTMLFormElement>(null);
  const heading = useId();
  useShortcuts({ Escape: closeForm });
  useSuggestion(theCase);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    if (clauses.peek().length === 0) reloadRules();
  }, []);
  if (!open) return null;
  const { draft } = open;
  const missing = missingOf(draft);
  const free = mayDecide(theCase, state);

  const send = () => {
    if (missing.length === 0 && free) void decide(site, theCase, draft);
    else place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  return (
    <form
      ref={place}
      class="decision-form"
      aria-labelledby={heading}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) send();
      }}
    >
      <div class="form-head">
        <h3 id={heading}>{t.value.decision}</h3>
        <Button kind="quiet" onClick={closeForm}>
          {t.value.putAside} <KeyHint name="Esc" />
        </Button>
      </div>
      <OutcomeChoice draft={draft} />
      {draft.outcome === 'violation' && (
        <>
          <ClauseChoice draft={draft} theCase={theCase} />
          <Reason draft={draft} theCase={theCase} siteLanguage={deskSite.value?.languages[0] ?? 'zh-TW'} />
          <SanctionChoices draft={draft} theCase={theCase} />
          <MoreActs draft={draft} theCase={theCase} />
        </>
      )}
      <LiftChoice draft={draft} theCase={theCase} />
      <InternalNote draft={draft} />
      <div class="form-end">
        <PreviewBox site={site} theCase={theCase} input={missing.length > 0 ? undefined : draft} />
        <div class="form-foot">
          <Button
            type="submit"
            kind={draft.outcome === 'violation' ? 'danger' : 'main'}
            disabled={missing.length > 0 || !free}
          >
            {submitText(draft, theCase)}
            <KeyHint name="Ctrl ↵" />
          </Button>
          {missing.length > 0 && (
            <p class="soft">{t.value.stillMissing(missing.map((one) => t.value.missing[one]))}</p>
          )}
        </div>
      </div>
    </form>
  );
}

/** The first clause that signals and reports name stands in the form, with its quick text. */
function useSuggestion(theCase: Case): void {
  const known = clauses.value;
  const { subject } = theCase.summary;
  const outcome = form.value?.draft.outcome;
  useEffect(() => {
    const draft = form.peek()?.draft;
    if (!draft || draft.clause || draft.outcome !== 'violation') return;
    const fit = known.filter(({ kinds }) => kinds.includes(subject.kind));
    const code =
      suggested(
        theCase.summary.clauses,
        fit.map((clause) => clause.code),
      ) || (subject.kind === 'nickname' && fit.length === 1 ? (fit[0]?.code ?? '') : '');
    const clause = fit.find((one) => one.code === code);
    if (!clause) return;
    const siteLanguage = deskSite.peek()?.languages[0] ?? 'zh-TW';
    change({
      clause: code,
      ...(draft.reason ? {} : { reason: firstReason(siteLanguage, clause, subject.kind) }),
    });
  }, [known, outcome]);
}

function OutcomeChoice({ draft }: { draft: Draft }) {
  return (
    <fieldset class="segments">
      <legend class="hidden-text">{t.value.outcome}</legend>
      {(['violation', 'no_violation'] as const).map((outcome) => (
        <label key={outcome} data-tone={outcome === 'violation' ? 'danger' : 'good'}>
          <input
            type="radio"
            name="outcome"
            checked={draft.outcome === outcome}
            onChange={() => change({ outcome })}
            {...(draft.outcome === outcome && outcome === 'no_violation' ? { 'data-first': true } : {})}
          />
          <span>{t.value.outcomes[outcome]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function ClauseChoice({ draft, theCase }: { draft: Draft; theCase: Case }) {
  const id = useId();
  const { subject, clauses: named } = theCase.summary;
  const fit = clauses.value.filter(({ kinds }) => kinds.includes(subject.kind));
  const choose = (code: string) => {
    const siteLanguage = deskSite.peek()?.languages[0] ?? 'zh-TW';
    const before = clauses.value.find((one) => one.code === draft.clause);
    const after = clauses.value.find((one) => one.code === code);
    const untouched =
      !draft.reason || quickReasons(siteLanguage, before, subject.kind).includes(draft.reason);
    change({ clause: code, ...(untouched && { reason: firstReason(siteLanguage, after, subject.kind) }) });
  };
  return (
    <div class="field">
      <label for={id}>{t.value.clause}</label>
      <select
        id={id}
        data-first
        value={draft.clause}
        aria-invalid={!draft.clause}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="" disabled>
          {fit.length === 0 ? t.value.noClauses : t.value.chooseClause}
        </option>
        {fit.map(({ code, title }) => (
          <option key={code} value={code}>
            {named.includes(code) ? t.value.namedClause(title) : title}
          </option>
        ))}
      </select>
    </div>
  );
}

function Reason({ draft, theCase, siteLanguage }: { draft: Draft; theCase: Case; siteLanguage: string }) {
  const id = useId();
  const clause = clauses.value.find((one) => one.code === draft.clause);
  const quick = quickReasons(siteLanguage, clause, theCase.summary.subject.kind);
  const others = quick.filter((text) => text !== draft.reason);
  return (
    <div class="field">
      <label for={id}>{t.value.reason}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={1000}
        value={draft.reason}
        aria-invalid={!draft.reason.trim()}
        onInput={(event) => change({ reason: event.currentTarget.value })}
      />
      {others.length > 0 && (
        <div class="chips">
          {others.map((text) => (
            <button key={text} type="button" class="chip" onClick={() => change({ reason: text })}>
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function InternalNote({ draft }: { draft: Draft }) {
  const id = useId();
  return (
    <details class="field" open={draft.note !== ''}>
      <summary>{t.value.internalNote}</summary>
      <label class="hidden-text" for={id}>
        {t.value.internalNote}
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={2000}
        value={draft.note}
        onInput={(event) => change({ note: event.currentTarget.value })}
      />
    </details>
  );
}

/** What the button does, in words: 移除留言並停權 7 天. */
function submitText(draft: Draft, theCase: Case): string {
  const { subject, subject_status } = theCase.summary;
  const texts = t.value;
  if (draft.outcome === 'no_violation') {
    const { acts } = decisionOf(draft, theCase.summary, 0);
    return acts.some(({ act }) => act === 'restore')
      ? texts.restoreIt(texts.kinds[subject.kind])
      : acts.length > 0
        ? texts.acts.lift_sanction
        : texts.confirmNoViolation;
  }
  const first =
    subject.kind === 'nickname'
      ? texts.acts.reset_nickname
      : subject_status === 'removed' || subject_status === 'withdrawn'
        ? texts.outcomes.violation
        : texts.removeIt(texts.kinds[subject.kind]);
  return draft.sanction === 'none' ? first : texts.andSanction(first, sanctionText(draft));
}

function sanctionText({ sanction, until }: Draft): string {
  if (sanction !== 'until' || !until) return t.value.sanctionChoices[sanction];
  const day = new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeZone: 'UTC' });
  return t.value.suspendUntil(day.format(Date.parse(until)));
}
