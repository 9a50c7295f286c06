package auth

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"board/internal/storage"
)

// memberOfSession is the hot path of every request of a member: one row by two primary keys.
func memberOfSession(db *gorm.DB, id SessionID, now time.Time) (Session, Member, error) {
	session := Session{ID: id}
	var expires storage.Time
	var revoked *storage.Time
	row := db.Raw("SELECT "+memberColumns+`, s.expires_at, s.revoked_at
		FROM sessions s JOIN members m ON m.id = s.member_id WHERE s.id = ?`, id).Row()
	member, err := scanMember(row.Scan, now, &expires, &revoked)
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, Member{}, ErrSessionEnded
	}
	if err != nil {
		return Session{}, Member{}, fmt.Errorf("load a session: %w", err)
	}
	session.ExpiresAt, session.RevokedAt = expires.Time, revoked.Ptr()
	return session, member, nil
}

// accountOfSession is the same for the desk. A disabled account has no session that stands.
func accountOfSession(db *gorm.DB, id SessionID) (Session, Account, error) {
	session := Session{ID: id}
	var owner AccountID
	var expires storage.Time
	var revoked *storage.Time
	err := queryOne(db, ErrSessionEnded, "load a session",
		"SELECT account_id, expires_at, revoked_at FROM sessions WHERE id = ? AND account_id IS NOT NULL", []any{id},
		&owner, &expires, &revoked)
	if err != nil {
		return Session{}, Account{}, err
	}
	session.ExpiresAt, session.RevokedAt = expires.Time, revoked.Ptr()
	account, err := enabledAccount(db, owner)
	if errors.Is(err, ErrAccountNotFound) {
		return Session{}, Account{}, ErrSessionEnded
	}
	return session, account, err
}

func addSessionTx(tx storage.Tx, g grant, address string, now storage.Time) error {
	var site *SiteID
	var member *MemberID
	var account *AccountID
	if g.member != nil {
		site, member = &g.member.SiteID, &g.member.ID
	} else {
		account = &g.account.ID
	}
	_, err := exec(tx, "open a session",
		"INSERT INTO sessions (id, site_id, member_id, account_id, address, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		g.session, site, member, account, address, now, storage.At(g.expires))
	return err
}

func addRefreshTokenTx(tx storage.Tx, hash []byte, session SessionID, now storage.Time) error {
	_, err := exec(tx, "add a refresh token", "INSERT INTO refresh_tokens (session_id, hash, issued_at) VALUES (?, ?, ?)", session, hash, now)
	return err
}

// useRefreshTokenTx reports whether the token was fresh, which it is for one caller only.
func useRefreshTokenTx(tx storage.Tx, hash []byte, now storage.Time) (fresh bool, err error) {
	n, err := exec(tx, "use a refresh token", "UPDATE refresh_tokens SET used_at = ? WHERE hash = ? AND used_at IS NULL", now, hash)
	return n == 1, err
}

func sessionOfRefreshTx(tx storage.Tx, hash []byte) (Session, *time.Time, error) {
	var session Session
	var expires storage.Time
	var used, revoked *storage.Time
	err := queryOne(tx.DB(), ErrRefreshInvalid, "load a refresh token", `
		SELECT r.used_at, s.id, s.member_id, s.account_id, s.expires_at, s.revoked_at
		FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id WHERE r.hash = ?`, []any{hash},
		&used, &session.ID, &session.Member, &session.Account, &expires, &revoked)
	session.ExpiresAt, session.RevokedAt = expires.Time, revoked.Ptr()
	return session, used.Ptr(), err
}

func revokeSessionTx(tx storage.Tx, id SessionID, reason string, now storage.Time) error {
	_, err := exec(tx, "revoke a session",
		"UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE id = ? AND revoked_at IS NULL", now, reason, id)
	return err
}

func revokeMemberTx(tx storage.Tx, id MemberID, reason string, now storage.Time) error {
	_, err := exec(tx, "revoke a member's sessions",
		"UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE member_id = ? AND revoked_at IS NULL", now, reason, id)
	return err
}

func revokeAccountTx(tx storage.Tx, id AccountID, reason string, now storage.Time) error {
	_, err := exec(tx, "revoke an account's sessions",
		"UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE account_id = ? AND revoked_at IS NULL", now, reason, id)
	return err
}

// revokeOthersTx revokes all sessions of the actor but the one they act in.
func revokeOthersTx(tx storage.Tx, actor Actor, now storage.Time) error {
	owner := "account_id"
	if actor.Member != nil {
		owner = "member_id"
	}
	_, id := actor.row()
	_, err := exec(tx, "revoke other sessions",
		"UPDATE sessions SET revoked_at = ?, revoke_reason = ? WHERE "+owner+" = ? AND id <> ? AND revoked_at IS NULL",
		now, revokedPassword, id, actor.Session)
	return err
}

// row names the actor's row.
func (a Actor) row() (table string, id any) {
	if a.Member != nil {
		return "members", a.Member.ID
	}
	return "accounts", a.Account.ID
}

// passwordOf is the stored hash of the actor's password, empty when they have none.
func passwordOf(db *gorm.DB, actor Actor) (string, error) {
	table, id := actor.row()
	var hash string
	err := queryOne(db, ErrSessionEnded, "load a password", "SELECT password_hash FROM "+table+" WHERE id = ?", []any{id}, &hash)
	return hash, err
}

// replacePasswordTx replaces the hash, unless somebody has meanwhile.
func replacePasswordTx(tx storage.Tx, actor Actor, from, to string) error {
	table, id := actor.row()
	return execOne(tx, ErrPasswordWrong, "replace a password",
		"UPDATE "+table+" SET password_hash = ? WHERE id = ? AND password_hash = ?", to, id, from)
}

// memberPasswordStandsTx makes sure that the password that was right is still the member's.
func memberPasswordStandsTx(tx storage.Tx, id MemberID, hash string) error {
	var stored string
	err := queryOne(tx.DB(), ErrSignInFailed, "load a password", "SELECT password_hash FROM members WHERE id = ?", []any{id}, &stored)
	if err == nil && stored != hash {
		return ErrSignInFailed
	}
	return err
}
