package moderation

import (
	"context"
	"fmt"
	"strconv"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

// SetDiscussionState turns the switch of a section, or of the whole site where section is empty, and records who did.
func (s *Service) SetDiscussionState(
	ctx context.Context, actor auth.Actor, site auth.Site, section string, state comments.ArticleState,
) error {
	if err := moderates(actor, site.ID); err != nil {
		return err
	}
	now := s.moment()
	return s.db.Write(ctx, func(tx storage.Tx) error {
		if err := s.comments.SetStateTx(tx, site.ID, section, state); err != nil {
			return fmt.Errorf("set the state of a section: %w", err)
		}
		subject, kind := section, "section"
		if section == "" {
			subject, kind = site.ID.String(), "site"
		}
		return record(tx, actor, site.ID, "discussion.set", kind, subject, map[string]string{"state": string(state)}, now)
	})
}

// SetArticleState sets the state of one article, and records who did.
func (s *Service) SetArticleState(
	ctx context.Context, actor auth.Actor, site auth.Site, key string, state comments.ArticleState,
) (comments.Article, error) {
	if err := moderates(actor, site.ID); err != nil {
		return comments.Article{}, err
	}
	now := s.moment()
	var article comments.Article
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		after, before, err := s.comments.SetArticleStateTx(tx, site.ID, key, state, now.Time)
		if err != nil {
			return fmt.Errorf("set the state of an article: %w", err)
		}
		article = after
		return record(tx, actor, site.ID, "article.set", "article", after.ID.String(),
			map[string]string{"before": string(before), "state": string(state)}, now)
	})
	return article, err
}

// SetPremoderated says whether everything a member writes is held until a moderator has seen it, and records who did.
func (s *Service) SetPremoderated(
	ctx context.Context, actor auth.Actor, site auth.Site, member auth.MemberID, on bool,
) (auth.Member, error) {
	if err := moderates(actor, site.ID); err != nil {
		return auth.Member{}, err
	}
	now := s.moment()
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		if _, err := s.auth.MemberTx(tx, site.ID, member); err != nil {
			return fmt.Errorf("lock member %s: %w", member, err)
		}
		if err := s.auth.SetPremoderatedTx(tx, member, on); err != nil {
			return fmt.Errorf("put member %s under pre-moderation: %w", member, err)
		}
		return record(tx, actor, site.ID, "member.premoderated", "member", member.String(),
			map[string]string{"on": strconv.FormatBool(on)}, now)
	})
	if err != nil {
		return auth.Member{}, err
	}
	m, err := s.auth.Member(ctx, site.ID, member)
	if err != nil {
		return auth.Member{}, fmt.Errorf("load member %s: %w", member, err)
	}
	return m, nil
}
