package textmatch

import (
	"testing"
)

func TestAViewFindsATermWrittenItsWay(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct {
		name string
		view View
		term string
		in   []string
		out  []string
	}{
		{"one sign of Bopomofo for a character", Bopomofo, "大壞蛋", []string{"大壞ㄉ", "大ㄏ蛋", "ㄉ壞ㄉ", "ㄉㄏㄉ", "大ㄏㄨㄞˋ蛋"}, []string{"大壞ㄊ", "ㄅㄆㄇ", "ㄉㄏㄉㄏ"}},
		{"toneless pinyin, also of some characters", Pinyin, "大壞蛋", []string{"dahuaidan", "DaHuaiDan", "da huai dan", "大huai蛋", "da壞蛋88"}, []string{"dahuaidang", "adahuaidan", "大huaid"}},
		{"other characters that sound the same", Homophone, "大壞蛋", []string{"大懷旦", "達壞但", "大坏🥚"}, []string{"大壞人", "大怀旦角兒戲"}},
		{"a character's second reading", Homophone, "白癡", []string{"柏吃"}, []string{"北吃"}},
		{"a name is no homophone", Homophone, "賤人", []string{"見任"}, []string{"簡建仁", "王健仁"}},
		{"initials of the readings", Initials, "大壞蛋", []string{"dhd", "DHD", "大h蛋", "大壞d"}, []string{"adhd", "dhdd", "d壞x"}},
		{"two initials say nothing", Initials, "壞蛋", []string{"壞d"}, []string{"hd"}},
		{"characters as their parts", Split, "操你媽", []string{"扌喿你媽", "操你女馬", "扌喿亻尔女馬"}, []string{"女馬"}},
		{"from the end", Reversed, "大壞蛋", []string{"蛋壞大"}, []string{"壞大蛋"}},
		{"a Latin term from the end", Reversed, "rascal", []string{"lacsar", "LACSAR"}, []string{"placsar"}},
		{"upside down", Reversed, "rascal", []string{"lɐɔsɐɹ"}, nil},
		{"a letter masked", Masked, "rascal", []string{"r*scal", "ra#cal", "r**cal", "ras※al"}, []string{"rscal", "r-scal", "r scal", "scal*"}},
		{"a character masked", Masked, "大壞蛋", []string{"大*蛋", "大X蛋", "大○蛋", "大某蛋"}, []string{"大蛋", "大 蛋", "大、蛋"}},
	} {
		m, err := Compile(f, []Term{{Text: row.term, Views: row.view}})
		if err != nil {
			t.Fatal(err)
		}
		bare, err := Compile(f, []Term{{Text: row.term}})
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range row.in {
			if hits := m.Match(f.Fold(text)); len(hits) == 0 || hits[0].View != row.view {
				t.Errorf("%s: %q in %q: got %v", row.name, row.term, text, hits)
			}
			if hits := bare.Match(f.Fold(text)); len(hits) > 0 {
				t.Errorf("%s: %q is found in %q without the view", row.name, row.term, text)
			}
		}
		for _, text := range row.out {
			if hits := m.Match(f.Fold(text)); len(hits) > 0 {
				t.Errorf("%s: %q in %q: got %v", row.name, row.term, text, hits)
			}
		}
	}
}

func TestLettersStandForEachOtherOnlyOnPurpose(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct {
		term    string
		in, out []string
	}{
		{"rascal", []string{"r4sc4l", "r@5c@l", "RA$CA!", "raѕсаl", "ᴿᴬˢᶜᴬᴸ", "rаscаl2024", "2024rascal", "r.a.s.c.a.l", "r a s c a l", "rrraaascal", "ra5ca1"}, []string{"45041", "rascals", "r ascal", "ra scal"}},
		{"til", []string{"t1l", "7il", "tiil"}, []string{"71l", "tll", "tiI0l", "711"}},
		{"8964", []string{"8964", "8.9.6.4"}, []string{"bgba", "b9b4", "18964"}},
		{"壞蛋", []string{"壞.蛋", "壞 蛋", "壞__蛋", "壞\uFE0F蛋", "壞壞壞蛋", "坏蛋"}, []string{"壞，蛋", "壞。蛋", "壞----蛋", "壞人蛋"}},
		{"大壞蛋", []string{"大,壞,蛋", "大😀壞😀蛋"}, []string{"大,壞蛋"}},
		{"buy pills", []string{"buy pills", "buy  pills", "BUY-PILLS", "buypills"}, []string{"buy the pills", "buy pillset"}},
		{"=desk", []string{"desk", "Desk 88", "小desk大大", "d3sk"}, []string{"my desk", "desktop", "desk lamp"}},
		{"🖕", []string{"🖕🏽"}, []string{"👍"}},
	} {
		m := compile(t, f, row.term)
		for _, text := range row.in {
			if len(m.Match(f.Fold(text))) == 0 {
				t.Errorf("%q is not found in %q", row.term, text)
			}
		}
		for _, text := range row.out {
			if hits := m.Match(f.Fold(text)); len(hits) > 0 {
				t.Errorf("%q is found in %q: %v", row.term, text, hits)
			}
		}
	}
}

func TestATermIsToldFromTheWordsAroundIt(t *testing.T) {
	f := NewFolder()
	for _, row := range []struct {
		term    string
		in, out []string
	}{
		{"幹", []string{"幹", "幹！", "真是幹啦"}, []string{"幹部", "樹幹", "精明能幹", "餅乾", "乾淨", "幹細胞"}},
		{"性", nil, []string{"性別", "理性討論", "重要性"}},
		{"口交", []string{"口交", "不要口交啊"}, []string{"交通路口交會處"}},
		{"日你", []string{"我日你"}, []string{"生日你最大"}},
		{"色情", []string{"色情犯", "看色情片"}, []string{"特色情報站"}},
		{"客服", []string{"客服小美"}, []string{"顧客服務"}},
	} {
		m := compile(t, f, row.term)
		for _, text := range row.in {
			if len(m.Match(f.Fold(text))) == 0 {
				t.Errorf("%q is not found in %q", row.term, text)
			}
		}
		for _, text := range row.out {
			if hits := m.Match(f.Fold(text)); len(hits) > 0 {
				t.Errorf("%q is found in %q: %v", row.term, text, hits)
			}
		}
	}
}

func TestAllowTermsCoverWhatLiesWithinThem(t *testing.T) {
	f := NewFolder()
	m, err := Compile(f, []Term{
		{ID: 1, Text: "廢物"}, {ID: 2, Text: "廢物利用", Allow: true}, {ID: 3, Text: "dick"}, {ID: 4, Text: "Moby Dick", Allow: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		"廢物利用": 0, "廢 物利用": 0, "廢物": 1, "廢物利用，你這廢物": 1, "I read moby dick": 0, "mobby dick": 1, "利用廢物": 1,
	} {
		if hits := m.Match(f.Fold(text)); len(hits) != want {
			t.Errorf("%q: got %v, want %d", text, hits, want)
		}
	}
}

func TestTextsAreMatchedWithinAScope(t *testing.T) {
	f := NewFolder()
	m, err := Compile(f, []Term{{ID: 1, Text: "壞蛋", Scope: 1}, {ID: 2, Text: "壞蛋", Scope: 6}, {ID: 3, Text: "壞蛋"}})
	if err != nil {
		t.Fatal(err)
	}
	for scope, want := range map[uint8]int{1: 2, 2: 2, 4: 2, 3: 3, 8: 1} {
		if hits := m.MatchIn(f.Fold("壞蛋"), scope); len(hits) != want {
			t.Errorf("scope %d: got %v, want %d", scope, hits, want)
		}
	}
}

func TestNamesOfViewsAreReadAsTheyAreWritten(t *testing.T) {
	for v := View(0); v <= AllViews; v++ {
		if again, err := ParseView(v.String()); err != nil || again != v {
			t.Errorf("%s is read as %s, %v", v, again, err)
		}
	}
	if all, err := ParseView("all"); err != nil || all != AllViews {
		t.Errorf("all is %s, %v", all, err)
	}
	if _, err := ParseView("pinyin,telepathy"); err == nil {
		t.Error("telepathy is no view")
	}
}
