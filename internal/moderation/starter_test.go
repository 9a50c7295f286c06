package moderation

import (
	"os"
	"strings"
	"testing"
	"time"

	"board/internal/auth"
	"board/internal/textmatch"
)

func newSiteRules(t *testing.T) *Rules {
	t.Helper()
	rules, err := NewRules(folder(), time.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// The cases stand in a table of their own, written for it.
func TestTheStarterListsCatchEvasionAndPassInnocentNicknames(t *testing.T) {
	text, err := os.ReadFile("testdata/nicknames.tsv")
	if err != nil {
		t.Fatal(err)
	}
	rules := newSiteRules(t)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		cells := strings.Split(line, "\t")
		j := rules.Judge(NicknameSubject, cells[1])
		if caught := j.Outcome != auth.OutcomePublish; caught != (cells[0] == "catch") {
			t.Errorf("%s (%s): %s, by %q in view %s", cells[1], cells[2], j.Outcome, j.Signal.Term, j.Signal.View)
		}
	}
}

func TestAClearNicknameIsRefusedAndADoubtfulOneHeld(t *testing.T) {
	rules := newSiteRules(t)
	for nickname, want := range map[string]auth.Outcome{
		"幹你娘": auth.OutcomeRefuse, "Ｆｕｃｋ": auth.OutcomeRefuse, "管理員": auth.OutcomeRefuse,
		"干ni娘": auth.OutcomeHold, "kcuf": auth.OutcomeHold, "笨蛋": auth.OutcomeHold, "王小明": auth.OutcomePublish,
	} {
		if j := rules.Judge(NicknameSubject, nickname); j.Outcome != want {
			t.Errorf("%s: %s, want %s", nickname, j.Outcome, want)
		}
	}
}

// The lists are for names and tags. What somebody may be called a moderator for is said in comments all the time.
func TestTheStarterListsLeaveCommentsAlone(t *testing.T) {
	rules := newSiteRules(t)
	for _, text := range []string{"管理員在嗎？", "the admin said so", "官方說法是什麼"} {
		if j := rules.Judge(CommentSubject, text); j.Outcome != auth.OutcomePublish {
			t.Errorf("%s: %s, by %q", text, j.Outcome, j.Signal.Term)
		}
	}
}

func TestEveryStarterTermIsFoundInItself(t *testing.T) {
	rules := newSiteRules(t)
	known, err := loadStarter()
	if err != nil {
		t.Fatal(err)
	}
	for _, term := range known {
		text := strings.Trim(strings.TrimPrefix(term.Text, "="), "*")
		j := rules.Judge(NicknameSubject, text)
		if found := j.Outcome != auth.OutcomePublish; found != (term.Action != Allow) {
			t.Errorf("%s of %s: %s", text, term.list, j.Outcome)
		}
	}
}

func TestATermEndsToCountWhenItExpires(t *testing.T) {
	now := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	lists := map[string][]Term{"list": {
		{Text: "壞蛋", Action: Hold, Kinds: []SubjectKind{TagSubject}, Expiry: now.Add(time.Hour)},
	}}
	for offset, want := range map[time.Duration]auth.Outcome{0: auth.OutcomeHold, time.Hour: auth.OutcomePublish} {
		rules, err := NewRules(folder(), func() time.Time { return now.Add(offset) }, lists)
		if err != nil {
			t.Fatal(err)
		}
		if j := rules.Judge(TagSubject, "壞蛋"); j.Outcome != want {
			t.Errorf("after %s: %s, want %s", offset, j.Outcome, want)
		}
		if j := rules.Judge(CommentSubject, "壞蛋"); j.Outcome != auth.OutcomePublish {
			t.Errorf("a comment: %s", j.Outcome)
		}
	}
}

func TestNewRulesRefuseATermThatCannotBeLookedFor(t *testing.T) {
	_, err := NewRules(textmatch.NewFolder(), time.Now, map[string][]Term{"list": {{Text: "a", Action: Hold}}})
	if err == nil || !strings.Contains(err.Error(), "single Latin letter") {
		t.Errorf("got %v", err)
	}
}
