package httpapi

import (
	"context"

	"github.com/google/uuid"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/httpapi/oapi"
)

// names are the members that a list speaks of, under the names others see.
type names struct {
	site    auth.Site
	members map[auth.MemberID]auth.Member
}

// namesIn loads who wrote the comments, and who is answered in them.
func (s *Server) namesIn(ctx context.Context, site auth.Site, lists ...[]comments.Comment) (names, error) {
	wanted := make(map[auth.MemberID]bool)
	for _, list := range lists {
		for _, c := range list {
			wanted[c.AuthorID] = true
			if c.InReplyTo != nil {
				wanted[c.InReplyTo.AuthorID] = true
			}
		}
	}
	delete(wanted, auth.MemberID{})
	ids := make([]auth.MemberID, 0, len(wanted))
	for id := range wanted {
		ids = append(ids, id)
	}
	members, err := s.auth.MembersByID(ctx, site.ID, ids)
	return names{site: site, members: members}, err
}

// author is nil for nobody, and for a member who is not there any more.
func (n names) author(id auth.MemberID) *oapi.Author {
	member, ok := n.members[id]
	if !ok {
		return nil
	}
	author := authorOnWire(n.site, member)
	return &author
}

func authorOnWire(site auth.Site, m auth.Member) oapi.Author {
	author := oapi.Author{ID: uuid.UUID(m.ID), Nickname: m.ShownNickname(site)}
	if m.NicknameStatus == auth.NicknamePublished {
		author.Avatar = maybe(m.Avatar)
	}
	return author
}

func (n names) comment(c comments.Comment) oapi.Comment {
	wire := oapi.Comment{
		ID: uuid.UUID(c.ID), Article: c.ArticleKey, RootID: uuid.UUID(c.RootID), Depth: c.Depth,
		Author: n.author(c.AuthorID), Status: oapi.Status(c.Status), Source: maybe(c.Source),
		CreatedAt: c.CreatedAt, EditedAt: c.EditedAt, Revision: c.Revision,
		Votes: oapi.Votes{Up: c.Up, Down: c.Down}, ReplyCount: c.ReplyCount,
	}
	if c.ParentID == nil {
		wire.ReplyCount = c.ThreadCount
	} else {
		wire.ParentID = maybe(uuid.UUID(*c.ParentID))
	}
	if wire.Author != nil {
		body := nodesOnWire(c.Body)
		wire.Body = &body
	}
	if c.InReplyTo != nil {
		wire.InReplyTo = &oapi.InReplyTo{ID: uuid.UUID(c.InReplyTo.ID)}
		if answered := n.author(c.InReplyTo.AuthorID); answered != nil {
			wire.InReplyTo.Nickname = &answered.Nickname
		}
	}
	return wire
}

func (n names) comments(list []comments.Comment) []oapi.Comment {
	return each(list, n.comment)
}

// own is a comment as its author sees it: with the time until which it may be edited.
func (n names) own(c comments.Comment, viewer auth.Actor) oapi.Comment {
	wire := n.comment(c)
	if viewer.Member != nil && viewer.Member.ID == c.AuthorID {
		wire.EditableUntil = c.EditableUntil()
	}
	return wire
}

func nodesOnWire(nodes []comments.Node) []oapi.Node {
	return each(nodes, func(n comments.Node) oapi.Node {
		wire := oapi.Node{
			Type: oapi.NodeType(n.Type), Text: maybe(n.Text), Href: maybe(n.Href), Ordered: maybe(n.Ordered), Start: maybe(n.Start),
		}
		if len(n.Children) > 0 {
			children := nodesOnWire(n.Children)
			wire.Children = &children
		}
		return wire
	})
}

func tagOnWire(t comments.Tag) oapi.Tag {
	return oapi.Tag{ID: uuid.UUID(t.ID), Label: t.Label, Count: t.Count, Status: oapi.Status(t.Status)}
}
