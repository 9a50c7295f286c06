type Template = (what: string) => string;

/** Quick texts for the reason a member is told, by clause. "what" is 留言, 標籤 or 暱稱. */
export const reasonsZhTW = {
  kinds: { comment: '留言', tag: '標籤', nickname: '暱稱' },

  titled: (what: string, clause: string) => `您的${what}違反本站留言規範「${clause}」。`,
  unlawful: [
    (what) => `您的${what}涉及違反法令的內容，依本站留言規範處理。`,
    (what) => `您的${what}公開了他人的個人資料，可能違反個人資料保護法。`,
  ] as Template[],
  infringing: [
    (what) => `您的${what}可能侵害他人的權利（例如名譽、隱私或著作權）。`,
    (what) => `您的${what}未經授權轉載他人的著作。`,
  ] as Template[],
  abusive: [
    (what) => `您的${what}含有辱罵或人身攻擊的字眼。請就事論事，尊重其他讀者。`,
    (what) => `您的${what}含有歧視或仇恨性的言論。`,
    (what) => `您的${what}含有威脅他人的內容。`,
  ] as Template[],
  false: [
    (what) => `您的${what}所述與查證的事實不符，可能誤導其他讀者。`,
    (what) => `您的${what}散布已證實為不實的訊息。`,
  ] as Template[],
  nickname: [
    () => '您的暱稱含有不雅或冒犯他人的字眼。',
    () => '您的暱稱容易讓人誤認為本站人員、公眾人物、品牌或其他會員。',
  ] as Template[],
  advertising: [
    (what) => `您的${what}屬於廣告或招攬，本討論區不開放商業宣傳。`,
    (what) => `您的${what}含有可疑的連結。`,
    (what) => `您重複張貼相同內容的${what}，影響其他讀者閱讀。`,
  ] as Template[],
  off_topic: [(what) => `您的${what}與這篇文章無關。`] as Template[],
  meaningless: [(what) => `您的${what}沒有可供討論的內容。`] as Template[],
};
