package comments

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
	"board/internal/textmatch"
)

// TagID identifies a tag.
type TagID = storage.Key[Tag]

// Tag is a label on an article, which any number of members placed.
type Tag struct {
	ID         TagID
	SiteID     auth.SiteID
	ArticleID  ArticleID
	ArticleKey string
	Label      string
	Status     Status
	Revision   int // raised when a withdrawn label is placed anew
	Count      int // taggings that stand
	// FirstPlacer placed it when it came up, or came up again.
	FirstPlacer  auth.MemberID
	Reviewed     int // the revision that a decision found in order; 0: none
	ReportWeight int // of undecided reports, in hundredths
	CreatedAt    time.Time
	StatusAt     time.Time
}

// Limits of tags.
const (
	maxLabel             = 20 // user-perceived characters
	maxTagsPerArticle    = 10
	maxTaggingsPerMember = 3 // on one article
)

// What may be wrong with a tag.
var (
	ErrTagNotFound = fault.New(fault.NotFound, "tag_not_found", "There is no such tag.")
	ErrLabel       = fault.New(fault.Unprocessable, "label_invalid", "A tag is one line of 1 to 20 characters.").
			WithField("label", "label_invalid", "One line of 1 to 20 characters.")
	ErrTagRemoved = fault.New(fault.Unprocessable, "tag_removed", "A moderator removed this tag from the article.").
			WithField("label", "tag_removed", "Removed from this article by a moderator.")
	ErrTagsFull     = fault.New(fault.Conflict, "tags_full", "The article has ten tags already.")
	ErrTaggingsFull = fault.New(fault.Conflict, "taggings_full", "A member places at most three tags on an article.")
)

// Tags are an article's published tags, those placed most often first; to moderators the held ones too.
func (s *Service) Tags(ctx context.Context, viewer Viewer, site auth.SiteID, key string) ([]Tag, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	db := s.db.Read(ctx)
	article, err := loadArticleByKey(db, site, key)
	if err != nil || article.isNew() {
		return nil, err
	}
	return loadTags(db, article, viewer.Moderator)
}

// Tag is one tag, whatever its status.
func (s *Service) Tag(ctx context.Context, site auth.SiteID, id TagID) (Tag, error) {
	return loadTag(s.db.Read(ctx), site, id)
}

// Placers are the members whose tagging stands, at most 100, the first placers first.
func (s *Service) Placers(ctx context.Context, id TagID) ([]auth.MemberID, error) {
	return loadPlacers(s.db.Read(ctx), id)
}

// PlacedTx reports whether the member's tagging of the tag stands.
func (s *Service) PlacedTx(tx storage.Tx, id TagID, member auth.MemberID) (bool, error) {
	return hasTagging(tx, id, member)
}

// label is a tag's name, checked, as it is shown and as it is compared.
type label struct {
	text, key string
}

// labelOf trims a label, makes its white space plain and checks it.
func (s *Service) labelOf(raw string) (label, error) {
	if len(raw) > maxLabel*maxCharacterBytes || !utf8.ValidString(raw) || strings.ContainsFunc(raw, isBreak) {
		return label{}, ErrLabel
	}
	text := strings.Join(strings.Fields(raw), " ")
	key := textmatch.Identity(s.folder, text)
	if key == "" || textmatch.Length(text) > maxLabel {
		return label{}, ErrLabel
	}
	return label{text: text, key: key}, nil
}

// tagging is what PlaceTag carries through its steps.
type tagging struct {
	actor   auth.Actor
	site    auth.Site
	key     string
	url     string
	title   string
	label   label
	idem    *storage.IdempotencyScope
	verdict *Verdict // nil while the label stands already and needs none
}

// PlaceTag places a tag on an article, which it makes when it is unknown and url says where it is. Labels that fold to
// the same are one tag. Placing what one has placed already changes nothing.
func (s *Service) PlaceTag(
	ctx context.Context, actor auth.Actor, site auth.Site, key, url, title, text string, idem *storage.IdempotencyScope,
) (Tag, error) {
	if err := s.mayWrite(ctx, actor, site.ID); err != nil {
		return Tag{}, err
	}
	if err := checkPlace(site, key, url, title); err != nil {
		return Tag{}, err
	}
	l, err := s.labelOf(text)
	if err != nil {
		return Tag{}, err
	}
	t := tagging{actor: actor, site: site, key: key, url: url, title: title, label: l, idem: idem}
	for range attempts {
		tag, err := s.placeOnce(ctx, t)
		if !errors.Is(err, errStale) {
			return tag, err
		}
	}
	return Tag{}, ErrTooFast
}

// placeOnce screens the label when it needs it and places the tag, or says that the world moved on meanwhile.
func (s *Service) placeOnce(ctx context.Context, t tagging) (Tag, error) {
	if tag, ok, err := s.recallTag(ctx, t); ok || err != nil {
		return tag, err
	}
	verdict, err := s.screenTag(ctx, t)
	if err != nil {
		if tag, ok, _ := s.recallTag(ctx, t); ok {
			return tag, nil
		}
		return Tag{}, err
	}
	t.verdict = verdict
	var tag Tag
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		var err error
		tag, err = s.placeTx(tx, t, s.moment())
		return err
	})
	if id, ok, err := replayed[Tag](err); ok || err != nil {
		if err != nil {
			return Tag{}, err
		}
		return loadTag(s.db.Read(ctx), t.site.ID, id)
	}
	return tag, err
}
