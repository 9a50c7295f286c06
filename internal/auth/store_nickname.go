package auth

import (
	"errors"
	"fmt"

	"gorm.io/gorm"

	"board/internal/storage"
	"board/internal/textmatch"
)

// identityVersion is that of the fold under which nicknames are unique.
const identityVersion = textmatch.IdentityVersion

const nicknameColumns = "revision, nickname, status, set_by, set_at, ended_at"

func scanNickname(scan func(...any) error) (NicknameRevision, error) {
	var r NicknameRevision
	var set storage.Time
	var ended *storage.Time
	err := scan(&r.Revision, &r.Nickname, &r.Status, &r.SetBy, &set, &ended)
	r.SetAt, r.EndedAt = set.Time, ended.Ptr()
	return r, err
}

func nicknameHistory(db *gorm.DB, site SiteID, id MemberID) ([]NicknameRevision, error) {
	return queryAll(db, scanNickname, "load the nicknames of a member",
		"SELECT "+nicknameColumns+" FROM nicknames WHERE member_id = ? AND site_id = ? ORDER BY revision DESC", id, site)
}

func nicknameOfRevision(db *gorm.DB, id MemberID, revision int) (string, error) {
	var text string
	err := queryOne(db, ErrNicknameSuperseded, "load a nickname",
		"SELECT nickname FROM nicknames WHERE member_id = ? AND revision = ?", []any{id, revision}, &text)
	return text, err
}

// heldNickname is the change that waits beside the nickname of this revision, nil without one.
func heldNickname(db *gorm.DB, id MemberID, revision int) (*Nickname, error) {
	held, err := queryAll(db, scanNickname, "load a held nickname",
		"SELECT "+nicknameColumns+" FROM nicknames WHERE member_id = ? AND revision > ? AND status = 'held'", id, revision)
	if err != nil || len(held) == 0 {
		return nil, err
	}
	return &Nickname{Text: held[0].Nickname, Status: NicknameHeld, Revision: held[0].Revision}, nil
}

// lastPublished finds the member a publisher's subject is, and the nickname it sent the last time. Both are missing for
// a subject that never came.
func lastPublished(db *gorm.DB, site SiteID, subject string) (*MemberID, string, error) {
	id, err := memberBySubject(db, site, subject)
	if errors.Is(err, ErrMemberNotFound) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	sent, err := queryAll(db, scanNickname, "load the last published nickname",
		"SELECT "+nicknameColumns+" FROM nicknames WHERE member_id = ? AND set_by = 'publisher' ORDER BY revision DESC LIMIT 1", id)
	if err != nil || len(sent) == 0 {
		return &id, "", err
	}
	return &id, sent[0].Nickname, nil
}

func nextRevisionTx(tx storage.Tx, id MemberID) (int, error) {
	var last int
	err := queryOne(tx.DB(), ErrMemberNotFound, "count nicknames",
		"SELECT COALESCE(MAX(revision), 0) FROM nicknames WHERE member_id = ?", []any{id}, &last)
	return last + 1, err
}

// neverRefusedTx refuses a nickname the desk has taken from this member before.
func neverRefusedTx(tx storage.Tx, id MemberID, key string) error {
	var times int
	err := queryOne(tx.DB(), ErrMemberNotFound, "look for a refused nickname",
		"SELECT COUNT(*) FROM nicknames WHERE member_id = ? AND nickname_key = ? AND key_version = ? AND status = 'refused'",
		[]any{id, key, identityVersion}, &times)
	if err == nil && times > 0 {
		return ErrNicknameRefused.With("rule", "refused_before")
	}
	return err
}

// insertNicknameTx reports false when another member has the nickname.
func insertNicknameTx(tx storage.Tx, r nicknameRecord) (taken bool, err error) {
	n, err := exec(tx, "add a nickname", `
		INSERT INTO nicknames (id, site_id, member_id, revision, nickname, nickname_key, key_version, status, set_by, set_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		storage.NewKey[Nickname](), r.site, r.member, r.revision, r.text, r.key, identityVersion, r.status, r.setBy, r.at)
	return n == 1, err
}

func takeNicknameTx(tx storage.Tx, r nicknameRecord) error {
	taken, err := insertNicknameTx(tx, r)
	if err == nil && !taken {
		return ErrNicknameTaken
	}
	return err
}

// endNicknamesTx ends all nicknames of the member that hold a place, but those of the kept revisions.
func endNicknamesTx(tx storage.Tx, id MemberID, status string, now storage.Time, kept ...int) error {
	_, err := exec(tx, "end nicknames", `
		UPDATE nicknames SET status = ?, ended_at = ?
		WHERE member_id = ? AND status IN ('current', 'held') AND revision NOT IN ?`, status, now, id, append(kept, 0))
	return err
}

func endNicknameTx(tx storage.Tx, id MemberID, revision int, status string, now storage.Time) error {
	return execOne(tx, ErrNicknameSuperseded, "end a nickname",
		"UPDATE nicknames SET status = ?, ended_at = ? WHERE member_id = ? AND revision = ?", status, now, id, revision)
}

// setNicknameRowTx changes between current and held, which both hold their place.
func setNicknameRowTx(tx storage.Tx, id MemberID, revision int, status string) error {
	return execOne(tx, ErrNicknameSuperseded, "set the status of a nickname", `
		UPDATE nicknames SET status = ? WHERE member_id = ? AND revision = ? AND status IN ('current', 'held')`, status, id, revision)
}

// reviveNicknameTx gives a nickname its place back. An ended one is stored anew, so that the index decides whether somebody
// has taken it meanwhile; a plain update could only fail.
func reviveNicknameTx(tx storage.Tx, id MemberID, revision int, status string) error {
	var r nicknameRecord
	var key storage.Key[Nickname]
	var version int
	err := queryOne(tx.DB(), ErrNicknameSuperseded, "load a nickname",
		"SELECT id, site_id, nickname, nickname_key, key_version, set_by, set_at FROM nicknames WHERE member_id = ? AND revision = ?",
		[]any{id, revision}, &key, &r.site, &r.text, &r.key, &version, &r.setBy, &r.at)
	if err != nil {
		return err
	}
	if _, err := exec(tx, "lift a nickname", "DELETE FROM nicknames WHERE id = ?", key); err != nil {
		return fmt.Errorf("revive nickname %d: %w", revision, err)
	}
	return execOne(tx, ErrNicknameTaken, "revive a nickname", `
		INSERT INTO nicknames (id, site_id, member_id, revision, nickname, nickname_key, key_version, status, set_by, set_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		key, r.site, id, revision, r.text, r.key, version, status, r.setBy, r.at)
}

// bearNicknameTx makes the record's nickname the one the member bears.
func bearNicknameTx(tx storage.Tx, r nicknameRecord) error {
	status := NicknamePublished
	if r.status == rowHeld {
		status = NicknameHeld
	}
	return updateMemberTx(tx, r.member, "nickname = ?, nickname_status = ?, nickname_revision = ?", r.text, string(status), r.revision)
}

func setNicknameStatusTx(tx storage.Tx, id MemberID, status NicknameStatus) error {
	return updateMemberTx(tx, id, "nickname_status = ?", string(status))
}

func stampNicknameChangeTx(tx storage.Tx, id MemberID, now storage.Time) error {
	return updateMemberTx(tx, id, "nickname_changed_at = ?", now)
}
