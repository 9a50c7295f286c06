package auth

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"board/internal/fault"
	"board/internal/textmatch"
)

// NicknameStatus says whether others see a member's nickname.
type NicknameStatus string

// The statuses of the nickname a member bears.
const (
	NicknamePublished NicknameStatus = "published"
	NicknameHeld      NicknameStatus = "held"
)

// Nickname is one nickname of a member, as it stands.
type Nickname struct {
	Text     string
	Status   NicknameStatus
	Revision int
}

// NicknameRevision is one line of the history of a member's nicknames.
type NicknameRevision struct {
	Revision int
	Nickname string
	// Status is current, held, replaced or refused.
	Status string
	// SetBy is member, publisher or desk.
	SetBy   string
	SetAt   time.Time
	EndedAt *time.Time
}

// NicknameState is which nicknames of a member stand at one moment. It is kept as JSON beside a decision, so that undo can
// restore exactly this.
type NicknameState struct {
	Revision int            `json:"revision"`
	Nickname string         `json:"nickname"`
	Status   NicknameStatus `json:"status"`
	// HeldRevision is that of a change that waits; 0: none.
	HeldRevision int `json:"held_revision"`
}

// nicknameEvery is how often a member may change their nickname.
const nicknameEvery = 14 * 24 * time.Hour

const (
	minNickname = 2
	maxNickname = 20
	// maxNicknameBytes stops characters piled up of endless marks, which count as one.
	maxNicknameBytes = 400
)

var (
	// ErrNicknameTaken is returned when another member bears the nickname or a spelling of it.
	ErrNicknameTaken = fault.New(fault.Conflict, "nickname_taken", "Another member of the site has this nickname.")
	// ErrNicknameRefused is returned for a nickname the rules don't allow; clause and rule say which.
	ErrNicknameRefused = fault.New(fault.Unprocessable, "nickname_refused", "The nickname breaks the site's rules.")
	// ErrNicknameTooSoon is returned to a member who changed their nickname less than 14 days ago; until says when they
	// may again.
	ErrNicknameTooSoon = fault.New(fault.TooMany, "nickname_too_soon", "A nickname may be changed once in 14 days.")
	// ErrNicknameSuperseded is returned when a nickname is no longer what an act of the desk was about.
	ErrNicknameSuperseded = fault.New(fault.Conflict, "nickname_superseded", "The nickname has changed meanwhile.")

	errNicknameInvalid = fault.New(fault.Invalid, "nickname_invalid", "The nickname is not usable.")
)

// neutralPattern is what neutral nicknames look like after folding. Nobody may choose one: it would pass for somebody
// else's.
var neutralPattern = regexp.MustCompile(`^(會員|member) ?[` + neutralAlphabet + `]{6}[0-9]*$`)

// neutralAlphabet leaves out what is easily confused: 0 and o, 1 and l and i, u and v.
const neutralAlphabet = "23456789abcdefghjkmnpqrstwxyz"

// NeutralNickname is the name of a member who has none that may be shown, such as 會員 k3x9q2. It comes from the random
// end of the key; n is raised until the name is free.
func NeutralNickname(site Site, id MemberID, n int) string {
	word := "Member "
	if strings.HasPrefix(site.DefaultLanguage(), "zh") {
		word = "會員 "
	}
	var tail uint64
	for _, b := range id[10:] {
		tail = tail<<8 | uint64(b)
	}
	var text strings.Builder
	for range 6 {
		text.WriteByte(neutralAlphabet[tail%uint64(len(neutralAlphabet))])
		tail /= uint64(len(neutralAlphabet))
	}
	if n > 0 {
		text.WriteString(strconv.Itoa(n))
	}
	return word + text.String()
}

// plainNickname trims a nickname that somebody chose and checks that it can be one at all.
func plainNickname(folder *textmatch.Folder, text string) (string, error) {
	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, unprintable) {
		return "", errNicknameInvalid.WithField("nickname", "nickname_characters", "No control characters or line breaks.")
	}
	key := textmatch.Identity(folder, text)
	if textmatch.Length(key) < minNickname || textmatch.Length(text) > maxNickname || len(text) > maxNicknameBytes {
		return "", errNicknameInvalid.WithField("nickname", "nickname_length", "2 to 20 characters.")
	}
	if neutralPattern.MatchString(key) {
		return "", ErrNicknameRefused.With("rule", "reserved")
	}
	return text, nil
}

// unprintable reports runes that have no place in a name: controls, line and paragraph separators, what sets the
// direction of writing, blanks in disguise, and code points that are no characters. Joiners stay: emoji and some scripts need them.
func unprintable(r rune) bool {
	switch r {
	case '\u200c', '\u200d':
		return false
	case unicode.ReplacementChar, '\u2800': // The braille pattern without a dot is a symbol by its class, and a blank to the eye.
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs, unicode.Noncharacter_Code_Point)
}
