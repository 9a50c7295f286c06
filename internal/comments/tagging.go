package comments

import (
	"context"

	"board/internal/auth"
	"board/internal/storage"
)

// recallTag looks for the tag that the request placed the first time.
func (s *Service) recallTag(ctx context.Context, t tagging) (Tag, bool, error) {
	id, ok, err := recall[Tag](ctx, s.db, t.idem)
	if err != nil || !ok {
		return Tag{}, false, err
	}
	tag, err := loadTag(s.db.Read(ctx), t.site.ID, id)
	return tag, err == nil, err
}

// screenTag asks the Screener about a label that would come up on the article. One that stands there already was judged
// when it came up: the verdict is nil then.
func (s *Service) screenTag(ctx context.Context, t tagging) (*Verdict, error) {
	db := s.db.Read(ctx)
	article, err := loadArticleByKey(db, t.site.ID, t.key)
	if err != nil {
		return nil, err
	}
	if article.isNew() {
		article.URL, article.Title = t.url, t.title
	} else {
		stands, err := loadTagByLabel(db, article.ID, t.label)
		if err != nil {
			return nil, err
		}
		if counts(stands.Status) {
			return nil, nil //nolint:nilnil // No verdict is needed, and that is not an error.
		}
		if stands.Status == Removed {
			return nil, ErrTagRemoved
		}
	}
	if err := mayAdd(article, "article_url"); err != nil {
		return nil, err
	}
	draft := Draft{
		Kind: SubjectTag, Site: t.site, Member: *t.actor.Member, Article: article,
		Source: t.label.text, Plain: t.label.text, Address: t.actor.Address, At: s.now(),
	}
	if err := s.surround(db, &draft); err != nil {
		return nil, err
	}
	verdict, err := s.screen(ctx, draft)
	return &verdict, err
}

// placeTx places a tag whose verdict, if it needs one, is in t.
func (s *Service) placeTx(tx storage.Tx, t tagging, now storage.Time) (Tag, error) {
	article, err := lockOrCreate(tx, t.site.ID, t.key, t.url, t.title, now)
	if err != nil {
		return Tag{}, err
	}
	if err := mayAdd(article, "article_url"); err != nil {
		return Tag{}, err
	}
	tag, err := loadTagByLabel(tx.DB(), article.ID, t.label)
	if err != nil {
		return Tag{}, err
	}
	if tag.ID.IsZero() {
		tag.ID = storage.NewKey[Tag]()
	}
	if err := remember(tx, t.idem, tag.ID.String()); err != nil {
		return Tag{}, err
	}
	switch {
	case tag.Status == Removed:
		return Tag{}, ErrTagRemoved
	case counts(tag.Status):
		return s.joinTagTx(tx, article, tag, t.actor.Member.ID, now)
	case t.verdict == nil:
		return Tag{}, errStale
	}
	return s.bringUpTx(tx, article, tag, t, now)
}

// joinTagTx adds a member to those who placed a tag that stands.
func (s *Service) joinTagTx(tx storage.Tx, a Article, tag Tag, member auth.MemberID, now storage.Time) (Tag, error) {
	placed, err := hasTagging(tx, tag.ID, member)
	if err != nil || placed {
		return tag, err
	}
	if err := mayPlace(tx, a, member); err != nil {
		return Tag{}, err
	}
	return addTagging(tx, a, tag, member, 0, now)
}

// mayPlace answers a fault when the member has placed as many tags on the locked article as one may.
func mayPlace(tx storage.Tx, a Article, member auth.MemberID) error {
	n, err := countTaggingsOf(tx, a.ID, member)
	if err != nil {
		return err
	}
	if n >= maxTaggingsPerMember {
		return ErrTaggingsFull
	}
	return nil
}

// bringUpTx makes a tag, or brings a withdrawn one back as its next revision.
func (s *Service) bringUpTx(tx storage.Tx, a Article, tag Tag, t tagging, now storage.Time) (Tag, error) {
	if a.TagCount >= maxTagsPerArticle {
		return Tag{}, ErrTagsFull
	}
	member := t.actor.Member.ID
	if err := mayPlace(tx, a, member); err != nil {
		return Tag{}, err
	}
	verdict := t.verdict.underState(a.EffectiveState)
	known := tag.Revision > 0
	tag.Label, tag.Status, tag.FirstPlacer, tag.StatusAt = t.label.text, verdict.status(), member, now.Time
	tag.Revision++
	if known {
		if err := reviveTag(tx, tag, a.Version); err != nil {
			return Tag{}, err
		}
	} else {
		tag.SiteID, tag.ArticleID, tag.ArticleKey, tag.CreatedAt = a.SiteID, a.ID, a.Key, now.Time
		if err := insertTag(tx, tag, t.label, a.Version); err != nil {
			return Tag{}, err
		}
	}
	tag, err := addTagging(tx, a, tag, member, 1, now)
	if err != nil {
		return Tag{}, err
	}
	return tag, s.screener.RecordTx(tx, Subject{
		Kind: SubjectTag, SiteID: tag.SiteID, ID: tag.ID, Revision: tag.Revision,
		Member: member, Article: a.ID, At: now.Time,
	}, verdict)
}

// addTagging notes that the member placed the tag, and counts it; cameUp is 1 when the tag is a new one of the article.
func addTagging(tx storage.Tx, a Article, tag Tag, member auth.MemberID, cameUp int, now storage.Time) (Tag, error) {
	visible := one(tag.Status == Published)
	if err := putTagging(tx, tag, member, now); err != nil {
		return Tag{}, err
	}
	if err := countTaggings(tx, tag, 1, a.Version+int64(visible)); err != nil {
		return Tag{}, err
	}
	tag.Count++
	return tag, countTags(tx, a.ID, cameUp, visible, now)
}

// WithdrawTagging takes the member's tag back; when nobody else placed it, it is withdrawn. Taking back what one did not
// place changes nothing. A tag that a moderator removed stays as it is.
func (s *Service) WithdrawTagging(ctx context.Context, actor auth.Actor, site auth.SiteID, id TagID) error {
	if err := memberOn(actor, site); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx storage.Tx) error {
		return withdrawTx(tx, site, id, actor.Member.ID, s.moment())
	})
}

func withdrawTx(tx storage.Tx, site auth.SiteID, id TagID, member auth.MemberID, now storage.Time) error {
	a, tag, err := lockTag(tx, id)
	if err != nil {
		return err
	}
	placed, err := hasTagging(tx, id, member)
	switch {
	case err != nil:
		return err
	case tag.SiteID != site, !placed && tag.Status != Published:
		return ErrTagNotFound
	case !placed:
		return nil
	case tag.Status == Removed:
		return ErrTagRemoved
	}
	visible, gone := one(tag.Status == Published), one(tag.Count == 1)
	version := a.Version + int64(visible)
	if err := withdrawTagging(tx, tag, member, now); err != nil {
		return err
	}
	if err := countTaggings(tx, tag, -1, version); err != nil {
		return err
	}
	if gone == 1 {
		if err := putTagStatus(tx, tag, Withdrawn, version, now); err != nil {
			return err
		}
	}
	return countTags(tx, a.ID, -gone, visible, now)
}
