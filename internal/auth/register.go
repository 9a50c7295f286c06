package auth

import (
	"context"
	"strings"

	"board/internal/fault"
	"board/internal/storage"
)

// Registration is what somebody gives to become a member.
type Registration struct {
	Nickname string
	// Email is optional; without one the member signs in with the nickname.
	Email    string
	Password string
	// Rulebook is the version of the rules agreed to; it must be the current one.
	Rulebook int
	Address  string
}

var (
	errRulebookVersion = fault.New(fault.Invalid, "rulebook_not_agreed", "The current version of the rules must be agreed to.").
				WithField("rulebook", "rulebook_not_agreed", "Not the current version.")
	errEmailInvalid = fault.New(fault.Invalid, "email_invalid", "The e-mail address is not usable.").
			WithField("email", "email_invalid", "A plain address such as name@example.org.")
)

// newMember is a member about to be.
type newMember struct {
	id           MemberID
	site         Site
	nickname     string
	setBy        string
	verdict      NicknameVerdict
	email        string
	passwordHash string
	ssoSubject   string
	avatar       string
	rulebook     int
	at           storage.Time
}

// Register makes somebody a member of the site and signs them in. The unique indexes decide who gets a nickname that
// several want at once.
func (s *Service) Register(ctx context.Context, site Site, r Registration) (Tokens, error) {
	m, err := s.checkRegistration(ctx, site, r)
	if err != nil {
		return Tokens{}, err
	}
	if m.passwordHash, err = s.hashPassword(ctx, m.passwordHash); err != nil {
		return Tokens{}, err
	}
	var g grant
	err = s.db.Write(ctx, func(tx storage.Tx) error {
		m.at = s.moment()
		if err := s.addMemberTx(tx, m); err != nil {
			return err
		}
		member, err := s.MemberTx(tx, site.ID, m.id)
		if err != nil {
			return err
		}
		g = grant{member: &member}
		return openSessionTx(tx, &g, r.Address, m.at)
	})
	if err != nil {
		return Tokens{}, err
	}
	return s.tokens(ctx, g)
}

// checkRegistration checks everything that needs no transaction. The member it returns has the plain password where the
// hash will be.
func (s *Service) checkRegistration(ctx context.Context, site Site, r Registration) (newMember, error) {
	nickname, err := plainNickname(s.folder, r.Nickname)
	if err != nil {
		return newMember{}, err
	}
	email := strings.TrimSpace(r.Email)
	if _, ok := emailKey(email); !ok && email != "" {
		return newMember{}, errEmailInvalid
	}
	password, err := normalPassword(r.Password)
	if err != nil {
		return newMember{}, err
	}
	current, err := s.currentRulebook(ctx, site.ID)
	if err != nil {
		return newMember{}, err
	}
	if r.Rulebook != current {
		return newMember{}, errRulebookVersion.With("version", current)
	}
	verdict, err := s.judge(ctx, site, nil, nickname)
	if err != nil {
		return newMember{}, err
	}
	return newMember{
		id: storage.NewKey[Member](), site: site, nickname: nickname, setBy: setByMember, verdict: verdict,
		email: email, passwordHash: password, rulebook: current,
	}, nil
}

// judge asks the policy and turns a refusal into the fault that names the clause and the rule.
func (s *Service) judge(ctx context.Context, site Site, member *MemberID, nickname string) (NicknameVerdict, error) {
	verdict, err := s.policy.JudgeNickname(ctx, site, member, nickname)
	if err != nil {
		return NicknameVerdict{}, err
	}
	if verdict.Outcome == OutcomeRefuse {
		return verdict, ErrNicknameRefused.With("clause", verdict.Clause).With("rule", verdict.Code)
	}
	return verdict, nil
}

// addMemberTx stores a new member with their first nickname, or says what of theirs somebody else has.
func (s *Service) addMemberTx(tx storage.Tx, m newMember) error {
	added, err := insertMemberTx(tx, m)
	if err != nil {
		return err
	}
	if !added {
		return ErrEmailTaken
	}
	return s.takeFirstNicknameTx(tx, m)
}

// takeFirstNicknameTx takes the nickname for a member who was just stored.
func (s *Service) takeFirstNicknameTx(tx storage.Tx, m newMember) error {
	if err := takeNicknameTx(tx, s.firstNickname(m)); err != nil {
		return err
	}
	return s.policy.RecordNicknameTx(tx, m.site.ID, m.id, firstRevision, m.verdict)
}
