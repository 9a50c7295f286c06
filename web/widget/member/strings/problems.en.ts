import type { Facts } from '../problems';
import type { problemsZhTW } from './problems.zh-TW';

/** Why screening refused a text, by the code of the rule. */
const rules: Readonly<Record<string, string>> = {
  term: 'it contains words that are not allowed here',
  link: 'it contains a link that is not allowed here',
  many_links: 'it has too many links',
  wall: 'it has a long stretch that cannot be read',
  capitals: 'it has too many capitals',
  no_words: 'it has no words',
  repeats_own: 'it repeats what you sent before',
  repeats_others: 'it repeats what others sent',
  flood: 'you are sending too much at once',
  article_closed: 'the discussion is closed',
  article_slow: 'your last comment was too short a time ago',
  article_premoderated: 'comments are reviewed here first',
  nickname_held: 'your nickname is still under review',
  new_member: 'new members cannot write here yet',
  member_premoderated: 'your comments are reviewed first',
  recent_violation: 'you broke the posting rules recently',
  repeated_violations: 'you broke the posting rules several times recently',
  reserved: 'this name is reserved',
};

function refused(what: string, { rule, clause, after }: Facts): string {
  const why = [rules[rule], clause && `it breaks the rule “${clause}”`].filter(Boolean).join('; ');
  const next = after ? `Try again in ${after}.` : 'Change it and send again.';
  return `Your ${what} was not sent: ${why || 'it does not fit the posting rules'}. ${next}`;
}

const wait = ({ after }: Facts) => (after ? `Try again in ${after}.` : 'Try again in a moment.');
const busy = (facts: Facts) => `The server is busy. ${wait(facts)}`;
const ssoBroken = 'The sign-in of this website did not work. Sign in to the website again.';

/** What went wrong, by the code of the problem, in English. */
export const problemsEn: typeof problemsZhTW = {
  unknown: 'That did not work. Reload the page and try again.',
  unknown_server: 'Something went wrong on the server. Try again in a moment.',
  unreachable: 'The server cannot be reached. Check your connection and try again.',

  comment_refused: (facts) => refused('comment', facts),
  tag_refused: (facts) => refused('tag', facts),
  nickname_refused: (facts) => refused('nickname', facts),
  comment_empty: 'The comment is empty. Write something first.',
  comment_too_long: 'The comment is too long. At most 5,000 characters, please.',
  source_too_large: 'The comment is too long. At most 5,000 characters, please.',
  text_invalid: 'The text has characters that cannot be kept. Remove them and try again.',
  body_too_large: 'This is too much to send at once.',
  comment_not_found: 'This comment was not found. It may have been removed.',
  comment_not_published: 'This comment is not public at the moment.',
  parent_not_published: 'The comment you answer was removed or is under review.',
  parent_not_found: 'The comment you answer was not found.',
  parent_elsewhere: 'The comment you answer stands under another article.',
  discussion_closed: 'Comments on this article are closed.',
  not_author: 'Only its author may do that.',
  own_comment: 'You cannot vote on your own comment.',
  edit_window_over: 'The time for edits is over: a comment can be edited for five minutes.',
  comment_answered: 'Somebody has replied, so the comment can no longer be edited.',
  comment_reported: 'The comment was reported, so it can no longer be edited.',
  comment_not_editable: 'The comment is gone and can no longer be edited.',
  comment_removed: 'A moderator has removed this comment.',
  revision_conflict: 'The comment has changed elsewhere. Reload and try again.',
  too_fast: (facts) => `That was too fast. ${wait(facts)}`,
  rate_limited: (facts) => `Too many requests. ${wait(facts)}`,

  tags_full: 'The article has 10 tags already.',
  taggings_full: 'You can place 3 tags on an article. Take one back first.',
  tag_removed: 'A moderator removed this tag from the article.',
  tag_not_found: 'This tag was not found. It may have been removed.',
  label_invalid: 'A tag has 1 to 20 characters on one line.',

  already_reported: 'You have reported this already. We will look at it.',
  own_subject: 'You cannot report what is your own.',
  note_too_long: 'A note has at most 500 characters.',
  clause_unknown: 'The posting rules have changed. Choose the reason again.',
  subject_not_found: 'It was not found. It may have been removed.',
  subject_not_published: 'It is no longer public. Thank you for your help.',

  sign_in_needed: 'Sign in first.',
  sign_in_failed: 'The nickname (or e-mail) and the password do not match.',
  sign_in_throttled: (facts) => `Too many attempts to sign in. ${wait(facts)}`,
  session_ended: 'Your session is over. Sign in again.',
  token_expired: 'Your session has expired. Sign in again.',
  token_invalid: 'Your session is over. Sign in again.',
  refresh_invalid: 'Your session is over. Sign in again.',
  refresh_reused: 'To keep your account safe, sign in again.',
  refresh_raced: 'Another tab is signing in. Try again in a moment.',
  origin_foreign: 'This page may not use the sign-in of these comments.',
  member_suspended: ({ until }) =>
    until ? `Your account is suspended until ${until}.` : 'Your account is suspended.',
  membership_ended: ({ clause }) =>
    clause ? `Your membership was ended under the rule “${clause}”.` : 'Your membership was ended.',
  members_only: 'Only members of this site may do that. Sign in first.',
  wrong_site: 'You are signed in to another site. Sign in again.',
  rulebook_not_agreed: 'Read the current posting rules and agree to them first.',
  rulebook_changed: 'The posting rules have just changed. Read them again, please.',
  rulebook_not_found: 'The posting rules were not found. Reload the page.',

  nickname_taken: 'This nickname, or one much like it, is taken.',
  nickname_too_soon: ({ until }) =>
    until
      ? `A nickname can be changed once in 14 days: again on ${until}.`
      : 'A nickname can be changed once in 14 days.',
  nickname_invalid: 'A nickname has 2 to 20 characters, without special characters or line breaks.',
  nickname_length: 'A nickname has 2 to 20 characters.',
  nickname_characters: 'A nickname has no control characters or line breaks.',
  nickname_superseded: 'The nickname has changed elsewhere. Reload the page.',
  password_invalid: 'A password has 8 to 128 characters.',
  password_wrong: 'The present password is wrong.',
  no_password: 'You sign in through the website; there is no password to change here.',
  email_invalid: 'This is not an e-mail address.',
  email_taken: 'This e-mail address is registered already.',

  sso_disabled: 'This website has no sign-in with its own accounts here.',
  sso_expired: 'The sign-in has expired. Reload the page.',
  sso_algorithm: ssoBroken,
  sso_audience: ssoBroken,
  sso_lifetime: ssoBroken,
  sso_malformed: ssoBroken,
  sso_not_yet: ssoBroken,
  sso_signature: ssoBroken,
  sso_subject: ssoBroken,

  site_not_found: 'The comments of this site were not found. Please tell the website.',
  article_key_invalid: 'The comments are not set up correctly on this page. Please tell the website.',
  article_url_needed: 'This article is not known yet. Please tell the website.',
  article_url_invalid: 'The address of this article is not set up correctly. Please tell the website.',
  article_url_foreign: 'This page is not on a domain of the website. Please tell the website.',
  article_title_invalid: 'The title of this article is not set up correctly. Please tell the website.',
  article_not_found: 'This article was not found.',
  notice_not_found: 'This notice was not found.',
  member_not_found: 'This member was not found.',
  cursor_invalid: 'The list has changed. Reload the page.',

  idempotency_key_reused: 'The text has changed. Send it again.',
  write_queue_full: busy,
  storage_busy: busy,
  storage_full: 'The server has no space left; for now you can only read.',
  storage_read_only: 'Under maintenance; for now you can only read.',
  storage_unreachable: busy,
  storage_failed: busy,
  storage_closed: busy,
  not_ready: busy,
  commit_unknown: 'The server did not confirm. Send again: it will not be sent twice.',
};
