package moderation

import "strings"

// defaultClauses are the rules a fresh site starts with, in Taiwan's Chinese for Chinese and in English for all others.
func defaultClauses(language string) []Clause {
	chinese := strings.HasPrefix(language, "zh")
	clauses := make([]Clause, len(defaultRules))
	for i, r := range defaultRules {
		clauses[i] = Clause{Code: r.code, Ordinal: i + 1, Title: r.enTitle, Text: r.en, Kinds: r.kinds}
		if chinese {
			clauses[i].Title, clauses[i].Text = r.zhTitle, r.zh
		}
	}
	return clauses
}

var (
	textKinds     = []SubjectKind{CommentSubject, TagSubject}
	allKinds      = []SubjectKind{CommentSubject, TagSubject, NicknameSubject}
	nicknameKinds = []SubjectKind{NicknameSubject}
)

// defaultRules are the posting rules that DESIGN names, and one about advertising. Their codes are what severityOf knows.
var defaultRules = []struct {
	code        string
	kinds       []SubjectKind
	zhTitle, zh string
	enTitle, en string
}{
	{
		code: "unlawful", kinds: allKinds,
		zhTitle: "違反法令",
		zh:      "請勿發表違反法令的內容，例如恐嚇、散布他人性影像、販售違禁品或教唆犯罪。留言與標籤由發表者自負法律責任。",
		enTitle: "Against the law",
		en: "Nothing that breaks the law, such as threats, intimate images of others, trade in what is forbidden, or calls " +
			"to commit a crime. Whoever writes a comment or places a tag answers for it.",
	},
	{
		code: "infringing", kinds: allKinds,
		zhTitle: "侵害他人權利",
		zh:      "請勿侵害他人的名譽、隱私、肖像、著作或商標等權利，也請勿公開他人的電話、住址、工作地點等個人資料。",
		enTitle: "Rights of others",
		en: "Respect the reputation, privacy, likeness, works and trademarks of others. Don't publish anyone's telephone " +
			"number, address, place of work or other personal details.",
	},
	{
		code: "false", kinds: textKinds,
		zhTitle: "明知不實",
		zh:      "請勿散布明知不實的訊息，例如捏造的事件、變造的圖文，或假冒他人說過的話。",
		enTitle: "Knowingly false",
		en:      "Don't spread what you know to be untrue: invented events, doctored pictures or words nobody said.",
	},
	{
		code: "abusive", kinds: textKinds,
		zhTitle: "辱罵與騷擾",
		zh:      "可以不同意，請勿人身攻擊。辱罵、歧視、威脅、騷擾，或以性、族群、信仰、外貌、身心狀況貶低他人的內容，都會被移除。",
		enTitle: "Abuse",
		en: "Disagree, but don't attack. Insults, discrimination, threats, harassment, and contempt for people because of sex, " +
			"origin, faith, looks or health are removed.",
	},
	{
		code: "meaningless", kinds: textKinds,
		zhTitle: "無意義內容",
		zh:      "請勿發表沒有意義的內容，例如亂打的字元、連續的重複符號，或洗版。標籤應該能幫助讀者了解這篇報導。",
		enTitle: "Meaningless",
		en:      "No random characters, walls of signs or flooding. A tag should help readers to understand the article.",
	},
	{
		code: "off_topic", kinds: textKinds,
		zhTitle: "與文章無關",
		zh:      "留言與標籤請和這篇報導有關。借題發揮、刻意離題，或貼上與內容不符的標籤，可能被移除。",
		enTitle: "Off topic",
		en:      "Comments and tags are about the article they stand under. What has nothing to do with it may be removed.",
	},
	{
		code: "advertising", kinds: allKinds,
		zhTitle: "廣告與垃圾訊息",
		zh:      "請勿張貼廣告、招攬、導流連結、投資或借貸邀約，也請勿在多處重複張貼相同的內容。",
		enTitle: "Advertising and spam",
		en: "No advertising, solicitation, links for traffic, offers of investments or loans, and no pasting of the same text " +
			"in many places.",
	},
	{
		code: "nickname", kinds: nicknameKinds,
		zhTitle: "不當暱稱",
		zh: "暱稱請勿辱罵、猥褻，也請勿冒用或影射本網站人員、公眾人物、品牌或其他會員。" +
			"使用不當暱稱的會員，其留言可能被移除，並可能被停權或解除會員資格。",
		enTitle: "Nicknames",
		en: "A nickname is neither abusive nor obscene, and doesn't pass for this site's staff, a public figure, a brand or " +
			"another member. Comments under such a nickname may be removed, and its owner suspended or their membership ended.",
	},
}
