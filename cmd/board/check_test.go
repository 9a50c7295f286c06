package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written puts a file into a folder of the test.
func written(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCheckSaysWhatScreeningMakesOfEachLine(t *testing.T) {
	texts := written(t, "texts", "小明\n幹ㄋ娘\r\n\n管理員\n")
	nowhere := filepath.Join(t.TempDir(), "data")
	got := mustBoard(t, nowhere, "check", "nickname", texts)
	want := "publish\t\t\t\nhold\tterm\t幹你娘\tbopomofo\npublish\tno_words\t\t\nrefuse\tterm\t管理員\tplain\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("it made a data folder")
	}
}

func TestCheckGoesByTheListsGiven(t *testing.T) {
	list := written(t, "list.tsv", "term\taction\tkinds\tviews\n壞蛋\trefuse\ttag\tbopomofo\nspam*\tnote\t\t\n壞蛋糕\tallow\t\t\n")
	more := written(t, "more.txt", "壞天氣\n")
	texts := written(t, "texts", "壞\u200b蛋\n壞ㄉ\n壞蛋糕\nspammer\n壞天氣\n管理員\n")
	got := mustBoard(t, t.TempDir(), "check", "tag", "--list", list, "--list", more, texts)
	want := "refuse\tterm\t壞蛋\tplain\nhold\tterm\t壞蛋\tbopomofo\npublish\t\t\t\npublish\tterm\tspam*\tplain\nhold\tterm\t壞天氣\tplain\npublish\t\t\t\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := mustBoard(t, t.TempDir(), "check", "comment", "--list", list, texts); !strings.HasPrefix(got, "publish\t\t\t\n") {
		t.Errorf("a term for tags counts in a comment: %s", got)
	}
}

func TestCheckGoesByTheListsOfASite(t *testing.T) {
	data := t.TempDir()
	mustBoard(t, data, "site", "create", "news", "--name", "The News", "--origin", "https://news.example")
	texts := written(t, "texts", "保證獲利\n管理員\n壞蛋\n")
	if got, want := mustBoard(t, data, "check", "nickname", "--site", "news", texts),
		"hold\tterm\t保證獲利\tplain\nrefuse\tterm\t管理員\tplain\nhold\tterm\t壞蛋\tplain\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := mustBoard(t, data, "check", "comment", "--site", "news", texts); !strings.HasSuffix(got, "publish\t\t\t\npublish\t\t\t\n") {
		t.Errorf("reserved nicknames count in comments: %s", got)
	}
}

func TestCheckRefusesABadList(t *testing.T) {
	texts := written(t, "texts", "小明\n")
	for list, says := range map[string]string{
		"term\taction\n好\tban\n": "line 2", "term\tcolour\n": "known are term, action", "好\nx\n": "single Latin letter", "\u200b\n": "nothing visible",
	} {
		_, err := board(t, t.TempDir(), "check", "comment", "--list", written(t, "list", list), texts)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: want %q, got %v", list, says, err)
		}
	}
	if _, err := board(t, t.TempDir(), "check", "poem", texts); err == nil {
		t.Error("a poem is none of the three kinds")
	}
}
