package moderation

import (
	"fmt"
	"time"

	"board/internal/comments"
	"board/internal/fault"
)

// maxBulk bounds what one decision removes: it all happens in one transaction, while others wait to write.
const maxBulk = 2000

// ErrTooManyComments is returned for a period with more comments than one decision removes.
var ErrTooManyComments = fault.New(fault.Unprocessable, "too_many_comments",
	"The period has more than 2,000 comments. Choose a shorter one.").With("max", maxBulk)

var seenByOthers = []comments.Status{comments.Published, comments.Held}

// lockBulk finds the comments that are to be removed with the subject, and locks their articles before anything else.
func (r *ruling) lockBulk(c caseRow) error {
	for _, a := range r.in.Acts {
		if a.Act != RemoveComments {
			continue
		}
		member, from, to := a.member(c.MemberID), longAgo, r.now.Add(time.Microsecond)
		if a.From != nil && a.From.After(longAgo) {
			from = *a.From
		}
		if a.To != nil && a.To.Before(to) {
			to = *a.To
		}
		if !from.Before(to) {
			continue
		}
		ids, err := r.s.comments.CommentsOfTx(r.tx, r.site.ID, member, from, to, seenByOthers)
		if err != nil {
			return fmt.Errorf("find the comments of member %s: %w", member, err)
		}
		if len(ids) > maxBulk {
			return ErrTooManyComments
		}
		r.bulk[member] = ids
	}
	return nil
}

// setStatus removes or restores the subject, a comment or a tag.
func (r *ruling) setStatus(to comments.Status) error {
	act := Remove
	if to == comments.Published {
		act = Restore
	}
	if r.st.Kind == TagSubject {
		return r.setTagStatus(act, to)
	}
	return r.setCommentStatus(act, r.st.commentID(), *r.st.article, to)
}

func (r *ruling) setCommentStatus(act Act, id comments.ID, article comments.ArticleID, to comments.Status) error {
	before, err := r.s.comments.SetStatusTx(r.tx, id, to, r.now.Time)
	if err != nil {
		return fmt.Errorf("%s comment %s: %w", act, id, err)
	}
	if before.Status == to {
		return nil
	}
	after := before
	after.Status = to
	r.articles[article] = true
	r.keep(act, string(CommentSubject), id, before, after)
	return nil
}

func (r *ruling) setTagStatus(act Act, to comments.Status) error {
	before, err := r.s.comments.SetTagStatusTx(r.tx, r.st.tagID(), to, r.now.Time)
	if err != nil {
		return fmt.Errorf("%s tag %s: %w", act, r.st.ID, err)
	}
	if before.Status == to {
		return nil
	}
	after := before
	after.Status = to
	r.keep(act, string(TagSubject), r.st.ID, before, after)
	return nil
}

// removeComments removes the member's comments of a period, and settles the open cases about them.
func (r *ruling) removeComments(a ActInput) error {
	member := a.member(r.st.member)
	cases, err := openCasesOf(r.tx, member)
	if err != nil {
		return err
	}
	for _, id := range r.bulk[member] {
		st, err := r.s.commentState(r.tx, r.site.ID, id)
		if err != nil {
			return err
		}
		if st.status != comments.Published && st.status != comments.Held {
			continue
		}
		if err := r.setCommentStatus(RemoveComments, id, *st.article, comments.Removed); err != nil {
			return err
		}
		r.removed[member]++
		if c, ok := cases[st.ID]; ok && c.ID != r.c.ID {
			if err := r.settleOther(c, st, Upheld); err != nil {
				return err
			}
		}
	}
	return nil
}

// undoText gives a comment or tag its status back, unless it is not what the decision made of it any more.
func (u *undoing) undoText(row actRow) error {
	var before, after comments.CommentState
	if err := u.states(row, &before, &after); err != nil {
		return err
	}
	st, err := u.s.subjectTx(u.tx, u.site.ID, SubjectKind(row.TargetKind), SubjectID(row.TargetID))
	if err != nil {
		return err
	}
	if st.status != after.Status || st.Revision != after.Revision {
		return superseded(row)
	}
	if row.TargetKind == string(TagSubject) {
		_, err = u.s.comments.SetTagStatusTx(u.tx, comments.TagID(row.TargetID), before.Status, u.now.Time)
	} else {
		_, err = u.s.comments.SetStatusTx(u.tx, comments.ID(row.TargetID), before.Status, u.now.Time)
	}
	if err != nil {
		return fmt.Errorf("undo %s of %s %s: %w", row.Act, row.TargetKind, row.TargetID, err)
	}
	return nil
}
