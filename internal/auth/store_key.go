package auth

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"board/internal/storage"
)

var errNoKey = errors.New("there is no such signing key")

var kidPattern = regexp.MustCompile(`^k[1-9][0-9]{0,8}$`)

func oneSigningKey(db *gorm.DB, where string, args ...any) (signingKey, error) {
	var key signingKey
	var retired *storage.Time
	err := queryOne(db, errNoKey, "load a signing key", "SELECT kid, secret, retired_at FROM signing_keys WHERE "+where, args,
		&key.kid, &key.secret, &retired)
	key.retiredAt = retired.Ptr()
	return key, err
}

func currentSigningKey(db *gorm.DB) (signingKey, error) {
	return oneSigningKey(db, "retired_at IS NULL")
}

func signingKeyByID(db *gorm.DB, kid string) (signingKey, error) {
	if !kidPattern.MatchString(kid) {
		return signingKey{}, errNoKey
	}
	return oneSigningKey(db, "kid = ?", kid)
}

// addSigningKeyTx adds the key of this number, unless there is one.
func addSigningKeyTx(tx storage.Tx, number int, secret []byte, now storage.Time) error {
	_, err := exec(tx, "add a signing key",
		"INSERT INTO signing_keys (kid, secret, created_at) VALUES (?, ?, ?) ON CONFLICT (kid) DO NOTHING",
		"k"+strconv.Itoa(number), secret, now)
	return err
}

// rotateSigningKeyTx retires the current key and adds the next. It returns the new kid, or nothing when another instance
// rotated at the same moment.
func rotateSigningKeyTx(tx storage.Tx, secret []byte, now storage.Time) (string, error) {
	current, err := currentSigningKey(tx.DB())
	if err != nil {
		return "", err
	}
	n, err := exec(tx, "retire a signing key",
		"UPDATE signing_keys SET retired_at = ? WHERE kid = ? AND retired_at IS NULL", now, current.kid)
	if err != nil || n == 0 {
		return "", err
	}
	number, err := strconv.Atoi(strings.TrimPrefix(current.kid, "k"))
	if err != nil {
		return "", err
	}
	return "k" + strconv.Itoa(number+1), addSigningKeyTx(tx, number+1, secret, now)
}
