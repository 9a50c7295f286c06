import { ProblemError } from '@board/api';
import { Button, Dialog } from '@board/ui';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Rulebook } from '../../wire';
import { createAttempt } from '../attempt';
import { LONGEST, lengthOf } from '../length';
import { type Member, useMember } from '../member';
import type { Subject } from '../overlay';
import { Form } from './Form';
import { Loaded } from './Loaded';
import { t } from './strings';

/** Where a reader reports a comment, a tag or a nickname. */
export function ReportDialog({ subject }: { subject: Subject }) {
  const member = useMember();
  const sent = useSignal(false);
  const titles = { comment: t.value.reportComment, tag: t.value.reportTag, nickname: t.value.reportNickname };
  return (
    <Dialog title={titles[subject.kind]} closeLabel={t.value.close} onClose={() => member.close()}>
      {sent.value ? (
        <Thanks />
      ) : (
        <>
          <blockquote class="excerpt">{subject.excerpt}</blockquote>
          <Loaded load={() => member.rules.load()}>
            {(rulebook) => (
              <ReportForm subject={subject} rulebook={rulebook} onSent={() => (sent.value = true)} />
            )}
          </Loaded>
        </>
      )}
    </Dialog>
  );
}

interface ReportFormProps {
  subject: Subject;
  rulebook: Rulebook;
  onSent: () => void;
}

function ReportForm({ subject, rulebook, onSent }: ReportFormProps) {
  const member = useMember();
  const clause = useSignal('');
  const note = useSignal('');
  const attempt = useMemo(createAttempt, []);
  const length = lengthOf(note.value);

  const send = async () => {
    const body = { clause: clause.value, ...(note.value.trim() && { note: note.value.trim() }) };
    const key = attempt.keyFor(JSON.stringify(body));
    await sendReport(member, subject, body, key).catch((error) => {
      if (!(error instanceof ProblemError) || error.code !== 'already_reported') throw error;
    });
    const lists = { comment: 'comments', tag: 'tags', nickname: 'members' } as const;
    member.mine.report(lists[subject.kind], subject.id);
    onSent();
  };
  return (
    <Form
      sendLabel={t.value.reportSend}
      disabled={length > LONGEST.note}
      check={() => (clause.value ? undefined : t.value.reportChoose)}
      onSend={send}
      onCancel={{ label: t.value.cancel, run: () => member.close() }}
    >
      <fieldset class="choices">
        <legend>{t.value.reportReason}</legend>
        {rulebook.clauses
          .filter(({ kinds }) => kinds.includes(subject.kind))
          .map(({ code, title, text }) => (
            <label key={code}>
              <input type="radio" name="clause" value={code} onChange={() => (clause.value = code)} />
              <span>
                {title}
                <small>{text}</small>
              </span>
            </label>
          ))}
      </fieldset>
      <label class="field">
        <span>{t.value.reportNote}</span>
        <textarea
          rows={3}
          placeholder={t.value.reportNoteHint}
          value={note.value}
          aria-invalid={length > LONGEST.note}
          onInput={(event) => {
            note.value = event.currentTarget.value;
          }}
        />
        <small class="counter" data-over={length > LONGEST.note}>
          {t.value.count(length, LONGEST.note)}
        </small>
      </label>
    </Form>
  );
}

function sendReport(
  { board }: Member,
  { kind, id }: Subject,
  body: { clause: string; note?: string },
  idempotencyKey: string,
) {
  const { api, host } = board;
  const { site } = host.place;
  if (kind === 'comment') {
    const path = { site, comment: id };
    return api.post('/sites/{site}/comments/{comment}/reports', { path, body, idempotencyKey });
  }
  if (kind === 'tag') {
    return api.post('/sites/{site}/tags/{tag}/reports', { path: { site, tag: id }, body, idempotencyKey });
  }
  const path = { site, member: id };
  return api.post('/sites/{site}/members/{member}/reports', { path, body, idempotencyKey });
}

function Thanks() {
  const member = useMember();
  return (
    <div class="thanks" role="status">
      <p class="thanks-title">{t.value.reportThanks}</p>
      <p>{t.value.reportThanksText}</p>
      <Button kind="main" autofocus onClick={() => member.close()}>
        {t.value.done}
      </Button>
    </div>
  );
}
