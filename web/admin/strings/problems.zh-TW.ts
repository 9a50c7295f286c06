/** Facts that belong to a problem; empty where the server said none. */
export interface Facts {
  /** Until when, as people read it. */
  until: string;
  /** How long to wait, as in 30 秒. */
  wait: string;
  max: string;
}

const later = ({ wait }: Facts) => `伺服器正在忙碌，請${wait ? `在 ${wait}後` : '稍後'}再試。`;
const signInAgain = '登入已失效，請重新登入。';

/** What went wrong at the desk, by the code of the problem. */
export const problemsZhTW = {
  unknown: '這個動作沒有完成，請再試一次。',
  unknown_server: '伺服器出了點狀況，請稍後再試。',
  unreachable: '連不上伺服器，請檢查網路後再試一次。',

  sign_in_failed: '帳號或密碼不正確，請再試一次。',
  sign_in_throttled: ({ wait }: Facts) => `嘗試登入的次數太多，請${wait ? `在 ${wait}後` : '稍後'}再試。`,
  sign_in_needed: '請先登入。',
  session_ended: signInAgain,
  token_expired: signInAgain,
  token_invalid: signInAgain,
  refresh_invalid: signInAgain,
  refresh_reused: '為了帳號安全，請重新登入。',
  refresh_raced: '另一個分頁正在更新登入，請再試一次。',
  origin_foreign: '審核台只能從本站的網址開啟。',
  accounts_only: '只有審核人員可以使用審核台。',
  moderators_only: '你沒有這個網站的審核權限。',
  admins_only: '只有管理員可以這麼做。',
  wrong_site: '你沒有這個網站的審核權限。',
  rate_limited: ({ wait }: Facts) => `操作太頻繁，請${wait ? `在 ${wait}後` : '稍後'}再試。`,

  revision_conflict: '內容在你審閱時有了變動，處分沒有送出，請看過新內容再決定。',
  case_decided: '另一位審核人員已經處分了這個案件，你的處分沒有送出。',
  case_claimed: ({ until }: Facts) =>
    `另一位審核人員正在處理這個案件${until ? `（保留至 ${until}）` : ''}，現在不能處分。`,
  case_not_found: '找不到這個案件。',
  decision_pending: '這個案件已有一項處分等待覆核，覆核後才能再處分。',
  decision_not_awaiting: '這項處分已經覆核過了。',
  decision_not_effective: '這項處分已經不在生效中，無法復原。',
  decision_not_found: '找不到這項處分。',
  decision_invalid: '處分內容有誤，請檢查標示的欄位。',
  undo_superseded: '處分之後相關內容又有了變動，無法整筆復原。請另外開案處理。',
  own_decision: '覆核必須由另一位審核人員進行。',
  own_subject: '不能處分自己的內容。',
  clause_unknown: '留言規範已更新，請重新選擇條款。',
  too_many_comments: ({ max }: Facts) => `這段期間的留言超過 ${max || '2,000'} 則，請縮短期間分次處理。`,
  sanction_lifted: '這項懲處已經解除了。',
  sanction_not_found: '找不到這項懲處。',
  member_ended: '這位會員的資格已經解除。',
  member_not_found: '找不到這位會員。',
  comment_not_found: '找不到這則留言。',
  tag_not_found: '找不到這個標籤。',
  subject_not_found: '找不到要審核的內容，可能已被作者收回。',
  nickname_taken: '原來的暱稱已經有人使用，無法還原。',
  nickname_superseded: '這位會員的暱稱已經變更，請看過新暱稱再決定。',

  term_list_invalid: '詞庫內容有誤，請檢查標示的欄位。',
  term_list_taken: '已經有同名的詞庫，請換一個名稱。',
  term_list_not_found: '找不到這份詞庫，可能已被刪除。',
  article_not_found: '還沒有這篇文章的紀錄，有人留言後才能個別設定。',
  article_key_invalid: '文章代碼只能有英文字母、數字和 . _ : -，最長 128 個字元。',
  section_invalid: '分類名稱最長 64 個字。',
  site_not_found: '找不到這個網站。',
  rulebook_not_found: '這個網站還沒有留言規範。',
  cursor_invalid: '清單已經更新，請重新整理。',
  invalid_request: '送出的內容有誤，請檢查標示的欄位。',
  body_too_large: '送出的內容太大，請縮小後再試。',
  idempotency_key_reused: '內容已變更，請再送出一次。',
  not_found: '找不到這個項目。',

  write_queue_full: later,
  storage_busy: later,
  storage_unreachable: later,
  storage_failed: later,
  storage_closed: later,
  not_ready: later,
  storage_full: '伺服器空間不足，暫時只能瀏覽。',
  storage_read_only: '系統維護中，暫時只能瀏覽。',
  commit_unknown: '不確定是否已完成，請再送出一次，不會重複處理。',
};

/** What is wrong with one field, by the code of the field. */
export const fieldsZhTW = {
  unknown: '這個欄位的內容有誤。',
  reason_invalid: '請填寫告知會員的理由，1 到 1,000 個字。',
  clause_missing: '請選擇違反的條款。',
  clause_unwanted: '未違規的案件不需要條款。',
  clause_unknown: '留言規範裡沒有這一條，請重新選擇。',
  outcome_unknown: '請選擇違規或未違規。',
  note_too_long: '備註太長了。',
  too_many: '數量超過上限。',
  act_unfit: '這個動作不適用於這個案件。',
  act_twice: '同一個動作重複了。',
  until_invalid: '停權日期須在今天以後、五年以內。',
  period_invalid: '結束時間必須晚於開始時間。',
  sanction_missing: '請選擇要解除的懲處。',
  member_unfit: '只能處分這個案件的會員，或加上標籤的會員。',
  text_invalid: '字詞須有文字內容，最長 100 個字。',
  action_unknown: '請選擇命中時的動作。',
  kinds_invalid: '至少選擇一種適用對象。',
  name_invalid: '請填寫名稱，最長 100 個字。',
  term_list_taken: '已經有同名的詞庫。',
};
