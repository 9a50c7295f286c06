-- Board's first schema. Keys are UUIDv7 in 16 bytes, times are UTC microseconds, weights are hundredths.
-- +goose Up

-- auth ---------------------------------------------------------------------------------------------------------------

CREATE TABLE sites (
  id          BLOB PRIMARY KEY,
  slug        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  origins     TEXT NOT NULL,              -- JSON array: scheme://host[:port], lower case
  languages   TEXT NOT NULL,              -- JSON array; the first is the default
  time_zone   TEXT NOT NULL,
  sso_secret  TEXT NOT NULL DEFAULT '',   -- empty: single sign-on is off
  created_at  INTEGER NOT NULL
);

CREATE TABLE members (
  seq                  INTEGER PRIMARY KEY,
  id                   BLOB NOT NULL UNIQUE,
  site_id              BLOB NOT NULL REFERENCES sites (id),
  nickname             TEXT NOT NULL,
  nickname_status      TEXT NOT NULL CHECK (nickname_status IN ('published', 'held')),
  nickname_revision    INTEGER NOT NULL,      -- of the nickname shown; a held change has a higher one in nicknames
  nickname_changed_at  INTEGER,               -- by the member; NULL: never
  nickname_reviewed    INTEGER NOT NULL DEFAULT 0,  -- revision a decision found in order; 0: none
  nickname_weight      INTEGER NOT NULL DEFAULT 0,  -- of undecided reports
  email                TEXT,
  email_key            TEXT,
  password_hash        TEXT NOT NULL DEFAULT '',    -- empty: signs in at the publisher only
  sso_subject          TEXT,
  avatar               TEXT NOT NULL DEFAULT '',
  premoderated         BOOLEAN NOT NULL DEFAULT FALSE,
  warned_at            INTEGER,               -- the last warning that stands; with the next three, the cached standing
  suspended_until      INTEGER,
  ended_at             INTEGER,
  standing_decision_id BLOB,                  -- the decision behind the standing
  comments_published   INTEGER NOT NULL DEFAULT 0,
  reports_upheld       INTEGER NOT NULL DEFAULT 0,
  reports_rejected     INTEGER NOT NULL DEFAULT 0,
  agreed_rulebook      INTEGER NOT NULL DEFAULT 0,  -- version agreed to
  created_at           INTEGER NOT NULL
);
CREATE UNIQUE INDEX members_email ON members (site_id, email_key) WHERE email_key IS NOT NULL;
CREATE UNIQUE INDEX members_sso ON members (site_id, sso_subject) WHERE sso_subject IS NOT NULL;
CREATE INDEX members_site ON members (site_id, id);

-- Every nickname a member had or asked for, with its times.
CREATE TABLE nicknames (
  id            BLOB PRIMARY KEY,
  site_id       BLOB NOT NULL REFERENCES sites (id),
  member_id     BLOB NOT NULL REFERENCES members (id),
  revision      INTEGER NOT NULL,
  nickname      TEXT NOT NULL,
  nickname_key  TEXT NOT NULL,
  key_version   INTEGER NOT NULL,
  status        TEXT NOT NULL CHECK (status IN ('current', 'held', 'replaced', 'refused')),
  set_by        TEXT NOT NULL CHECK (set_by IN ('member', 'publisher', 'desk')),
  set_at        INTEGER NOT NULL,
  ended_at      INTEGER
);
CREATE UNIQUE INDEX nicknames_revision ON nicknames (member_id, revision);
CREATE UNIQUE INDEX nicknames_taken ON nicknames (site_id, key_version, nickname_key) WHERE status IN ('current', 'held');

CREATE TABLE accounts (
  id             BLOB PRIMARY KEY,
  login          TEXT NOT NULL UNIQUE,     -- folded to lower case
  name           TEXT NOT NULL,
  password_hash  TEXT NOT NULL,
  admin          BOOLEAN NOT NULL DEFAULT FALSE,  -- admin of all sites
  created_at     INTEGER NOT NULL,
  disabled_at    INTEGER
);

CREATE TABLE account_sites (
  account_id  BLOB NOT NULL REFERENCES accounts (id),
  site_id     BLOB NOT NULL REFERENCES sites (id),
  PRIMARY KEY (account_id, site_id)
) WITHOUT ROWID;
CREATE INDEX account_sites_site ON account_sites (site_id);

CREATE TABLE api_keys (
  id          BLOB PRIMARY KEY,
  site_id     BLOB NOT NULL REFERENCES sites (id),
  name        TEXT NOT NULL,
  hash        BLOB NOT NULL UNIQUE,
  created_at  INTEGER NOT NULL,
  revoked_at  INTEGER
);

-- One sign-in and all refresh tokens that came of it: a family.
CREATE TABLE sessions (
  id             BLOB PRIMARY KEY,
  site_id        BLOB REFERENCES sites (id),      -- NULL: a desk session
  member_id      BLOB REFERENCES members (id),
  account_id     BLOB REFERENCES accounts (id),
  address        TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  revoked_at     INTEGER,
  revoke_reason  TEXT NOT NULL DEFAULT '',
  CHECK ((member_id IS NULL) <> (account_id IS NULL))
);
CREATE INDEX sessions_member ON sessions (member_id) WHERE member_id IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX sessions_account ON sessions (account_id) WHERE account_id IS NOT NULL AND revoked_at IS NULL;

CREATE TABLE refresh_tokens (
  hash        BLOB PRIMARY KEY,
  session_id  BLOB NOT NULL REFERENCES sessions (id),
  issued_at   INTEGER NOT NULL,
  used_at     INTEGER
) WITHOUT ROWID;
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE signing_keys (
  kid         TEXT PRIMARY KEY,
  secret      BLOB NOT NULL,
  created_at  INTEGER NOT NULL,
  retired_at  INTEGER
);

-- Failed sign-ins per account and per address; the key is a hash, so that no address is kept here.
CREATE TABLE throttles (
  key            BLOB PRIMARY KEY,
  failures       INTEGER NOT NULL,
  last_at        INTEGER NOT NULL,
  blocked_until  INTEGER NOT NULL
) WITHOUT ROWID;

-- comments -----------------------------------------------------------------------------------------------------------

-- The switch for the whole site (section '') and for its sections; no row means open.
CREATE TABLE discussion_states (
  site_id  BLOB NOT NULL REFERENCES sites (id),
  section  TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('open', 'premoderated', 'closed')),
  PRIMARY KEY (site_id, section)
) WITHOUT ROWID;

CREATE TABLE articles (
  seq            INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  site_id        BLOB NOT NULL REFERENCES sites (id),
  key            TEXT NOT NULL,
  url            TEXT NOT NULL,
  title          TEXT NOT NULL,
  section        TEXT NOT NULL,
  text           TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('open', 'premoderated', 'slow', 'closed')),
  version        INTEGER NOT NULL,            -- raised with every visible change under the article, votes apart
  votes_tick     INTEGER NOT NULL DEFAULT 0,  -- raised with every vote
  comment_count  INTEGER NOT NULL DEFAULT 0,  -- published comments
  root_count     INTEGER NOT NULL DEFAULT 0,  -- published comments that answer no other
  held_count     INTEGER NOT NULL DEFAULT 0,
  tag_count      INTEGER NOT NULL DEFAULT 0,  -- published and held tags: what the limit counts
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
);
CREATE UNIQUE INDEX articles_key ON articles (site_id, key);
CREATE INDEX articles_site ON articles (site_id, id);

CREATE TABLE comments (
  seq              INTEGER PRIMARY KEY,
  id               BLOB NOT NULL UNIQUE,
  site_id          BLOB NOT NULL REFERENCES sites (id),
  article_id       BLOB NOT NULL REFERENCES articles (id),
  root_id          BLOB NOT NULL,               -- its own id on a root
  parent_id        BLOB REFERENCES comments (id),
  depth            INTEGER NOT NULL,            -- 0 on a root
  author_id        BLOB NOT NULL REFERENCES members (id),
  status           TEXT NOT NULL CHECK (status IN ('published', 'held', 'removed', 'withdrawn')),
  shown            BOOLEAN NOT NULL,            -- published, or a tombstone over shown replies
  revision         INTEGER NOT NULL,
  source           TEXT NOT NULL,
  body             TEXT NOT NULL,               -- JSON of the rendered node tree
  up               INTEGER NOT NULL DEFAULT 0,
  down             INTEGER NOT NULL DEFAULT 0,
  score            REAL NOT NULL DEFAULT 0,     -- Wilson lower bound of up among all votes, 95 %
  shown_children   INTEGER NOT NULL DEFAULT 0,  -- direct replies that are shown
  reply_count      INTEGER NOT NULL DEFAULT 0,  -- published direct replies
  thread_count     INTEGER NOT NULL DEFAULT 0,  -- on a root: published comments below it
  article_version  INTEGER NOT NULL,            -- the article's version at which this comment last changed
  report_weight    INTEGER NOT NULL DEFAULT 0,  -- of undecided reports
  reviewed         INTEGER NOT NULL DEFAULT 0,  -- revision a decision found in order; 0: none
  address          TEXT NOT NULL,               -- the client's address, for moderators only
  created_at       INTEGER NOT NULL,
  edited_at        INTEGER,
  status_at        INTEGER NOT NULL
);
CREATE INDEX comments_newest ON comments (article_id, id) WHERE depth = 0 AND shown;
CREATE INDEX comments_top ON comments (article_id, score, id) WHERE depth = 0 AND shown;
CREATE INDEX comments_thread ON comments (root_id, id) WHERE depth > 0 AND shown;
CREATE INDEX comments_parent ON comments (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_author ON comments (author_id, id);
CREATE INDEX comments_changed ON comments (article_id, article_version);
CREATE INDEX comments_held ON comments (article_id, author_id) WHERE status = 'held';

CREATE TABLE comment_revisions (
  comment_id  BLOB NOT NULL REFERENCES comments (id),
  revision    INTEGER NOT NULL,
  site_id     BLOB NOT NULL,
  source      TEXT NOT NULL,
  body        TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (comment_id, revision)
) WITHOUT ROWID;

CREATE TABLE votes (
  comment_id  BLOB NOT NULL REFERENCES comments (id),
  member_id   BLOB NOT NULL REFERENCES members (id),
  site_id     BLOB NOT NULL,
  article_id  BLOB NOT NULL,
  value       INTEGER NOT NULL CHECK (value IN (-1, 1)),
  voted_at    INTEGER NOT NULL,
  PRIMARY KEY (comment_id, member_id)
) WITHOUT ROWID;
CREATE INDEX votes_member ON votes (member_id, article_id);

-- A label on one article; its placers are in taggings.
CREATE TABLE tags (
  seq              INTEGER PRIMARY KEY,
  id               BLOB NOT NULL UNIQUE,
  site_id          BLOB NOT NULL REFERENCES sites (id),
  article_id       BLOB NOT NULL REFERENCES articles (id),
  label            TEXT NOT NULL,
  label_key        TEXT NOT NULL,
  key_version      INTEGER NOT NULL,
  status           TEXT NOT NULL CHECK (status IN ('published', 'held', 'removed', 'withdrawn')),
  revision         INTEGER NOT NULL,            -- raised when a withdrawn label is placed anew
  tagging_count    INTEGER NOT NULL DEFAULT 0,  -- taggings that stand
  first_placer_id  BLOB NOT NULL REFERENCES members (id),
  article_version  INTEGER NOT NULL,
  report_weight    INTEGER NOT NULL DEFAULT 0,
  reviewed         INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  status_at        INTEGER NOT NULL
);
CREATE UNIQUE INDEX tags_label ON tags (article_id, key_version, label_key);

CREATE TABLE taggings (
  tag_id        BLOB NOT NULL REFERENCES tags (id),
  member_id     BLOB NOT NULL REFERENCES members (id),
  site_id       BLOB NOT NULL,
  article_id    BLOB NOT NULL,
  placed_at     INTEGER NOT NULL,
  withdrawn_at  INTEGER,
  PRIMARY KEY (tag_id, member_id)
) WITHOUT ROWID;
CREATE INDEX taggings_member ON taggings (article_id, member_id) WHERE withdrawn_at IS NULL;

-- moderation ---------------------------------------------------------------------------------------------------------

CREATE TABLE moderation_settings (
  site_id   BLOB PRIMARY KEY REFERENCES sites (id),
  settings  TEXT NOT NULL,      -- JSON of moderation.Settings
  revision  INTEGER NOT NULL
);

CREATE TABLE rulebooks (
  site_id       BLOB NOT NULL REFERENCES sites (id),
  version       INTEGER NOT NULL,
  published_at  INTEGER NOT NULL,
  PRIMARY KEY (site_id, version)
) WITHOUT ROWID;

CREATE TABLE clauses (
  site_id   BLOB NOT NULL,
  version   INTEGER NOT NULL,
  language  TEXT NOT NULL,
  code      TEXT NOT NULL,      -- stable: unlawful, infringing, false, abusive, meaningless, off_topic, …
  ordinal   INTEGER NOT NULL,
  title     TEXT NOT NULL,
  text      TEXT NOT NULL,
  kinds     TEXT NOT NULL,      -- comma-separated kinds of subject it holds for
  PRIMARY KEY (site_id, version, language, code),
  FOREIGN KEY (site_id, version) REFERENCES rulebooks (site_id, version)
) WITHOUT ROWID;

CREATE TABLE term_lists (
  id          BLOB PRIMARY KEY,
  site_id     BLOB NOT NULL REFERENCES sites (id),
  name        TEXT NOT NULL,
  enabled     BOOLEAN NOT NULL,
  revision    INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
);
CREATE UNIQUE INDEX term_lists_name ON term_lists (site_id, name);

CREATE TABLE terms (
  id          BLOB PRIMARY KEY,
  list_id     BLOB NOT NULL REFERENCES term_lists (id),
  site_id     BLOB NOT NULL,
  text        TEXT NOT NULL,
  action      TEXT NOT NULL CHECK (action IN ('note', 'hold', 'refuse')),
  kinds       TEXT NOT NULL,      -- comma-separated: comment, tag, nickname
  clause      TEXT NOT NULL,      -- the clause a hit speaks of
  note        TEXT NOT NULL DEFAULT '',
  created_at  INTEGER NOT NULL
);
CREATE INDEX terms_list ON terms (list_id, id);
CREATE INDEX terms_site ON terms (site_id);

CREATE TABLE cases (
  seq               INTEGER PRIMARY KEY,
  id                BLOB NOT NULL UNIQUE,
  site_id           BLOB NOT NULL REFERENCES sites (id),
  subject_kind      TEXT NOT NULL CHECK (subject_kind IN ('comment', 'tag', 'nickname')),
  subject_id        BLOB NOT NULL,
  subject_revision  INTEGER NOT NULL,             -- the newest revision that gave cause
  member_id         BLOB NOT NULL REFERENCES members (id),  -- author, first placer or owner
  article_id        BLOB REFERENCES articles (id),
  origin            TEXT NOT NULL CHECK (origin IN ('screening', 'report', 'desk')),
  status            TEXT NOT NULL CHECK (status IN ('open', 'decided')),
  held              BOOLEAN NOT NULL,             -- the subject waits, unseen by others
  report_count      INTEGER NOT NULL DEFAULT 0,
  report_weight     INTEGER NOT NULL DEFAULT 0,
  severity          INTEGER NOT NULL,             -- 0 to 9
  priority          INTEGER NOT NULL,             -- the queue's order, highest first, then oldest first
  revision          INTEGER NOT NULL,             -- raised with every change of the case
  claimed_by        BLOB REFERENCES accounts (id),
  claimed_until     INTEGER,
  opened_at         INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  decided_at        INTEGER
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
  seq               INTEGER PRIMARY KEY,
  id                BLOB NOT NULL UNIQUE,
  site_id           BLOB NOT NULL REFERENCES sites (id),
  subject_kind      TEXT NOT NULL,
  subject_id        BLOB NOT NULL,
  subject_revision  INTEGER NOT NULL,
  phase             TEXT NOT NULL,
  code              TEXT NOT NULL,
  action            TEXT NOT NULL CHECK (action IN ('note', 'hold', 'refuse')),
  clause            TEXT NOT NULL DEFAULT '',
  term_id           BLOB,
  term              TEXT NOT NULL DEFAULT '',   -- as it stood
  list              TEXT NOT NULL DEFAULT '',   -- its list's name
  start_at          INTEGER,
  end_at            INTEGER,
  created_at        INTEGER NOT NULL
);
CREATE INDEX signals_subject ON signals (subject_kind, subject_id, subject_revision);

CREATE TABLE reports (
  seq               INTEGER PRIMARY KEY,
  id                BLOB NOT NULL UNIQUE,
  site_id           BLOB NOT NULL REFERENCES sites (id),
  case_id           BLOB REFERENCES cases (id),   -- NULL: about what a decision had found in order
  subject_kind      TEXT NOT NULL,
  subject_id        BLOB NOT NULL,
  subject_revision  INTEGER NOT NULL,
  reporter_id       BLOB NOT NULL REFERENCES members (id),
  clause            TEXT NOT NULL,
  note              TEXT NOT NULL,
  weight            INTEGER NOT NULL,
  outcome           TEXT CHECK (outcome IN ('upheld', 'rejected')),
  decision_id       BLOB,
  created_at        INTEGER NOT NULL
);
CREATE UNIQUE INDEX reports_once ON reports (subject_kind, subject_id, reporter_id);
CREATE INDEX reports_case ON reports (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX reports_reporter ON reports (reporter_id, id);

CREATE TABLE decisions (
  seq               INTEGER PRIMARY KEY,
  id                BLOB NOT NULL UNIQUE,
  site_id           BLOB NOT NULL REFERENCES sites (id),
  case_id           BLOB NOT NULL REFERENCES cases (id),
  subject_kind      TEXT NOT NULL,
  subject_id        BLOB NOT NULL,
  subject_revision  INTEGER NOT NULL,             -- the revision that was judged
  member_id         BLOB NOT NULL REFERENCES members (id),
  account_id        BLOB NOT NULL REFERENCES accounts (id),
  outcome           TEXT NOT NULL CHECK (outcome IN ('no_violation', 'violation')),
  clause            TEXT NOT NULL,                -- empty with no_violation
  rulebook_version  INTEGER NOT NULL,
  reason            TEXT NOT NULL,                -- what the member is told
  internal_note     TEXT NOT NULL,
  statement         TEXT NOT NULL,                -- JSON of moderation.Statement
  status            TEXT NOT NULL CHECK (status IN ('effective', 'awaiting_confirmation', 'rejected', 'undone')),
  made_at           INTEGER NOT NULL,
  confirmed_by      BLOB REFERENCES accounts (id),
  confirmed_at      INTEGER,
  undone_by         BLOB REFERENCES accounts (id),
  undone_at         INTEGER,
  undo_reason       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX decisions_case ON decisions (case_id, id);
CREATE INDEX decisions_member ON decisions (member_id, id);
CREATE INDEX decisions_site ON decisions (site_id, id);

-- One act of a decision on one target, with the state before and after, so that undo restores exactly that.
CREATE TABLE decision_acts (
  decision_id  BLOB NOT NULL REFERENCES decisions (id),
  ordinal      INTEGER NOT NULL,
  site_id      BLOB NOT NULL,
  act          TEXT NOT NULL,
  target_kind  TEXT NOT NULL,   -- comment, tag, nickname, sanction, case, report
  target_id    BLOB NOT NULL,
  before       TEXT NOT NULL,   -- JSON
  after        TEXT NOT NULL,   -- JSON
  PRIMARY KEY (decision_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX decision_acts_target ON decision_acts (target_kind, target_id);

CREATE TABLE sanctions (
  id           BLOB PRIMARY KEY,
  site_id      BLOB NOT NULL REFERENCES sites (id),
  member_id    BLOB NOT NULL REFERENCES members (id),
  decision_id  BLOB NOT NULL REFERENCES decisions (id),
  kind         TEXT NOT NULL CHECK (kind IN ('warning', 'suspension', 'end')),
  from_at      INTEGER NOT NULL,
  until_at     INTEGER,           -- suspensions only
  lifted_at    INTEGER,
  lifted_by    BLOB REFERENCES decisions (id)  -- the decision that lifted it; NULL with lifted_at: undone
);
CREATE INDEX sanctions_member ON sanctions (member_id, id);

CREATE TABLE notices (
  seq          INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  site_id      BLOB NOT NULL REFERENCES sites (id),
  member_id    BLOB NOT NULL REFERENCES members (id),
  kind         TEXT NOT NULL,
  decision_id  BLOB REFERENCES decisions (id),
  params       TEXT NOT NULL,     -- JSON of moderation.NoticeParams
  created_at   INTEGER NOT NULL,
  read_at      INTEGER
);
CREATE INDEX notices_member ON notices (member_id, id);

-- audit --------------------------------------------------------------------------------------------------------------

CREATE TABLE audit_heads (
  site_id  BLOB PRIMARY KEY,      -- the chain; acts that belong to no site have a chain of their own
  n        INTEGER NOT NULL,
  hash     BLOB NOT NULL
);

CREATE TABLE audit_entries (
  site_id       BLOB NOT NULL,
  n             INTEGER NOT NULL,
  at            INTEGER NOT NULL,
  actor_kind    TEXT NOT NULL,
  actor_id      TEXT NOT NULL,
  act           TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  details       TEXT NOT NULL,    -- JSON object of strings; never personal text
  prev_hash     BLOB NOT NULL,
  hash          BLOB NOT NULL,
  PRIMARY KEY (site_id, n)
) WITHOUT ROWID;

-- storage ------------------------------------------------------------------------------------------------------------

CREATE TABLE idempotency_keys (
  site_id     BLOB NOT NULL,
  actor       TEXT NOT NULL,
  operation   TEXT NOT NULL,
  key         TEXT NOT NULL,
  body_hash   BLOB NOT NULL,
  subject     TEXT NOT NULL,      -- what the first request made, to answer the next ones with
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (site_id, actor, operation, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- +goose Down
SELECT 1;
