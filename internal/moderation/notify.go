package moderation

import (
	"slices"

	"board/internal/auth"
	"board/internal/storage"
)

// notify tells the members what the ruling did to them, and the reporters what became of their reports.
func (r *ruling) notify() error {
	var rows []noticeRow
	for _, a := range r.acts {
		if kind, params, ok := r.telling(a); ok {
			rows = append(rows, r.notice(a.member(r.st.member), kind, params))
		}
	}
	kind := ReportUpheld
	if r.in.Outcome == NoViolation {
		kind = ReportDismissed
	}
	for _, report := range r.settled {
		// Without an excerpt: the text may have been removed for what it says, or never have been seen by others.
		params := NoticeParams{Clause: r.in.Clause, ClauseTitle: r.cite.clause.Title, SubjectKind: report.SubjectKind}
		if report.SubjectID == r.st.ID && report.SubjectKind == r.st.Kind {
			r.addArticle(&params)
		}
		rows = append(rows, r.notice(report.ReporterID, kind, params))
	}
	return addNotices(r.tx, rows)
}

func (r *ruling) notice(to auth.MemberID, kind NoticeKind, params NoticeParams) noticeRow {
	return noticeRow{
		ID: storage.NewKey[Notice](), SiteID: r.site.ID, MemberID: to, Kind: kind, DecisionID: &r.id,
		Params: jsonText(params), CreatedAt: r.now,
	}
}

func (r *ruling) addArticle(params *NoticeParams) {
	if r.article != nil {
		params.ArticleKey, params.ArticleURL, params.ArticleTitle = r.article.Key, r.article.URL, r.article.Title
	}
}

// telling is what the member is told of one act; ok is false for acts that changed nothing they need to know of.
func (r *ruling) telling(a ActInput) (kind NoticeKind, params NoticeParams, ok bool) {
	params = NoticeParams{
		Clause: r.in.Clause, ClauseTitle: r.cite.clause.Title, Reason: r.in.Reason, SubjectKind: r.st.Kind,
		Excerpt: excerpt(r.st.text),
	}
	r.addArticle(&params)
	kind = noticeOf[a.Act]
	switch a.Act {
	case Remove:
		params.Comments = r.removed[r.st.member]
	case RemoveComments:
		params.Comments = r.removed[a.member(r.st.member)]
		params.SubjectKind, params.Excerpt = CommentSubject, ""
		return kind, params, params.Comments > 0 && (r.st.Kind != CommentSubject || !r.has(Remove))
	case ResetNickname:
		params.SubjectKind, params.Excerpt = NicknameSubject, r.oldNickname
		return kind, params, r.changed(a.Act)
	case ApproveNickname:
		params.SubjectKind, params.Excerpt = NicknameSubject, r.nickname
		return kind, params, r.changed(a.Act)
	case Suspend:
		until, _ := a.suspendedUntil(r.site, r.now.Time)
		params.Until = &until
	default:
	}
	if r.st.Kind == TagSubject && kind == CommentRemoved {
		kind = TagRemoved
	}
	if r.st.Kind == TagSubject && kind == CommentRestored {
		kind = TagRestored
	}
	return kind, params, true
}

// noticeOf is what members are told of each act; of a tag it is the tag's.
var noticeOf = map[Act]NoticeKind{
	Remove: CommentRemoved, Restore: CommentRestored, RemoveComments: CommentRemoved,
	ResetNickname: NicknameReset, ApproveNickname: NicknameOK, LiftSanction: SanctionLifted,
	Warn: Warned, Suspend: Suspended, EndMembership: MembershipEnded,
}

// has reports whether the ruling has an act of this kind, changed whether one met a target.
func (r *ruling) has(act Act) bool {
	return slices.ContainsFunc(r.acts, func(a ActInput) bool { return a.Act == act })
}

func (r *ruling) changed(act Act) bool {
	return slices.ContainsFunc(r.rows, func(row actRow) bool { return row.Act == act })
}

// notify tells those who were told of the decision that it does not hold any more.
func (u *undoing) notify(d decisionRow, rows []actRow) error {
	if !slices.ContainsFunc(rows, func(row actRow) bool { return row.Act.isChosen() }) {
		return nil
	}
	st, err := u.s.subjectTx(u.tx, u.site.ID, d.SubjectKind, d.SubjectID)
	if err != nil {
		return err
	}
	u.members[d.MemberID] = true
	var statement Statement
	if err := fromJSON("a statement", d.Statement, &statement); err != nil {
		return err
	}
	params := NoticeParams{
		Clause: d.Clause, ClauseTitle: statement.ClauseTitle, SubjectKind: d.SubjectKind, Excerpt: excerpt(st.text),
	}
	notices := make([]noticeRow, 0, len(u.members))
	for member := range u.members {
		notices = append(notices, noticeRow{
			ID: storage.NewKey[Notice](), SiteID: u.site.ID, MemberID: member, Kind: DecisionUndone, DecisionID: &d.ID,
			Params: jsonText(params), CreatedAt: u.now,
		})
	}
	return addNotices(u.tx, notices)
}
