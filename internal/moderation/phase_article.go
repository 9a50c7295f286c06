package moderation

import (
	"time"

	"board/internal/comments"
)

// lookAtArticle applies the state of the discussion. What it finds is no matter of the rules, and what it does is fixed:
// a closed discussion takes nothing, a pre-moderated one holds everything.
func lookAtArticle(d *draft) []found {
	switch d.comment.Article.EffectiveState {
	case comments.Closed:
		return []found{{Signal: Signal{Code: "article_closed", Action: Refuse}}}
	case comments.Premoderated:
		return []found{{Signal: Signal{Code: "article_premoderated", Action: Hold}}}
	case comments.Slow:
		if wait := slowWait(d); wait > 0 {
			return []found{{Signal: Signal{Code: "article_slow", Action: Refuse}, retryAfter: wait}}
		}
	case comments.Open:
	}
	return nil
}

// slowWait is how long the member still has to wait under a slow article. Edits and tags don't wait.
func slowWait(d *draft) time.Duration {
	if d.kind != CommentSubject || d.comment.Edit {
		return 0
	}
	for _, r := range d.comment.Own {
		if r.Article == d.comment.Article.ID {
			next := r.At.Add(time.Duration(d.settings.SlowSeconds) * time.Second)
			return max(0, next.Sub(d.at))
		}
	}
	return 0
}
