import type { Facts, fieldsZhTW, problemsZhTW } from './problems.zh-TW';

const later = ({ wait }: Facts) => `The server is busy. Please try again ${wait ? `in ${wait}` : 'shortly'}.`;
const signInAgain = 'Your session has ended. Please sign in again.';

/** What went wrong at the desk, in English. */
export const problemsEn: typeof problemsZhTW = {
  unknown: 'That did not work. Please try again.',
  unknown_server: 'Something went wrong on the server. Please try again shortly.',
  unreachable: 'The server can’t be reached. Check your connection and try again.',

  sign_in_failed: 'Login and password don’t match. Please try again.',
  sign_in_throttled: ({ wait }) => `Too many attempts. Please try again ${wait ? `in ${wait}` : 'later'}.`,
  sign_in_needed: 'Please sign in.',
  session_ended: signInAgain,
  token_expired: signInAgain,
  token_invalid: signInAgain,
  refresh_invalid: signInAgain,
  refresh_reused: 'To keep your account safe, please sign in again.',
  refresh_raced: 'Another tab is renewing the session. Please try again.',
  origin_foreign: 'The desk only works from its own address.',
  accounts_only: 'The desk is for moderators only.',
  moderators_only: 'You don’t moderate this site.',
  admins_only: 'Only administrators may do that.',
  wrong_site: 'You don’t moderate this site.',
  rate_limited: ({ wait }) => `Too many requests. Please try again ${wait ? `in ${wait}` : 'shortly'}.`,

  revision_conflict:
    'The text changed while you were looking at it. Nothing was decided; please read it again first.',
  case_decided: 'Another moderator has decided this case. Your decision was not made.',
  case_claimed: ({ until }) =>
    `Another moderator is working on this case${until ? ` (until ${until})` : ''}. You can’t decide it now.`,
  case_not_found: 'There is no such case.',
  decision_pending:
    'A decision on this case is waiting for confirmation. Nothing else can be decided before.',
  decision_not_awaiting: 'This decision has already been confirmed or rejected.',
  decision_not_effective: 'This decision is not in effect, so it can’t be undone.',
  decision_not_found: 'There is no such decision.',
  decision_invalid: 'Something in the decision is wrong. Please check the marked fields.',
  undo_superseded: 'Something the decision changed has changed since, so it can’t be undone as a whole.',
  own_decision: 'Another moderator has to confirm this.',
  own_subject: 'You can’t decide about your own content.',
  clause_unknown: 'The rules have changed. Please choose the clause again.',
  too_many_comments: ({ max }) =>
    `More than ${max || '2,000'} comments in this period. Choose a shorter one.`,
  sanction_lifted: 'This sanction has already been lifted.',
  sanction_not_found: 'There is no such sanction.',
  member_ended: 'This membership has already ended.',
  member_not_found: 'There is no such member.',
  comment_not_found: 'There is no such comment.',
  tag_not_found: 'There is no such tag.',
  subject_not_found: 'There is nothing to judge here; the author may have withdrawn it.',
  nickname_taken: 'Somebody else has the old nickname now, so it can’t be restored.',
  nickname_superseded: 'The member has changed the nickname. Please look at the new one first.',

  term_list_invalid: 'Something in the list is wrong. Please check the marked fields.',
  term_list_taken: 'Another list has this name. Please choose another.',
  term_list_not_found: 'There is no such list; somebody may have deleted it.',
  article_not_found: 'No record of this article yet. It can be set once somebody has commented.',
  article_key_invalid: 'An article key has letters, digits and . _ : - only, at most 128 characters.',
  section_invalid: 'A section has at most 64 characters.',
  site_not_found: 'There is no such site.',
  rulebook_not_found: 'This site has no posting rules yet.',
  cursor_invalid: 'The list has changed. Please reload.',
  invalid_request: 'Something in the request is wrong. Please check the marked fields.',
  body_too_large: 'That is too much at once. Please make it smaller.',
  idempotency_key_reused: 'The content has changed. Please send it again.',
  not_found: 'There is no such thing.',

  write_queue_full: later,
  storage_busy: later,
  storage_unreachable: later,
  storage_failed: later,
  storage_closed: later,
  not_ready: later,
  storage_full: 'The server’s disk is full. Reading still works.',
  storage_read_only: 'Under maintenance. Reading still works.',
  commit_unknown: 'It is not certain that it was done. Send it again; it won’t happen twice.',
};

/** What is wrong with one field, in English. */
export const fieldsEn: typeof fieldsZhTW = {
  unknown: 'This field is not right.',
  reason_invalid: 'Say what the member is told, in 1 to 1,000 characters.',
  clause_missing: 'Choose the clause that was broken.',
  clause_unwanted: 'Without a violation there is no clause.',
  clause_unknown: 'The rules have no such clause. Please choose again.',
  outcome_unknown: 'Choose violation or no violation.',
  note_too_long: 'The note is too long.',
  too_many: 'Too many.',
  act_unfit: 'This doesn’t go with the case.',
  act_twice: 'The same thing twice.',
  until_invalid: 'Choose a day from today on, at most five years away.',
  period_invalid: 'The end has to come after the beginning.',
  sanction_missing: 'Choose the sanction to lift.',
  member_unfit: 'Only the case’s member, or whoever placed the tag.',
  text_invalid: 'A term needs something to read, at most 100 characters.',
  action_unknown: 'Choose what a hit does.',
  kinds_invalid: 'Choose at least one.',
  name_invalid: 'A name is needed, at most 100 characters.',
  term_list_taken: 'Another list has this name.',
};
