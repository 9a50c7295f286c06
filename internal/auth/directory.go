package auth

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

const (
	maxMembers     = 100
	defaultMembers = 20
	// membersAtOnce bounds the keys of one query of MembersByID.
	membersAtOnce = 500
)

// ErrCursorInvalid is returned for a cursor that Members did not give.
var ErrCursorInvalid = fault.New(fault.Invalid, "cursor_invalid", "This is not a cursor of this list.").
	WithField("cursor", "cursor_invalid", "Not one this list gave out.")

// Member finds one member of the site, with the nickname change that waits.
func (s *Service) Member(ctx context.Context, site SiteID, id MemberID) (Member, error) {
	return fullMember(s.db.Read(ctx), site, id, s.now())
}

// MembersByID loads members of the site by their keys; keys no member of it has are left out.
func (s *Service) MembersByID(ctx context.Context, site SiteID, ids []MemberID) (map[MemberID]Member, error) {
	found := make(map[MemberID]Member, len(ids))
	for some := range slices.Chunk(ids, membersAtOnce) {
		members, err := membersByID(s.db.Read(ctx), site, some, s.now())
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			found[m.ID] = m
		}
	}
	return found, nil
}

// Members lists members of the site for moderators: all of them, newest first, or those whose nickname or e-mail address
// begins with the query's prefix, in the order of those. next is empty on the last page.
func (s *Service) Members(ctx context.Context, site SiteID, q MemberQuery) (members []Member, next string, err error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultMembers
	}
	limit = min(limit, maxMembers)
	list, prefix := s.listOf(q.Prefix)
	if !storable(prefix) {
		return nil, "", nil
	}
	after, err := readCursor(q.Cursor, list)
	if err != nil {
		return nil, "", err
	}
	page := memberPage{site: site, list: list, prefix: prefix, after: after, limit: limit + 1}
	members, places, err := pageOfMembers(s.db.Read(ctx), page, s.now())
	if err != nil || len(members) <= limit {
		return members, "", err
	}
	return members[:limit], writeCursor(list, places[limit-1]), nil
}

// memberList is one way of going through the members; its letter is in the cursor.
type memberList string

const (
	listNewest   memberList = "n"
	listNickname memberList = "k"
	listEmail    memberList = "e"
)

// memberPage is one page of a list: at most limit members after a place.
type memberPage struct {
	site          SiteID
	list          memberList
	prefix, after string
	limit         int
}

func (s *Service) listOf(prefix string) (list memberList, folded string) {
	prefix = strings.TrimSpace(prefix)
	switch {
	case prefix == "":
		return listNewest, ""
	case strings.Contains(prefix, "@"):
		return listEmail, strings.ToLower(prefix)
	}
	return listNickname, textmatch.Identity(s.folder, prefix)
}

func writeCursor(list memberList, place string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(list) + place))
}

// readCursor gives the place after which the page begins, empty for the first page.
func readCursor(cursor string, list memberList) (string, error) {
	if cursor == "" {
		return "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	place, ok := strings.CutPrefix(string(raw), string(list))
	if err != nil || !ok || !storable(place) {
		return "", ErrCursorInvalid
	}
	if _, err := storage.ParseKey[Member](place); list == listNewest && err != nil {
		return "", ErrCursorInvalid
	}
	return place, nil
}

// Nicknames is the history of a member's nicknames, newest first.
func (s *Service) Nicknames(ctx context.Context, site SiteID, id MemberID) ([]NicknameRevision, error) {
	return nicknameHistory(s.db.Read(ctx), site, id)
}

// MemberRevisionTextTx is the nickname a member had, or asked for, with this revision.
func (s *Service) MemberRevisionTextTx(tx storage.Tx, id MemberID, revision int) (string, error) {
	return nicknameOfRevision(tx.DB(), id, revision)
}
