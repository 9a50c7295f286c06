package httpapi

import (
	"board/internal/comments"
	"board/internal/httpapi/oapi"
)

func articleOnWire(a comments.Article) oapi.Article {
	return oapi.Article{
		Key: a.Key, URL: maybe(a.URL), Title: a.Title, Section: a.Section,
		State: oapi.ArticleState(a.State), EffectiveState: oapi.ArticleState(a.EffectiveState),
		CommentCount: a.CommentCount, Version: a.Version,
	}
}

func discussionOnWire(states []comments.SectionState) oapi.Discussion {
	discussion := oapi.Discussion{State: oapi.SwitchStateOpen}
	discussion.Sections = make([]struct {
		Section string           `json:"section"`
		State   oapi.SwitchState `json:"state"`
	}, 0, len(states))
	for _, state := range states {
		if state.Section == "" {
			discussion.State = oapi.SwitchState(state.State)
			continue
		}
		discussion.Sections = append(discussion.Sections, struct {
			Section string           `json:"section"`
			State   oapi.SwitchState `json:"state"`
		}{state.Section, oapi.SwitchState(state.State)})
	}
	return discussion
}
