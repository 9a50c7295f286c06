package moderation

import (
	"time"

	"board/internal/auth"
)

const (
	// historyReach is how far back violations count.
	historyReach = 30 * 24 * time.Hour
	// repeatedViolations is from how many on the phase of history does more than note.
	repeatedViolations = 2
)

// lookAtAuthorNickname notes that others don't see the author's nickname for now.
func lookAtAuthorNickname(d *draft) []found {
	if d.member.NicknameStatus != auth.NicknameHeld {
		return nil
	}
	return []found{{Signal: Signal{Code: "nickname_held", Clause: "nickname"}}}
}

// lookAtNewMember finds members who have few published comments yet.
func lookAtNewMember(d *draft) []found {
	if d.member.CommentsPublished >= d.settings.NewMemberHeld {
		return nil
	}
	return []found{{Signal: Signal{Code: "new_member"}}}
}

// lookAtPremoderated finds members whose comments a moderator wants to see first.
func lookAtPremoderated(d *draft) []found {
	if !d.member.Premoderated {
		return nil
	}
	return []found{{Signal: Signal{Code: "member_premoderated"}}}
}

// lookAtHistory notes one violation of the last 30 days; several do what the settings say.
func lookAtHistory(d *draft) []found {
	switch {
	case d.violations == 0:
		return nil
	case d.violations < repeatedViolations:
		return []found{{Signal: Signal{Code: "recent_violation", Action: Note}}}
	}
	return []found{{Signal: Signal{Code: "repeated_violations"}}}
}
