package moderation

import (
	"fmt"
	"time"

	"board/internal/auth"
	"board/internal/storage"
)

// SeedTx gives a fresh site what it needs to start with: rules in each of its languages, the usual settings, and a small
// term list. It runs in the transaction that founds the site.
func SeedTx(tx storage.Tx, site auth.Site, now time.Time) error {
	at := storage.At(now)
	texts := make(map[string][]Clause, len(site.Languages))
	for _, language := range site.Languages {
		texts[language] = defaultClauses(language)
	}
	if _, err := addRulebook(tx, site.ID, texts, at); err != nil {
		return fmt.Errorf("seed the rules: %w", err)
	}
	if _, err := putSettings(tx, site.ID, defaultSettings()); err != nil {
		return fmt.Errorf("seed the settings: %w", err)
	}
	list := TermListInput{Name: seededList, Enabled: true, Terms: starterTerms()}
	if _, err := addTermList(tx, site.ID, storage.NewKey[TermList](), list, at); err != nil {
		return fmt.Errorf("seed the term list: %w", err)
	}
	return nil
}

// seededList is the list that a fresh site may change at once.
const seededList = "基本詞庫 Starter"

// starterTerms are few and plain on purpose: what nobody writes under an article in good faith is refused or held, what
// somebody might is only noted or held. Sites add their own.
func starterTerms() []Term {
	everywhere := []SubjectKind{CommentSubject, TagSubject, NicknameSubject}
	texts := []SubjectKind{CommentSubject, TagSubject}
	return []Term{
		{Text: "保證獲利", Action: Hold, Kinds: everywhere, Clause: "advertising", Note: "投資詐騙常見用語；討論詐騙新聞時也會出現，所以先審"},
		{Text: "穩賺不賠", Action: Hold, Kinds: everywhere, Clause: "advertising"},
		{Text: "加我賴領飆股", Action: Refuse, Kinds: everywhere, Clause: "advertising"},
		{Text: "飆股群組", Action: Hold, Kinds: everywhere, Clause: "advertising"},
		{Text: "線上娛樂城", Action: Hold, Kinds: everywhere, Clause: "advertising"},
		{Text: "註冊送體驗金", Action: Refuse, Kinds: everywhere, Clause: "advertising"},
		{Text: "免抵押快速借款", Action: Refuse, Kinds: everywhere, Clause: "advertising"},
		{Text: "代開發票", Action: Hold, Kinds: everywhere, Clause: "unlawful"},
		{Text: "約炮", Action: Hold, Kinds: everywhere, Clause: "unlawful"},
		{Text: "人肉搜索他", Action: Hold, Kinds: texts, Clause: "infringing"},
		{Text: "去死吧", Action: Hold, Kinds: everywhere, Clause: "abusive"},
		{Text: "殺你全家", Action: Refuse, Kinds: everywhere, Clause: "abusive"},
		{Text: "垃圾人渣", Action: Hold, Kinds: everywhere, Clause: "abusive"},
		{Text: "智障", Action: Note, Kinds: texts, Clause: "abusive", Note: "也可能是在談身心障礙，交由審核人員判斷"},
		{Text: "guaranteed profit", Action: Hold, Kinds: everywhere, Clause: "advertising"},
		{Text: "online casino bonus", Action: Refuse, Kinds: everywhere, Clause: "advertising"},
		{Text: "buy followers", Action: Hold, Kinds: everywhere, Clause: "advertising"},
		{Text: "kill yourself", Action: Hold, Kinds: everywhere, Clause: "abusive"},
	}
}
