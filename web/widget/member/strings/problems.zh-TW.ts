import type { Facts } from '../problems';

/** Why screening refused a text, by the code of the rule. */
const rules: Readonly<Record<string, string>> = {
  term: '內容含有本站不允許的字詞',
  link: '內容含有本站不允許的連結',
  many_links: '連結太多',
  wall: '有一長串難以閱讀的文字',
  capitals: '大寫字母太多',
  no_words: '看不出文字內容',
  repeats_own: '和你先前的內容重複',
  repeats_others: '和其他人的內容重複',
  flood: '發言太頻繁',
  article_closed: '討論已關閉',
  article_slow: '兩則留言的間隔太短',
  article_premoderated: '這裡的留言須先經審核',
  nickname_held: '你的暱稱還在審核中',
  new_member: '新會員暫時不能在這裡發言',
  member_premoderated: '你的發言須先經審核',
  recent_violation: '你最近曾違反留言規範',
  repeated_violations: '你最近多次違反留言規範',
  reserved: '這個名稱保留給系統使用',
};

function refused(what: string, { rule, clause, after }: Facts): string {
  const why = rules[rule] ?? (clause ? '' : '不符合留言規範');
  const cited = clause ? `${why && '，'}違反留言規範「${clause}」` : '';
  const wait = after ? `請在 ${after}後再試。` : '請修改後再送出。';
  return `${what}未送出：${why}${cited}。${wait}`;
}

const wait = ({ after }: Facts) => (after ? `請在 ${after}後再試。` : '請稍後再試。');
const busy = (facts: Facts) => `伺服器正在忙碌，${wait(facts)}`;
const ssoBroken = '網站的登入憑證無效，請回到網站重新登入後再試。';

/** What went wrong, by the code of the problem, in Taiwan's Chinese. */
export const problemsZhTW = {
  unknown: '這個動作沒有完成，請重新整理頁面後再試。',
  unknown_server: '伺服器出了點狀況，請稍後再試。',
  unreachable: '連不上伺服器，請檢查網路後再試一次。',

  comment_refused: (facts: Facts) => refused('留言', facts),
  tag_refused: (facts: Facts) => refused('標籤', facts),
  nickname_refused: (facts: Facts) => refused('暱稱', facts),
  comment_empty: '留言沒有內容，請先輸入文字。',
  comment_too_long: '留言太長了，請縮短到 5,000 字以內。',
  source_too_large: '留言太長了，請縮短到 5,000 字以內。',
  text_invalid: '內容含有無法處理的字元，請刪除後再試。',
  body_too_large: '送出的內容太大了，請縮短後再試。',
  comment_not_found: '找不到這則留言，可能已被移除。',
  comment_not_published: '這則留言目前沒有公開，無法進行這個動作。',
  parent_not_published: '你要回覆的留言已經移除或正在審核，無法回覆。',
  parent_not_found: '找不到你要回覆的留言。',
  parent_elsewhere: '你要回覆的留言在另一篇報導底下。',
  discussion_closed: '這篇報導已關閉留言。',
  not_author: '只有作者本人可以這麼做。',
  own_comment: '不能評價自己的留言。',
  edit_window_over: '編輯時間已過，留言送出五分鐘內才能修改。',
  comment_answered: '這則留言已經有人回覆，不能再修改。',
  comment_reported: '這則留言已被檢舉，不能再修改。',
  comment_not_editable: '這則留言已移除或收回，不能再修改。',
  comment_removed: '這則留言已由管理員移除。',
  revision_conflict: '這則留言已在別處更新，請重新載入後再試。',
  too_fast: (facts: Facts) => `動作太快了，${wait(facts)}`,
  rate_limited: (facts: Facts) => `操作太頻繁，${wait(facts)}`,

  tags_full: '這篇報導已經有 10 個標籤，不能再增加。',
  taggings_full: '每篇報導最多加 3 個標籤，請先收回一個。',
  tag_removed: '這個標籤已由管理員移除，不能再加上。',
  tag_not_found: '找不到這個標籤，可能已被移除。',
  label_invalid: '標籤須為 1 到 20 個字，且不能換行。',

  already_reported: '你已經檢舉過了，我們會盡快處理。',
  own_subject: '不能檢舉自己的內容。',
  note_too_long: '補充說明最多 500 字。',
  clause_unknown: '留言規範已更新，請重新選擇檢舉原因。',
  subject_not_found: '找不到檢舉的對象，可能已被移除。',
  subject_not_published: '檢舉的對象已經不公開了，謝謝你的協助。',

  sign_in_needed: '請先登入。',
  sign_in_failed: '暱稱（或電子郵件）與密碼不符，請再試一次。',
  sign_in_throttled: (facts: Facts) => `嘗試登入的次數太多，${wait(facts)}`,
  session_ended: '登入已失效，請重新登入。',
  token_expired: '登入已逾時，請重新登入。',
  token_invalid: '登入已失效，請重新登入。',
  refresh_invalid: '登入已失效，請重新登入。',
  refresh_reused: '為了帳號安全，請重新登入。',
  refresh_raced: '另一個分頁正在登入，請稍後再試。',
  origin_foreign: '這個網頁不能使用此留言區的登入，請回到原網站。',
  member_suspended: ({ until }: Facts) =>
    until ? `你的帳號停權至 ${until}，期間不能進行這個動作。` : '你的帳號停權中，不能進行這個動作。',
  membership_ended: ({ clause }: Facts) =>
    clause
      ? `你的會員資格已因違反「${clause}」解除，無法登入或發言。`
      : '你的會員資格已解除，無法登入或發言。',
  members_only: '只有本站會員可以這麼做，請先登入。',
  wrong_site: '你登入的是另一個網站，請重新登入。',
  rulebook_not_agreed: '請先閱讀並同意最新的留言規範。',
  rulebook_changed: '留言規範剛剛更新，請重新閱讀並同意。',
  rulebook_not_found: '找不到留言規範，請重新整理頁面。',

  nickname_taken: '這個暱稱（或很相近的寫法）已經有人使用。',
  nickname_too_soon: ({ until }: Facts) =>
    until ? `暱稱每 14 天只能修改一次，${until} 後可再修改。` : '暱稱每 14 天只能修改一次。',
  nickname_invalid: '暱稱須為 2 到 20 個字，且不能含有特殊符號或換行。',
  nickname_length: '暱稱須為 2 到 20 個字。',
  nickname_characters: '暱稱不能含有控制字元或換行。',
  nickname_superseded: '暱稱已在別處更新，請重新整理頁面。',
  password_invalid: '密碼須為 8 到 128 個字。',
  password_wrong: '目前的密碼不正確。',
  no_password: '你透過網站帳號登入，這裡沒有密碼可以變更。',
  email_invalid: '電子郵件格式不正確。',
  email_taken: '這個電子郵件已經註冊過了。',

  sso_disabled: '這個網站沒有開放以網站帳號登入。',
  sso_expired: '登入憑證已過期，請重新整理頁面。',
  sso_algorithm: ssoBroken,
  sso_audience: ssoBroken,
  sso_lifetime: ssoBroken,
  sso_malformed: ssoBroken,
  sso_not_yet: ssoBroken,
  sso_signature: ssoBroken,
  sso_subject: ssoBroken,

  site_not_found: '找不到這個網站的留言區，請通知網站管理員。',
  article_key_invalid: '這個網頁的留言區設定有誤，請通知網站管理員。',
  article_url_needed: '這篇報導還沒有登錄，暫時無法留言，請通知網站管理員。',
  article_url_invalid: '這篇報導的網址設定有誤，請通知網站管理員。',
  article_url_foreign: '這篇報導不在網站登記的網域內，無法留言，請通知網站管理員。',
  article_title_invalid: '這篇報導的標題設定有誤，請通知網站管理員。',
  article_not_found: '找不到這篇報導。',
  notice_not_found: '找不到這則通知。',
  member_not_found: '找不到這位會員。',
  cursor_invalid: '清單已經更新，請重新整理頁面。',

  idempotency_key_reused: '內容已變更，請再按一次送出。',
  write_queue_full: busy,
  storage_busy: busy,
  storage_full: '伺服器空間不足，暫時只能閱讀。',
  storage_read_only: '系統維護中，暫時只能閱讀。',
  storage_unreachable: busy,
  storage_failed: busy,
  storage_closed: busy,
  not_ready: busy,
  commit_unknown: '伺服器沒有回應結果，請再按一次，不會重複送出。',
};
