package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"board/internal/fault"
)

// The cost of a password's hash (OWASP's lowest for argon2id): 19 MiB and two passes, about 65 ms.
const (
	hashMemory  = 19 * 1024
	hashTime    = 2
	hashThreads = 1
	hashLength  = 32
	saltLength  = 16
	// hashesAtOnce bounds memory and processor time that sign-ins may take from readers.
	hashesAtOnce = 2
)

// maxHashMemory and maxHashTime bound what a stored hash may ask for.
const (
	maxHashMemory = 1 << 20
	maxHashTime   = 16
)

const (
	minPassword = 8
	maxPassword = 128
)

var (
	errPasswordInvalid    = passwordInvalid("password")
	errNewPasswordInvalid = passwordInvalid("new")
)

// passwordInvalid complains about the password in this field.
func passwordInvalid(field string) *fault.Fault {
	return fault.New(fault.Invalid, "password_invalid", "The password is not usable.").
		WithField(field, "password_invalid", "8 to 128 characters of any script.")
}

// normalPassword brings a password to NFC, so that the same keys on another device give the same password, and checks
// its length in code points.
func normalPassword(password string) (string, error) {
	if len(password) > 16*maxPassword || !utf8.ValidString(password) {
		return "", errPasswordInvalid
	}
	normal := norm.NFC.String(password)
	if n := utf8.RuneCountInString(normal); n < minPassword || n > maxPassword {
		return "", errPasswordInvalid
	}
	return normal, nil
}

// hashPassword gives the PHC string of a normal password. It waits for its turn, or for ctx.
func (s *Service) hashPassword(ctx context.Context, password string) (string, error) {
	p := s.cost
	p.salt = make([]byte, saltLength)
	if _, err := rand.Read(p.salt); err != nil {
		return "", fmt.Errorf("make a salt: %w", err)
	}
	var err error
	p.hash, err = s.derive(ctx, password, p, hashLength)
	return p.String(), err
}

// passwordFits compares a password somebody typed with a stored PHC string. An empty string, for an unknown name or a
// member without a password, takes as long as any other and never fits.
func (s *Service) passwordFits(ctx context.Context, stored, password string) (bool, error) {
	normal, err := normalPassword(password)
	fits := err == nil && stored != ""
	if !fits {
		normal = ""
	}
	want := s.cost
	want.salt, want.hash = make([]byte, saltLength), make([]byte, hashLength)
	if stored != "" {
		if want, err = parsePHC(stored); err != nil {
			return false, err
		}
	}
	hash, err := s.derive(ctx, normal, want, len(want.hash))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(hash, want.hash) == 1 && fits, nil
}

func (s *Service) derive(ctx context.Context, password string, p phc, length int) ([]byte, error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to hash a password: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), p.salt, p.time, p.memory, p.threads, uint32(length)), nil
}

// phc is a password hash in the PHC string format, "$argon2id$v=19$m=…,t=…,p=…$salt$hash".
type phc struct {
	memory, time uint32
	threads      uint8
	salt, hash   []byte
}

func (p phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.time, p.threads,
		base64.RawStdEncoding.EncodeToString(p.salt), base64.RawStdEncoding.EncodeToString(p.hash))
}

func parsePHC(text string) (phc, error) {
	var p phc
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, fmt.Errorf("parse a password hash: not argon2id of version %d", argon2.Version)
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.threads); err != nil {
		return phc{}, fmt.Errorf("parse the cost of a password hash: %w", err)
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return phc{}, fmt.Errorf("parse the salt of a password hash: %w", err)
	}
	if p.hash, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return phc{}, fmt.Errorf("parse a password hash: %w", err)
	}
	if p.memory == 0 || p.memory > maxHashMemory || p.time == 0 || p.time > maxHashTime || p.threads == 0 || len(p.hash) < 16 {
		return phc{}, fmt.Errorf("parse a password hash: cost m=%d,t=%d,p=%d", p.memory, p.time, p.threads)
	}
	return p, nil
}
