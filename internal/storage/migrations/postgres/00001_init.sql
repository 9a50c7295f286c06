-- Board's first schema, the same as SQLite's: keys are uuid, times timestamptz, hashes bytea, numbers bigint. The seq of
-- SQLite's large tables has no counterpart. Weights are hundredths.
-- +goose Up

-- auth ---------------------------------------------------------------------------------------------------------------

CREATE TABLE sites (
  id          uuid PRIMARY KEY,
  slug        text NOT NULL UNIQUE,
  name        text NOT NULL,
  origins     text NOT NULL,              -- JSON array: scheme://host[:port], lower case
  languages   text NOT NULL,              -- JSON array; the first is the default
  time_zone   text NOT NULL,
  sso_secret  text NOT NULL DEFAULT '',   -- empty: single sign-on is off
  created_at  timestamptz NOT NULL
);

CREATE TABLE members (
  id                   uuid PRIMARY KEY,
  site_id              uuid NOT NULL REFERENCES sites (id),
  nickname             text NOT NULL,
  nickname_status      text NOT NULL CHECK (nickname_status IN ('published', 'held')),
  nickname_revision    bigint NOT NULL,      -- of the nickname shown; a held change has a higher one in nicknames
  nickname_changed_at  timestamptz,               -- by the member; NULL: never
  nickname_reviewed    bigint NOT NULL DEFAULT 0,  -- revision a decision found in order; 0: none
  nickname_weight      bigint NOT NULL DEFAULT 0,  -- of undecided reports
  email                text,
  email_key            text COLLATE "C",
  password_hash        text NOT NULL DEFAULT '',    -- empty: signs in at the publisher only
  sso_subject          text,
  avatar               text NOT NULL DEFAULT '',
  premoderated         boolean NOT NULL DEFAULT FALSE,
  warned_at            timestamptz,               -- the last warning that stands; with the next three, the cached standing
  suspended_until      timestamptz,
  ended_at             timestamptz,
  standing_decision_id uuid,                  -- the decision behind the standing
  comments_published   bigint NOT NULL DEFAULT 0,
  reports_upheld       bigint NOT NULL DEFAULT 0,
  reports_rejected     bigint NOT NULL DEFAULT 0,
  agreed_rulebook      bigint NOT NULL DEFAULT 0,  -- version agreed to
  created_at           timestamptz NOT NULL
);
CREATE UNIQUE INDEX members_email ON members (site_id, email_key) WHERE email_key IS NOT NULL;
CREATE UNIQUE INDEX members_sso ON members (site_id, sso_subject) WHERE sso_subject IS NOT NULL;
CREATE INDEX members_site ON members (site_id, id);

-- Every nickname a member had or asked for, with its times.
CREATE TABLE nicknames (
  id            uuid PRIMARY KEY,
  site_id       uuid NOT NULL REFERENCES sites (id),
  member_id     uuid NOT NULL REFERENCES members (id),
  revision      bigint NOT NULL,
  nickname      text NOT NULL,
  nickname_key  text COLLATE "C" NOT NULL,  -- in order of bytes, for prefixes
  key_version   bigint NOT NULL,
  status        text NOT NULL CHECK (status IN ('current', 'held', 'replaced', 'refused')),
  set_by        text NOT NULL CHECK (set_by IN ('member', 'publisher', 'desk')),
  set_at        timestamptz NOT NULL,
  ended_at      timestamptz
);
CREATE UNIQUE INDEX nicknames_revision ON nicknames (member_id, revision);
CREATE UNIQUE INDEX nicknames_taken ON nicknames (site_id, key_version, nickname_key) WHERE status IN ('current', 'held');

CREATE TABLE accounts (
  id             uuid PRIMARY KEY,
  login          text NOT NULL UNIQUE,     -- folded to lower case
  name           text NOT NULL,
  password_hash  text NOT NULL,
  admin          boolean NOT NULL DEFAULT FALSE,  -- admin of all sites
  created_at     timestamptz NOT NULL,
  disabled_at    timestamptz
);

CREATE TABLE account_sites (
  account_id  uuid NOT NULL REFERENCES accounts (id),
  site_id     uuid NOT NULL REFERENCES sites (id),
  PRIMARY KEY (account_id, site_id)
);
CREATE INDEX account_sites_site ON account_sites (site_id);

CREATE TABLE api_keys (
  id          uuid PRIMARY KEY,
  site_id     uuid NOT NULL REFERENCES sites (id),
  name        text NOT NULL,
  hash        bytea NOT NULL UNIQUE,
  created_at  timestamptz NOT NULL,
  revoked_at  timestamptz
);

-- One sign-in and all refresh tokens that came of it: a family.
CREATE TABLE sessions (
  id             uuid PRIMARY KEY,
  site_id        uuid REFERENCES sites (id),      -- NULL: a desk session
  member_id      uuid REFERENCES members (id),
  account_id     uuid REFERENCES accounts (id),
  address        text NOT NULL,
  created_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  revoked_at     timestamptz,
  revoke_reason  text NOT NULL DEFAULT '',
  CHECK ((member_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX sessions_member ON sessions (member_id) WHERE member_id IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX sessions_account ON sessions (account_id) WHERE account_id IS NOT NULL AND revoked_at IS NULL;

CREATE TABLE refresh_tokens (
  hash        bytea PRIMARY KEY,
  session_id  uuid NOT NULL REFERENCES sessions (id),
  issued_at   timestamptz NOT NULL,
  used_at     timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
  kid         text PRIMARY KEY,
  secret      bytea NOT NULL,
  created_at  timestamptz NOT NULL,
  retired_at  timestamptz
);

-- Failed sign-ins per account and per address; the key is a hash, so that no address is kept here.
CREATE TABLE throttles (
  key            bytea PRIMARY KEY,
  failures       bigint NOT NULL,
  last_at        timestamptz NOT NULL,
  blocked_until  timestamptz NOT NULL
);

-- comments -----------------------------------------------------------------------------------------------------------

-- The switch for the whole site (section '') and for its sections; no row means open.
CREATE TABLE discussion_states (
  site_id  uuid NOT NULL REFERENCES sites (id),
  section  text NOT NULL,
  state    text NOT NULL CHECK (state IN ('open', 'premoderated', 'closed')),
  PRIMARY KEY (site_id, section)
);

CREATE TABLE articles (
  id             uuid PRIMARY KEY,
  site_id        uuid NOT NULL REFERENCES sites (id),
  key            text NOT NULL,
  url            text NOT NULL,
  title          text NOT NULL,
  section        text NOT NULL,
  text           text NOT NULL,
  state          text NOT NULL CHECK (state IN ('open', 'premoderated', 'slow', 'closed')),
  version        bigint NOT NULL,            -- raised with every visible change under the article, votes apart
  votes_tick     bigint NOT NULL DEFAULT 0,  -- raised with every vote
  comment_count  bigint NOT NULL DEFAULT 0,  -- published comments
  root_count     bigint NOT NULL DEFAULT 0,  -- published comments that answer no other
  held_count     bigint NOT NULL DEFAULT 0,
  tag_count      bigint NOT NULL DEFAULT 0,  -- published and held tags: what the limit counts
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX articles_key ON articles (site_id, key);
CREATE INDEX articles_site ON articles (site_id, id);

CREATE TABLE comments (
  id               uuid PRIMARY KEY,
  site_id          uuid NOT NULL REFERENCES sites (id),
  article_id       uuid NOT NULL REFERENCES articles (id),
  root_id          uuid NOT NULL,               -- its own id on a root
  parent_id        uuid REFERENCES comments (id),
  depth            bigint NOT NULL,            -- 0 on a root
  author_id        uuid NOT NULL REFERENCES members (id),
  status           text NOT NULL CHECK (status IN ('published', 'held', 'removed', 'withdrawn')),
  shown            boolean NOT NULL,            -- published, or a tombstone over shown replies
  revision         bigint NOT NULL,
  source           text NOT NULL,
  body             text NOT NULL,               -- JSON of the rendered node tree
  up               bigint NOT NULL DEFAULT 0,
  down             bigint NOT NULL DEFAULT 0,
  score            double precision NOT NULL DEFAULT 0,     -- Wilson lower bound of up among all votes, 95 %
  shown_children   bigint NOT NULL DEFAULT 0,  -- direct replies that are shown
  reply_count      bigint NOT NULL DEFAULT 0,  -- published direct replies
  thread_count     bigint NOT NULL DEFAULT 0,  -- on a root: published comments below it
  article_version  bigint NOT NULL,            -- the article's version at which this comment last changed
  report_weight    bigint NOT NULL DEFAULT 0,  -- of undecided reports
  reviewed         bigint NOT NULL DEFAULT 0,  -- revision a decision found in order; 0: none
  address          text NOT NULL,               -- the client's address, for moderators only
  created_at       timestamptz NOT NULL,
  edited_at        timestamptz,
  status_at        timestamptz NOT NULL
);
CREATE INDEX comments_newest ON comments (article_id, id) WHERE depth = 0 AND shown;
CREATE INDEX comments_top ON comments (article_id, score, id) WHERE depth = 0 AND shown;
CREATE INDEX comments_thread ON comments (root_id, id) WHERE depth > 0 AND shown;
CREATE INDEX comments_parent ON comments (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_author ON comments (author_id, id);
CREATE INDEX comments_changed ON comments (article_id, article_version);
CREATE INDEX comments_held ON comments (article_id, author_id) WHERE status = 'held';

CREATE TABLE comment_revisions (
  comment_id  uuid NOT NULL REFERENCES comments (id),
  revision    bigint NOT NULL,
  site_id     uuid NOT NULL,
  source      text NOT NULL,
  body        text NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (comment_id, revision)
);

CREATE TABLE votes (
  comment_id  uuid NOT NULL REFERENCES comments (id),
  member_id   uuid NOT NULL REFERENCES members (id),
  site_id     uuid NOT NULL,
  article_id  uuid NOT NULL,
  value       bigint NOT NULL CHECK (value IN (-1, 1)),
  voted_at    timestamptz NOT NULL,
  PRIMARY KEY (comment_id, member_id)
);
CREATE INDEX votes_member ON votes (member_id, article_id);

-- A label on one article; its placers are in taggings.
CREATE TABLE tags (
  id               uuid PRIMARY KEY,
  site_id          uuid NOT NULL REFERENCES sites (id),
  article_id       uuid NOT NULL REFERENCES articles (id),
  label            text NOT NULL,
  label_key        text NOT NULL,
  key_version      bigint NOT NULL,
  status           text NOT NULL CHECK (status IN ('published', 'held', 'removed', 'withdrawn')),
  revision         bigint NOT NULL,            -- raised when a withdrawn label is placed anew
  tagging_count    bigint NOT NULL DEFAULT 0,  -- taggings that stand
  first_placer_id  uuid NOT NULL REFERENCES members (id),
  article_version  bigint NOT NULL,
  report_weight    bigint NOT NULL DEFAULT 0,
  reviewed         bigint NOT NULL DEFAULT 0,
  created_at       timestamptz NOT NULL,
  status_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX tags_label ON tags (article_id, key_version, label_key);

CREATE TABLE taggings (
  tag_id        uuid NOT NULL REFERENCES tags (id),
  member_id     uuid NOT NULL REFERENCES members (id),
  site_id       uuid NOT NULL,
  article_id    uuid NOT NULL,
  placed_at     timestamptz NOT NULL,
  withdrawn_at  timestamptz,
  PRIMARY KEY (tag_id, member_id)
);
CREATE INDEX taggings_member ON taggings (article_id, member_id) WHERE withdrawn_at IS NULL;

-- moderation ---------------------------------------------------------------------------------------------------------

CREATE TABLE moderation_settings (
  site_id   uuid PRIMARY KEY REFERENCES sites (id),
  settings  text NOT NULL,      -- JSON of moderation.Settings
  revision  bigint NOT NULL
);

CREATE TABLE rulebooks (
  site_id       uuid NOT NULL REFERENCES sites (id),
  version       bigint NOT NULL,
  published_at  timestamptz NOT NULL,
  PRIMARY KEY (site_id, version)
);

CREATE TABLE clauses (
  site_id   uuid NOT NULL,
  version   bigint NOT NULL,
  language  text NOT NULL,
  code      text NOT NULL,      -- stable: unlawful, infringing, false, abusive, meaningless, off_topic, …
  ordinal   bigint NOT NULL,
  title     text NOT NULL,
  text      text NOT NULL,
  kinds     text NOT NULL,      -- comma-separated kinds of subject it holds for
  PRIMARY KEY (site_id, version, language, code),
  FOREIGN KEY (site_id, version) REFERENCES rulebooks (site_id, version)
);

CREATE TABLE term_lists (
  id          uuid PRIMARY KEY,
  site_id     uuid NOT NULL REFERENCES sites (id),
  name        text NOT NULL,
  enabled     boolean NOT NULL,
  revision    bigint NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX term_lists_name ON term_lists (site_id, name);

CREATE TABLE terms (
  id          uuid PRIMARY KEY,
  list_id     uuid NOT NULL REFERENCES term_lists (id),
  site_id     uuid NOT NULL,
  text        text NOT NULL,
  action      text NOT NULL CHECK (action IN ('note', 'hold', 'refuse')),
  kinds       text NOT NULL,      -- comma-separated: comment, tag, nickname
  clause      text NOT NULL,      -- the clause a hit speaks of
  note        text NOT NULL DEFAULT '',
  created_at  timestamptz NOT NULL
);
CREATE INDEX terms_list ON terms (list_id, id);
CREATE INDEX terms_site ON terms (site_id);

CREATE TABLE cases (
  id                uuid PRIMARY KEY,
  site_id           uuid NOT NULL REFERENCES sites (id),
  subject_kind      text NOT NULL CHECK (subject_kind IN ('comment', 'tag', 'nickname')),
  subject_id        uuid NOT NULL,
  subject_revision  bigint NOT NULL,             -- the newest revision that gave cause
  member_id         uuid NOT NULL REFERENCES members (id),  -- author, first placer or owner
  article_id        uuid REFERENCES articles (id),
  origin            text NOT NULL CHECK (origin IN ('screening', 'report', 'desk')),
  status            text NOT NULL CHECK (status IN ('open', 'decided')),
  held              boolean NOT NULL,             -- the subject waits, unseen by others
  report_count      bigint NOT NULL DEFAULT 0,
  report_weight     bigint NOT NULL DEFAULT 0,
  severity          bigint NOT NULL,             -- 0 to 9
  priority          bigint NOT NULL,             -- the queue's order, highest first, then oldest first
  revision          bigint NOT NULL,             -- raised with every change of the case
  claimed_by        uuid REFERENCES accounts (id),
  claimed_until     timestamptz,
  opened_at         timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  decided_at        timestamptz
);
CREATE UNIQUE INDEX cases_open ON cases (subject_kind, subject_id) WHERE status = 'open';
CREATE INDEX cases_queue ON cases (site_id, priority DESC, id) WHERE status = 'open';
CREATE INDEX cases_queue_kind ON cases (site_id, subject_kind, priority DESC, id) WHERE status = 'open';
CREATE INDEX cases_queue_held ON cases (site_id, held, priority DESC, id) WHERE status = 'open';
CREATE INDEX cases_decided ON cases (site_id, decided_at) WHERE status = 'decided';
CREATE INDEX cases_member ON cases (member_id, id);
CREATE INDEX cases_subject ON cases (subject_kind, subject_id, id);

-- What screening found in one revision of a subject; offsets are code points of the source.
CREATE TABLE signals (
  id                uuid PRIMARY KEY,
  site_id           uuid NOT NULL REFERENCES sites (id),
  subject_kind      text NOT NULL,
  subject_id        uuid NOT NULL,
  subject_revision  bigint NOT NULL,
  phase             text NOT NULL,
  code              text NOT NULL,
  action            text NOT NULL CHECK (action IN ('note', 'hold', 'refuse')),
  clause            text NOT NULL DEFAULT '',
  term_id           uuid,
  term              text NOT NULL DEFAULT '',   -- as it stood
  list              text NOT NULL DEFAULT '',   -- its list's name
  start_at          bigint,
  end_at            bigint,
  created_at        timestamptz NOT NULL
);
CREATE INDEX signals_subject ON signals (subject_kind, subject_id, subject_revision);

CREATE TABLE reports (
  id                uuid PRIMARY KEY,
  site_id           uuid NOT NULL REFERENCES sites (id),
  case_id           uuid REFERENCES cases (id),   -- NULL: about what a decision had found in order
  subject_kind      text NOT NULL,
  subject_id        uuid NOT NULL,
  subject_revision  bigint NOT NULL,
  reporter_id       uuid NOT NULL REFERENCES members (id),
  clause            text NOT NULL,
  note              text NOT NULL,
  weight            bigint NOT NULL,
  outcome           text CHECK (outcome IN ('upheld', 'rejected')),
  decision_id       uuid,
  created_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX reports_once ON reports (subject_kind, subject_id, reporter_id);
CREATE INDEX reports_case ON reports (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX reports_reporter ON reports (reporter_id, id);

CREATE TABLE decisions (
  id                uuid PRIMARY KEY,
  site_id           uuid NOT NULL REFERENCES sites (id),
  case_id           uuid NOT NULL REFERENCES cases (id),
  subject_kind      text NOT NULL,
  subject_id        uuid NOT NULL,
  subject_revision  bigint NOT NULL,             -- the revision that was judged
  member_id         uuid NOT NULL REFERENCES members (id),
  account_id        uuid NOT NULL REFERENCES accounts (id),
  outcome           text NOT NULL CHECK (outcome IN ('no_violation', 'violation')),
  clause            text NOT NULL,                -- empty with no_violation
  rulebook_version  bigint NOT NULL,
  reason            text NOT NULL,                -- what the member is told
  internal_note     text NOT NULL,
  statement         text NOT NULL,                -- JSON of moderation.Statement
  status            text NOT NULL CHECK (status IN ('effective', 'awaiting_confirmation', 'rejected', 'undone')),
  made_at           timestamptz NOT NULL,
  confirmed_by      uuid REFERENCES accounts (id),
  confirmed_at      timestamptz,
  undone_by         uuid REFERENCES accounts (id),
  undone_at         timestamptz,
  undo_reason       text NOT NULL DEFAULT ''
);
CREATE INDEX decisions_case ON decisions (case_id, id);
CREATE INDEX decisions_member ON decisions (member_id, id);
CREATE INDEX decisions_site ON decisions (site_id, id);

-- One act of a decision on one target, with the state before and after, so that undo restores exactly that.
CREATE TABLE decision_acts (
  decision_id  uuid NOT NULL REFERENCES decisions (id),
  ordinal      bigint NOT NULL,
  site_id      uuid NOT NULL,
  act          text NOT NULL,
  target_kind  text NOT NULL,   -- comment, tag, nickname, sanction, case, report
  target_id    uuid NOT NULL,
  before       text NOT NULL,   -- JSON
  after        text NOT NULL,   -- JSON
  PRIMARY KEY (decision_id, ordinal)
);
CREATE INDEX decision_acts_target ON decision_acts (target_kind, target_id);

CREATE TABLE sanctions (
  id           uuid PRIMARY KEY,
  site_id      uuid NOT NULL REFERENCES sites (id),
  member_id    uuid NOT NULL REFERENCES members (id),
  decision_id  uuid NOT NULL REFERENCES decisions (id),
  kind         text NOT NULL CHECK (kind IN ('warning', 'suspension', 'end')),
  from_at      timestamptz NOT NULL,
  until_at     timestamptz,           -- suspensions only
  lifted_at    timestamptz,
  lifted_by    uuid REFERENCES decisions (id)  -- the decision that lifted it; NULL with lifted_at: undone
);
CREATE INDEX sanctions_member ON sanctions (member_id, id);

CREATE TABLE notices (
  id           uuid PRIMARY KEY,
  site_id      uuid NOT NULL REFERENCES sites (id),
  member_id    uuid NOT NULL REFERENCES members (id),
  kind         text NOT NULL,
  decision_id  uuid REFERENCES decisions (id),
  params       text NOT NULL,     -- JSON of moderation.NoticeParams
  created_at   timestamptz NOT NULL,
  read_at      timestamptz
);
CREATE INDEX notices_member ON notices (member_id, id);

-- audit --------------------------------------------------------------------------------------------------------------

CREATE TABLE audit_heads (
  site_id  uuid PRIMARY KEY,      -- the chain; acts that belong to no site have a chain of their own
  n        bigint NOT NULL,
  hash     bytea NOT NULL
);

CREATE TABLE audit_entries (
  site_id       uuid NOT NULL,
  n             bigint NOT NULL,
  at            timestamptz NOT NULL,
  actor_kind    text NOT NULL,
  actor_id      text NOT NULL,
  act           text NOT NULL,
  subject_kind  text NOT NULL,
  subject_id    text NOT NULL,
  details       text NOT NULL,    -- JSON object of strings; never personal text
  prev_hash     bytea NOT NULL,
  hash          bytea NOT NULL,
  PRIMARY KEY (site_id, n)
);

-- storage ------------------------------------------------------------------------------------------------------------

CREATE TABLE idempotency_keys (
  site_id     uuid NOT NULL,
  actor       text NOT NULL,
  operation   text NOT NULL,
  key         text NOT NULL,
  body_hash   bytea NOT NULL,
  subject     text NOT NULL,      -- what the first request made, to answer the next ones with
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (site_id, actor, operation, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- +goose Down
SELECT 1;
