package moderation

import (
	"time"
)

// lookForFlood counts the member's comments of the last minute and the last hour, and asks to wait when there are as many
// as the settings allow. Edits are no new comments.
func lookForFlood(d *draft) []found {
	if d.comment.Edit {
		return nil
	}
	var wait time.Duration
	if d.comment.LastMinute >= d.settings.FloodPerMinute {
		wait = floodWait(d, time.Minute, d.settings.FloodPerMinute)
	}
	if d.comment.LastHour >= d.settings.FloodPerHour {
		wait = max(wait, floodWait(d, time.Hour, d.settings.FloodPerHour))
	}
	if wait <= 0 {
		return nil
	}
	return []found{{Signal: Signal{Code: "flood"}, retryAfter: wait}}
}

// floodWait is how long until fewer than limit of the member's comments are younger than span. Only the newest are known
// one by one; where they don't reach back far enough, a tenth of the span is worth trying.
func floodWait(d *draft, span time.Duration, limit int) time.Duration {
	if limit > len(d.comment.Own) {
		return span / 10
	}
	return max(time.Second, d.comment.Own[limit-1].At.Add(span).Sub(d.at))
}
