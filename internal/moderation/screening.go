package moderation

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"board/internal/auth"
	"board/internal/comments"
	"board/internal/storage"
	"board/internal/textmatch"
)

// Phase names one way of looking at a draft.
type Phase string

// The phases, in the order they run. All of them run on every draft they hold for; none stops the others.
const (
	PhaseArticle      Phase = "article"      // the state of the discussion
	PhaseFormat       Phase = "format"       // shouting, walls of one character, nothing but signs
	PhaseTerms        Phase = "terms"        // the term lists
	PhaseNickname     Phase = "nickname"     // the author's nickname is held
	PhaseLinks        Phase = "links"        // addresses in the text
	PhaseRepeated     Phase = "repeated"     // the same or nearly the same as before
	PhaseFlood        Phase = "flood"        // too much in a short time
	PhaseNewMember    Phase = "new_member"   // a member's first comments
	PhasePremoderated Phase = "premoderated" // members whose comments are all looked at
	PhaseHistory      Phase = "history"      // violations of the last 30 days
)

// Screening looks at drafts of comments and tags and at nicknames. It implements comments.Screener and
// auth.NicknamePolicy.
type Screening struct {
	db     *storage.DB
	now    func() time.Time
	log    *slog.Logger
	folder *textmatch.Folder

	mu       sync.Mutex
	matchers map[auth.SiteID]*siteMatcher

	starterOnce func() (*siteMatcher, error)
}

// ScreeningConfig is what Screening is made of. All but Folder is needed.
type ScreeningConfig struct {
	DB     *storage.DB
	Now    func() time.Time
	Logger *slog.Logger
	// Folder folds texts for matching; nil: a new one, which takes some milliseconds to build.
	Folder *textmatch.Folder
}

// NewScreening makes a Screening.
func NewScreening(c ScreeningConfig) *Screening {
	if c.Folder == nil {
		c.Folder = textmatch.NewFolder()
	}
	s := &Screening{db: c.DB, now: c.Now, log: c.Logger, folder: c.Folder, matchers: make(map[auth.SiteID]*siteMatcher)}
	s.starterOnce = s.newStarter()
	return s
}

var (
	_ comments.Screener   = (*Screening)(nil)
	_ auth.NicknamePolicy = (*Screening)(nil)
)

// draft is what the phases look at: a draft of any kind with all that was loaded for it.
type draft struct {
	kind     SubjectKind
	text     string // the source, the label, the nickname
	plain    string
	links    []string
	member   *auth.Member   // nil: a nickname at registration
	comment  comments.Draft // of comments and tags
	at       time.Time
	settings Settings
	matchers []*siteMatcher
	// violations are how many decisions of the last 30 days found one of the member's texts in violation.
	violations int
	// folded is the text in the form that matching compares.
	folded textmatch.Folded
	folder *textmatch.Folder
}

// found is what a phase returns for one finding. A zero action means the phase's own, from the settings.
type found struct {
	Signal
	retryAfter time.Duration
}

// phase is one way of looking.
type phase struct {
	name Phase
	// byDefault is what a hit does where the settings don't say.
	byDefault Action
	kinds     []SubjectKind
	look      func(d *draft) []found
}

var written = []SubjectKind{CommentSubject, TagSubject}

// phases lists every phase. A phase that hits proposes an action for each finding, or leaves it to the settings.
func phases() []phase {
	return []phase{
		{PhaseArticle, Hold, written, lookAtArticle},
		{PhaseFormat, Note, subjectKinds, lookAtFormat},
		{PhaseTerms, Hold, subjectKinds, lookForTerms},
		{PhaseNickname, Note, written, lookAtAuthorNickname},
		{PhaseLinks, Hold, subjectKinds, lookAtLinks},
		{PhaseRepeated, Hold, []SubjectKind{CommentSubject}, lookForRepeats},
		{PhaseFlood, Refuse, written, lookForFlood},
		{PhaseNewMember, Hold, written, lookAtNewMember},
		{PhasePremoderated, Hold, written, lookAtPremoderated},
		{PhaseHistory, Hold, subjectKinds, lookAtHistory},
	}
}

// Screen judges a draft of a comment or a tag. A text that was ever reported is not changed any more, also once a decision
// has found it in order: comments knows of undecided reports alone.
func (s *Screening) Screen(ctx context.Context, c comments.Draft) (comments.Verdict, error) {
	if c.Edit {
		reported, err := wasReported(s.db.Read(ctx), Subject{Kind: CommentSubject, ID: SubjectID(c.Subject)})
		if err != nil {
			return comments.Verdict{}, err
		}
		if reported {
			return comments.Verdict{}, comments.ErrReported
		}
	}
	d := &draft{
		kind: SubjectKind(c.Kind), text: c.Source, plain: c.Plain, links: c.Links, member: &c.Member, comment: c, at: c.At,
	}
	if err := s.prepare(ctx, d, c.Site.ID); err != nil {
		return comments.Verdict{}, fmt.Errorf("screen a %s: %w", d.kind, err)
	}
	v := judge(d)
	return comments.Verdict{
		Outcome: v.outcome, Clause: v.clause, Code: v.code, RetryAfter: v.retryAfter, Signals: v.signals,
	}, nil
}

// JudgeNickname judges a nickname that somebody registers with or changes to.
func (s *Screening) JudgeNickname(
	ctx context.Context, site auth.Site, member *auth.MemberID, nickname string,
) (auth.NicknameVerdict, error) {
	d := &draft{kind: NicknameSubject, text: nickname, plain: nickname, at: s.now()}
	if member != nil {
		d.member = &auth.Member{ID: *member, SiteID: site.ID}
	}
	if err := s.prepare(ctx, d, site.ID); err != nil {
		return auth.NicknameVerdict{}, fmt.Errorf("screen a nickname: %w", err)
	}
	v := judge(d)
	return auth.NicknameVerdict{Outcome: v.outcome, Clause: v.clause, Code: v.code, Signals: v.signals}, nil
}

// RecordTx keeps the signals of a comment or tag that was stored, and opens its case when it is held.
func (s *Screening) RecordTx(tx storage.Tx, c comments.Subject, v comments.Verdict) error {
	subject := Subject{Kind: SubjectKind(c.Kind), ID: SubjectID(c.ID), Revision: c.Revision}
	article := c.Article
	return recordScreening(tx, screened{
		subject: subject, site: c.SiteID, member: c.Member, article: &article,
		held: v.Outcome == auth.OutcomeHold, clause: v.Clause, signals: signalsOf(v.Signals), at: storage.At(c.At),
	})
}

// RecordNicknameTx keeps the signals of a nickname that was stored, and opens its case when it is held.
func (s *Screening) RecordNicknameTx(
	tx storage.Tx, site auth.SiteID, member auth.MemberID, revision int, v auth.NicknameVerdict,
) error {
	return recordScreening(tx, screened{
		subject: Subject{Kind: NicknameSubject, ID: SubjectID(member), Revision: revision}, site: site, member: member,
		held: v.Outcome == auth.OutcomeHold, clause: v.Clause, signals: signalsOf(v.Signals), at: storage.At(s.now()),
	})
}

// signalsOf gives back what Screen put into a verdict. A verdict that screening did not make has no signals.
func signalsOf(opaque any) []Signal {
	signals, _ := opaque.([]Signal)
	return signals
}

// prepare loads what the phases need to know beside the draft.
func (s *Screening) prepare(ctx context.Context, d *draft, site auth.SiteID) error {
	var err error
	db := s.db.Read(ctx)
	if d.settings, err = loadSettings(db, site); err != nil {
		return err
	}
	if d.matchers, err = s.matchersFor(ctx, d.kind, site); err != nil {
		return err
	}
	if d.member != nil {
		if d.violations, err = countViolations(db, d.member.ID, d.at.Add(-historyReach)); err != nil {
			return err
		}
	}
	d.folder, d.folded = s.folder, s.folder.Fold(d.text)
	return nil
}

// verdict is the strictest of the findings, with all of them.
type verdict struct {
	outcome      auth.Outcome
	clause, code string
	retryAfter   time.Duration
	signals      []Signal
}

// judge runs every phase that is on and holds for the draft.
func judge(d *draft) verdict { return judgeBy(d, phases()) }

func judgeBy(d *draft, by []phase) verdict {
	v := verdict{outcome: auth.OutcomePublish}
	strictest := Off
	for _, p := range by {
		usual := d.settings.action(p)
		if usual == Off || !slices.Contains(p.kinds, d.kind) {
			continue
		}
		for _, f := range p.look(d) {
			f.Phase = p.name
			if f.Action == "" {
				f.Action = usual
			}
			v.signals = append(v.signals, f.Signal)
			if f.Action.stricterThan(strictest) {
				strictest = f.Action
				v.clause, v.code, v.retryAfter = f.Clause, f.Code, f.retryAfter
			}
		}
	}
	v.outcome = strictest.outcome()
	if v.outcome == auth.OutcomePublish {
		v.clause, v.code = "", ""
	}
	if v.outcome != auth.OutcomeRefuse {
		v.retryAfter = 0
	}
	return v
}
