package auth

import (
	"context"
	"errors"

	"board/internal/storage"
)

// SignInSSO opens a session for the person a publisher's token names, and makes them a member at their first visit. What
// is wrong with their nickname never locks them out: one that is refused or taken becomes a neutral one, and a member the
// desk gave a neutral one keeps it until the publisher sends another.
func (s *Service) SignInSSO(ctx context.Context, site Site, token, address string) (Tokens, error) {
	secret, err := ssoSecret(s.db.Read(ctx), site.ID)
	if err != nil {
		return Tokens{}, err
	}
	who, err := s.parseSSO(site.Slug, secret, token)
	if err != nil {
		return Tokens{}, err
	}
	verdict, err := s.judgePublished(ctx, site, &who)
	if err != nil {
		return Tokens{}, err
	}
	g, err := s.openSSOSession(ctx, site, who, verdict, address)
	for err != nil && who.giveUp(err) {
		g, err = s.openSSOSession(ctx, site, who, verdict, address)
	}
	if err != nil {
		return Tokens{}, err
	}
	return s.tokens(ctx, g)
}

// giveUp empties what kept the person out, and reports whether it was something they can come in without.
func (who *ssoIdentity) giveUp(err error) bool {
	switch {
	case who.nickname != "" && (errors.Is(err, ErrNicknameTaken) || errors.Is(err, ErrNicknameRefused)):
		who.nickname = ""
	case who.email != "" && errors.Is(err, ErrEmailTaken):
		who.email = ""
	default:
		return false
	}
	return true
}

func (s *Service) openSSOSession(ctx context.Context, site Site, who ssoIdentity, verdict NicknameVerdict, address string) (grant, error) {
	var g grant
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		now := s.moment()
		id, err := s.ssoMemberTx(tx, site, who, verdict, now)
		if err != nil {
			return err
		}
		member, err := s.MemberTx(tx, site.ID, id)
		if err != nil {
			return err
		}
		g = grant{member: &member}
		return openSessionTx(tx, &g, address, now)
	})
	return g, err
}

// judgePublished asks the policy about the nickname a publisher sent. It empties the nickname when there is nothing to
// give the member: it can't be one, it is refused, or the publisher sent the same the last time.
func (s *Service) judgePublished(ctx context.Context, site Site, who *ssoIdentity) (NicknameVerdict, error) {
	nickname, err := plainNickname(s.folder, who.nickname)
	who.nickname = nickname
	if err != nil {
		who.nickname = ""
		return NicknameVerdict{}, nil
	}
	member, last, err := lastPublished(s.db.Read(ctx), site.ID, who.subject)
	if err != nil {
		return NicknameVerdict{}, err
	}
	if last == nickname {
		who.nickname = ""
		return NicknameVerdict{}, nil
	}
	verdict, err := s.judge(ctx, site, member, nickname)
	if errors.Is(err, ErrNicknameRefused) {
		who.nickname = ""
		return NicknameVerdict{}, nil
	}
	return verdict, err
}

// ssoMemberTx finds the member by the publisher's subject and brings them up to date, or makes them.
func (s *Service) ssoMemberTx(tx storage.Tx, site Site, who ssoIdentity, verdict NicknameVerdict, now storage.Time) (MemberID, error) {
	id, err := memberBySubject(tx.DB(), site.ID, who.subject)
	if errors.Is(err, ErrMemberNotFound) {
		added, err := s.addSSOMemberTx(tx, site, who, verdict, now)
		if err != nil || !added.IsZero() {
			return added, err
		}
		// Somebody with the same subject was faster: their member is this one.
		id, err = memberBySubject(tx.DB(), site.ID, who.subject)
		return id, err
	}
	if err != nil {
		return MemberID{}, err
	}
	member, err := s.MemberTx(tx, site.ID, id)
	if err != nil {
		return MemberID{}, err
	}
	if member.Standing.Kind == Ended {
		return MemberID{}, member.Standing.endedFault()
	}
	if err := updateSSOMemberTx(tx, member, who); err != nil {
		return MemberID{}, err
	}
	if who.nickname == "" || who.nickname == member.Nickname {
		return id, nil
	}
	return id, s.giveNicknameTx(tx, member, who.nickname, setByPublisher, verdict, now)
}

// addSSOMemberTx stores a new member for a publisher's subject; a zero key says that the subject has one already. An
// e-mail address that another member has is left out: whose it is, the publisher can't prove to us.
func (s *Service) addSSOMemberTx(tx storage.Tx, site Site, who ssoIdentity, verdict NicknameVerdict, now storage.Time) (MemberID, error) {
	if who.nickname == "" {
		verdict = NicknameVerdict{}
	}
	m := newMember{
		id: storage.NewKey[Member](), site: site, nickname: who.nickname, setBy: setByPublisher, verdict: verdict,
		email: who.email, ssoSubject: who.subject, avatar: who.avatar, at: now,
	}
	added, err := insertMemberTx(tx, m)
	if err == nil && !added && m.email != "" {
		m.email = ""
		added, err = insertMemberTx(tx, m)
	}
	if err != nil || !added {
		return MemberID{}, err
	}
	if m.nickname != "" {
		return m.id, s.takeFirstNicknameTx(tx, m)
	}
	neutral, err := s.takeNeutralTx(tx, site, s.firstNickname(m))
	if err != nil {
		return MemberID{}, err
	}
	return m.id, bearNicknameTx(tx, neutral)
}
