package moderation

import (
	"context"
	"fmt"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
)

// desk is a moderator's view of comments: all of them, whole.
var desk = comments.Viewer{Moderator: true}

// summaries makes of rows what a queue shows. Members, articles and accounts are loaded together, texts one by one.
func (s *Service) summaries(ctx context.Context, site auth.Site, rows []caseRow) ([]CaseSummary, error) {
	members, err := s.membersOf(ctx, site, rows)
	if err != nil {
		return nil, err
	}
	articles, err := s.articlesOf(ctx, site, rows)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx, claimants(rows))
	if err != nil {
		return nil, err
	}
	clauses, err := loadClausesNamed(s.db.Read(ctx), rows)
	if err != nil {
		return nil, err
	}
	now := s.moment()
	cases := make([]CaseSummary, len(rows))
	for i, row := range rows {
		c := row.summary()
		c.Member, c.Clauses = members[row.MemberID], clauses[row.ID]
		if row.ArticleID != nil {
			article := articles[*row.ArticleID]
			c.Article = &article
		}
		if row.ClaimedBy != nil && row.ClaimedUntil.After(now.Time) {
			c.Claim = &Claim{By: names(*row.ClaimedBy), Until: row.ClaimedUntil.Time}
		}
		text, err := s.lookAt(ctx, site, &c)
		if err != nil {
			return nil, err
		}
		c.Excerpt = excerpt(text)
		cases[i] = c
	}
	return cases, nil
}

func (r caseRow) summary() CaseSummary {
	return CaseSummary{
		ID: r.ID, Subject: r.subject(), Status: r.Status, Origin: r.Origin, Held: r.Held, ReportCount: r.ReportCount,
		ReportWeight: r.ReportWeight, Severity: r.Severity, Priority: r.Priority, Revision: r.Revision,
		OpenedAt: r.OpenedAt.Time, UpdatedAt: r.UpdatedAt.Time, DecidedAt: r.DecidedAt.Ptr(),
	}
}

// lookAt fills in how the subject stands now, and returns its text.
func (s *Service) lookAt(ctx context.Context, site auth.Site, c *CaseSummary) (string, error) {
	switch c.Subject.Kind {
	case CommentSubject:
		comment, err := s.comments.Comment(ctx, desk, site.ID, c.Subject.commentID())
		if err != nil {
			return "", fmt.Errorf("load comment %s: %w", c.Subject.ID, err)
		}
		c.Subject.Revision, c.SubjectStatus = comment.Revision, comment.Status
		return comment.Source, nil
	case TagSubject:
		tag, err := s.comments.Tag(ctx, site.ID, c.Subject.tagID())
		if err != nil {
			return "", fmt.Errorf("load tag %s: %w", c.Subject.ID, err)
		}
		c.Subject.Revision, c.SubjectStatus = tag.Revision, tag.Status
		return tag.Label, nil
	case NicknameSubject:
	}
	member, err := s.auth.Member(ctx, site.ID, c.Subject.memberID())
	if err != nil {
		return "", fmt.Errorf("load member %s: %w", c.Subject.ID, err)
	}
	c.Member = member
	c.Subject.Revision, c.SubjectStatus = member.NicknameRevision, comments.Status(member.NicknameStatus)
	if held := member.HeldNickname; held != nil {
		c.Subject.Revision, c.SubjectStatus = held.Revision, comments.Held
		return held.Text, nil
	}
	return member.Nickname, nil
}

// Case is all that is known about one case.
func (s *Service) Case(ctx context.Context, actor auth.Actor, site auth.Site, id CaseID) (Case, error) {
	if err := moderates(actor, site.ID); err != nil {
		return Case{}, err
	}
	db := s.db.Read(ctx)
	row, err := loadCase(db, site.ID, id)
	if err != nil {
		return Case{}, err
	}
	summaries, err := s.summaries(ctx, site, []caseRow{row})
	if err != nil {
		return Case{}, err
	}
	c := Case{CaseSummary: summaries[0], JudgedRevision: row.SubjectRevision}
	if err := s.addTexts(ctx, site, &c); err != nil {
		return Case{}, err
	}
	if c.Signals, err = loadSignals(db, c.Subject); err != nil {
		return Case{}, err
	}
	if c.Reports, err = s.reportsOf(ctx, site, id); err != nil {
		return Case{}, err
	}
	if err := s.addSurroundings(ctx, site, &c); err != nil {
		return Case{}, err
	}
	if c.History, err = s.history(ctx, site, row.MemberID); err != nil {
		return Case{}, err
	}
	decisions, err := loadDecisionsOfCase(db, id)
	if err != nil {
		return Case{}, err
	}
	c.Decisions, err = s.decisionsFrom(ctx, site, decisions)
	return c, err
}

// addTexts adds the text as it stands, and as it was when it gave cause.
func (s *Service) addTexts(ctx context.Context, site auth.Site, c *Case) error {
	text, err := s.lookAt(ctx, site, &c.CaseSummary)
	if err != nil {
		return err
	}
	judged := c.Subject
	judged.Revision = c.JudgedRevision
	c.Text = text
	c.JudgedText, err = s.textOf(ctx, site, judged)
	return err
}

// textOf is the text of a subject at one revision. A tag has the same label at every one.
func (s *Service) textOf(ctx context.Context, site auth.Site, subject Subject) (string, error) {
	var text string
	var err error
	switch subject.Kind {
	case CommentSubject:
		text, err = s.comments.RevisionText(ctx, subject.commentID(), subject.Revision)
	case TagSubject:
		var tag comments.Tag
		tag, err = s.comments.Tag(ctx, site.ID, subject.tagID())
		text = tag.Label
	case NicknameSubject:
		text, err = s.nicknameOf(ctx, site, subject)
	}
	if err != nil {
		return "", fmt.Errorf("load %s %s at revision %d: %w", subject.Kind, subject.ID, subject.Revision, err)
	}
	return text, nil
}

func (s *Service) nicknameOf(ctx context.Context, site auth.Site, subject Subject) (string, error) {
	nicknames, err := s.auth.Nicknames(ctx, site.ID, subject.memberID())
	if err != nil {
		return "", err //nolint:wrapcheck // Wrapped by textOf.
	}
	for _, n := range nicknames {
		if n.Revision == subject.Revision {
			return n.Nickname, nil
		}
	}
	return "", auth.ErrNicknameSuperseded
}

// contextSize is how many comments on either side a moderator sees with a case.
const contextSize = 3

// addSurroundings adds the comments around a comment, and the placers of a tag.
func (s *Service) addSurroundings(ctx context.Context, site auth.Site, c *Case) error {
	var err error
	switch c.Subject.Kind {
	case CommentSubject:
		if c.Context, err = s.comments.Around(ctx, site.ID, c.Subject.commentID(), contextSize); err != nil {
			return fmt.Errorf("load the comments around %s: %w", c.Subject.ID, err)
		}
	case TagSubject:
		ids, err := s.comments.Placers(ctx, c.Subject.tagID())
		if err != nil {
			return fmt.Errorf("load the placers of tag %s: %w", c.Subject.ID, err)
		}
		members, err := s.members(ctx, site, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			c.Placers = append(c.Placers, members[id])
		}
	case NicknameSubject:
	}
	return nil
}

func (s *Service) reportsOf(ctx context.Context, site auth.Site, id CaseID) ([]Report, error) {
	rows, err := loadReportsOfCase(s.db.Read(ctx), id)
	if err != nil {
		return nil, err
	}
	ids := make([]auth.MemberID, len(rows))
	for i, r := range rows {
		ids[i] = r.ReporterID
	}
	members, err := s.members(ctx, site, ids)
	if err != nil {
		return nil, err
	}
	reports := make([]Report, len(rows))
	for i, r := range rows {
		reports[i] = r.report(members[r.ReporterID])
	}
	return reports, nil
}

// OpenCase is the site's own finding: it gives the open case of a subject, or opens one.
func (s *Service) OpenCase(
	ctx context.Context, actor auth.Actor, site auth.Site, kind SubjectKind, id [16]byte,
) (Case, error) {
	if err := moderates(actor, site.ID); err != nil {
		return Case{}, err
	}
	now := s.moment()
	var c caseRow
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		st, err := s.subjectTx(tx, site.ID, kind, SubjectID(id))
		if err != nil {
			return err
		}
		known := false
		if c, known, err = lockOpenCase(tx, st.Subject); err != nil || known {
			return err
		}
		c, err = openCase(tx, cause{
			subject: st.Subject, site: site.ID, member: st.member, article: st.article, origin: FromDesk,
			held: st.status == comments.Held, severity: defaultSeverity, exposure: st.exposure, at: now,
		})
		if err != nil {
			return err
		}
		return record(tx, actor, site.ID, "case.opened", "case", c.ID.String(),
			map[string]string{"subject_kind": string(kind), "subject": st.ID.String()}, now)
	})
	if err != nil {
		return Case{}, err
	}
	return s.Case(ctx, actor, site, c.ID)
}

// members are those of the site with these keys.
func (s *Service) members(ctx context.Context, site auth.Site, ids []auth.MemberID) (map[auth.MemberID]auth.Member, error) {
	members, err := s.auth.MembersByID(ctx, site.ID, ids)
	if err != nil {
		return nil, fmt.Errorf("load members: %w", err)
	}
	return members, nil
}

func (s *Service) membersOf(ctx context.Context, site auth.Site, rows []caseRow) (map[auth.MemberID]auth.Member, error) {
	ids := make([]auth.MemberID, len(rows))
	for i, r := range rows {
		ids[i] = r.MemberID
	}
	return s.members(ctx, site, ids)
}

func (s *Service) articlesOf(
	ctx context.Context, site auth.Site, rows []caseRow,
) (map[comments.ArticleID]comments.Article, error) {
	var ids []comments.ArticleID
	for _, r := range rows {
		if r.ArticleID != nil {
			ids = append(ids, *r.ArticleID)
		}
	}
	articles, err := s.comments.ArticlesByID(ctx, site.ID, ids)
	if err != nil {
		return nil, fmt.Errorf("load articles: %w", err)
	}
	return articles, nil
}

func claimants(rows []caseRow) []auth.AccountID {
	var ids []auth.AccountID
	for _, r := range rows {
		if r.ClaimedBy != nil {
			ids = append(ids, *r.ClaimedBy)
		}
	}
	return ids
}

// names gives the names of desk accounts.
func (s *Service) names(ctx context.Context, ids []auth.AccountID) (func(auth.AccountID) AccountRef, error) {
	accounts, err := s.auth.AccountsByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("load accounts: %w", err)
	}
	return func(id auth.AccountID) AccountRef { return AccountRef{ID: id, Name: accounts[id].Name} }, nil
}
