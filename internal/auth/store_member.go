package auth

import (
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"board/internal/storage"
)

const memberColumns = `m.id, m.site_id, m.nickname, m.nickname_status, m.nickname_revision, m.nickname_changed_at,
	m.nickname_reviewed, m.nickname_weight, COALESCE(m.email, ''), m.avatar, m.premoderated, m.password_hash <> '',
	m.warned_at, m.suspended_until, m.ended_at, m.standing_decision_id,
	m.comments_published, m.reports_upheld, m.reports_rejected, m.agreed_rulebook, m.created_at`

// scanMember reads memberColumns, and after them what else the query has.
func scanMember(scan func(...any) error, now time.Time, more ...any) (Member, error) {
	var m Member
	var changed, warned, suspended, ended *storage.Time
	var decision *storage.Key[Standing]
	var created storage.Time
	into := []any{
		&m.ID, &m.SiteID, &m.Nickname, &m.NicknameStatus, &m.NicknameRevision, &changed,
		&m.NicknameReviewed, &m.NicknameReportWeight, &m.Email, &m.Avatar, &m.Premoderated, &m.HasPassword,
		&warned, &suspended, &ended, &decision,
		&m.CommentsPublished, &m.ReportsUpheld, &m.ReportsRejected, &m.AgreedRulebook, &created,
	}
	if err := scan(append(into, more...)...); err != nil {
		return Member{}, err
	}
	m.NicknameChangedAt, m.CreatedAt = changed.Ptr(), created.Time
	because := ""
	if decision != nil {
		because = decision.String()
	}
	m.Standing = standingAt(now, StandingColumns{
		WarnedAt: warned.Ptr(), SuspendedUntil: suspended.Ptr(), EndedAt: ended.Ptr(),
	}, because)
	return m, nil
}

func membersWhere(db *gorm.DB, now time.Time, where string, args ...any) ([]Member, error) {
	return queryAll(db, func(scan func(...any) error) (Member, error) { return scanMember(scan, now) },
		"load members", "SELECT "+memberColumns+" FROM members m WHERE "+where, args...)
}

func oneMember(db *gorm.DB, now time.Time, where string, args ...any) (Member, error) {
	members, err := membersWhere(db, now, where, args...)
	if err != nil {
		return Member{}, err
	}
	if len(members) == 0 {
		return Member{}, ErrMemberNotFound
	}
	return members[0], nil
}

func memberByID(db *gorm.DB, id MemberID, now time.Time) (Member, error) {
	return oneMember(db, now, "m.id = ?", id)
}

func memberOfSite(db *gorm.DB, site SiteID, id MemberID, now time.Time) (Member, error) {
	return oneMember(db, now, "m.id = ? AND m.site_id = ?", id, site)
}

// fullMember is memberOfSite with the nickname change that waits.
func fullMember(db *gorm.DB, site SiteID, id MemberID, now time.Time) (Member, error) {
	m, err := memberOfSite(db, site, id, now)
	if err != nil {
		return Member{}, err
	}
	m.HeldNickname, err = heldNickname(db, id, m.NicknameRevision)
	return m, err
}

func membersByID(db *gorm.DB, site SiteID, ids []MemberID, now time.Time) ([]Member, error) {
	return membersWhere(db, now, "m.site_id = ? AND m.id IN ?", site, ids)
}

func memberBySubject(db *gorm.DB, site SiteID, subject string) (MemberID, error) {
	var id MemberID
	err := queryOne(db, ErrMemberNotFound, "find a member by subject",
		"SELECT id FROM members WHERE site_id = ? AND sso_subject = ?", []any{site, subject}, &id)
	return id, err
}

// memberCredentials finds whose name this is, by e-mail address first, and the hash of their password. Without anybody
// both are zero, which lets the caller take as long as with somebody.
func memberCredentials(db *gorm.DB, site SiteID, email, nickname string) (MemberID, string, error) {
	type credentials struct {
		id   MemberID
		hash string
	}
	found, err := queryAll(db, func(scan func(...any) error) (credentials, error) {
		var c credentials
		err := scan(&c.id, &c.hash)
		return c, err
	}, "find a member by name", `
		SELECT id, password_hash FROM members WHERE site_id = ? AND email_key = ?
		UNION ALL
		SELECT m.id, m.password_hash FROM nicknames n JOIN members m ON m.id = n.member_id
		WHERE n.site_id = ? AND n.key_version = ? AND n.nickname_key = ? AND n.status IN ('current', 'held')`,
		site, email, site, identityVersion, nickname)
	if err != nil || len(found) == 0 {
		return MemberID{}, "", err
	}
	return found[0].id, found[0].hash, nil
}

// insertMemberTx reports false when another member has the e-mail address or the subject.
func insertMemberTx(tx storage.Tx, m newMember) (added bool, err error) {
	email, key := optional(m.email), (*string)(nil)
	if folded, ok := emailKey(m.email); ok {
		key = &folded
	}
	n, err := exec(tx, "add a member", `
		INSERT INTO members (id, site_id, nickname, nickname_status, nickname_revision, email, email_key, password_hash,
			sso_subject, avatar, agreed_rulebook, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		m.id, m.site.ID, m.nickname, string(m.status()), firstRevision, email, key, m.passwordHash,
		optional(m.ssoSubject), m.avatar, m.rulebook, m.at)
	return n == 1, err
}

// optional is NULL for an empty text.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// updateSSOMemberTx keeps avatar and e-mail address as the publisher sends them. An address another member has ends the
// transaction with ErrEmailTaken.
func updateSSOMemberTx(tx storage.Tx, m Member, who ssoIdentity) error {
	if who.avatar != m.Avatar {
		if err := updateMemberTx(tx, m.ID, "avatar = ?", who.avatar); err != nil {
			return err
		}
	}
	key, ok := emailKey(who.email)
	if !ok || who.email == m.Email {
		return nil
	}
	err := tx.DB().Exec("UPDATE members SET email = ?, email_key = ? WHERE id = ?", who.email, key, m.ID).Error
	if translator, ok := tx.DB().Dialector.(gorm.ErrorTranslator); ok && errors.Is(translator.Translate(err), gorm.ErrDuplicatedKey) {
		return ErrEmailTaken
	}
	if err != nil {
		return fmt.Errorf("set a member's e-mail address: %w", err)
	}
	return nil
}

func updateMemberTx(tx storage.Tx, id MemberID, set string, args ...any) error {
	return execOne(tx, ErrMemberNotFound, "update a member", "UPDATE members SET "+set+" WHERE id = ?", append(args, id)...)
}

func setStandingTx(tx storage.Tx, site SiteID, id MemberID, c StandingColumns) error {
	var decision *storage.Key[Standing]
	if c.DecisionID != nil {
		key := storage.Key[Standing](*c.DecisionID)
		decision = &key
	}
	return execOne(tx, ErrMemberNotFound, "set a member's standing", `
		UPDATE members SET warned_at = ?, suspended_until = ?, ended_at = ?, standing_decision_id = ?
		WHERE id = ? AND site_id = ?`,
		storage.AtPtr(c.WarnedAt), storage.AtPtr(c.SuspendedUntil), storage.AtPtr(c.EndedAt), decision, id, site)
}

func agreeRulebookTx(tx storage.Tx, id MemberID, version int) error {
	_, err := exec(tx, "agree to the rules",
		"UPDATE members SET agreed_rulebook = ? WHERE id = ? AND agreed_rulebook < ?", version, id, version)
	return err
}

func addNicknameWeightTx(tx storage.Tx, id MemberID, weight int) (int, error) {
	if err := updateMemberTx(tx, id, "nickname_weight = nickname_weight + ?", weight); err != nil {
		return 0, err
	}
	return nicknameWeight(tx.DB(), id)
}

func clearNicknameWeightTx(tx storage.Tx, id MemberID) (int, error) {
	if err := tx.Lock("members", "id = ?", id); err != nil {
		return 0, err
	}
	before, err := nicknameWeight(tx.DB(), id)
	if err != nil {
		return 0, err
	}
	return before, updateMemberTx(tx, id, "nickname_weight = 0")
}

func nicknameWeight(db *gorm.DB, id MemberID) (int, error) {
	var weight int
	err := queryOne(db, ErrMemberNotFound, "load the weight of reports",
		"SELECT nickname_weight FROM members WHERE id = ?", []any{id}, &weight)
	return weight, err
}

// pageOfMembers reads a page, and for each member the place a cursor names.
func pageOfMembers(db *gorm.DB, p memberPage, now time.Time) (members []Member, places []string, err error) {
	query, args, err := p.query()
	if err != nil {
		return nil, nil, err
	}
	members, err = queryAll(db, func(scan func(...any) error) (Member, error) {
		var place string
		var key MemberID
		into := any(&place)
		if p.list == listNewest {
			into = &key
		}
		m, err := scanMember(scan, now, into)
		if p.list == listNewest {
			place = key.String()
		}
		places = append(places, place)
		return m, err
	}, "list members", query, args...)
	return members, places, err
}

// query is a range of one index in each list, whatever the prefix. The highest code point ends a range of prefixes.
func (p memberPage) query() (string, []any, error) {
	end := p.prefix + "\U0010ffff"
	switch p.list {
	case listEmail:
		return "SELECT " + memberColumns + `, m.email_key FROM members m
			WHERE m.site_id = ? AND m.email_key IS NOT NULL AND m.email_key >= ? AND m.email_key < ? AND m.email_key > ?
			ORDER BY m.email_key LIMIT ?`, []any{p.site, p.prefix, end, p.after, p.limit}, nil
	case listNickname:
		return "SELECT " + memberColumns + `, n.nickname_key FROM nicknames n JOIN members m ON m.id = n.member_id
			WHERE n.site_id = ? AND n.key_version = ? AND n.status IN ('current', 'held')
			AND n.nickname_key >= ? AND n.nickname_key < ? AND n.nickname_key > ?
			ORDER BY n.nickname_key LIMIT ?`, []any{p.site, identityVersion, p.prefix, end, p.after, p.limit}, nil
	case listNewest:
	}
	if p.after == "" {
		return "SELECT " + memberColumns + ", m.id FROM members m WHERE m.site_id = ? ORDER BY m.id DESC LIMIT ?",
			[]any{p.site, p.limit}, nil
	}
	after, err := storage.ParseKey[Member](p.after)
	if err != nil {
		return "", nil, fmt.Errorf("read a cursor: %w", err)
	}
	return "SELECT " + memberColumns + ", m.id FROM members m WHERE m.site_id = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?",
		[]any{p.site, after, p.limit}, nil
}
