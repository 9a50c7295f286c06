package httpapi

import (
	"context"

	"github.com/labstack/echo/v4"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/moderation"
)

// who says whom an operation is for.
type who int

const (
	// toAll looks at nobody's token: signing in must work with one that has expired.
	toAll who = iota
	// toAnyone, signed in or not; a token that is sent must be good.
	toAnyone
	// toMembers of the site, suspended ones too.
	toMembers
	// toWriters: members whose standing lets them write at this moment.
	toWriters
	// toModerators of the site, and administrators.
	toModerators
	toAdmins
	// toPublishers: the site's own server, by its API key, and administrators.
	toPublishers
	// toAccounts of the desk, whichever sites they moderate.
	toAccounts
)

// class is what limits count together.
type class int

const (
	reading class = iota
	writing
	reporting
	signingIn
	deskWork
)

// rule says who may call an operation, how often, and what is special about its answer or body.
type rule struct {
	who   who
	class class
	// shared answers are the same for everyone and carry an ETag; those of sharedWithStrangers only without a token.
	shared, sharedWithStrangers bool
	// large bodies may have 1 MB: a term list has up to 20,000 terms.
	large bool
}

// rules is the table of who may call what; there is no other place.
//
//nolint:funlen // It is one table, as long as the contract.
func rules() map[string]rule {
	return map[string]rule{
		"getSite":         {who: toAll, class: reading, shared: true},
		"getArticle":      {who: toAnyone, class: reading, shared: true},
		"putArticle":      {who: toPublishers, class: deskWork},
		"setArticleState": {who: toModerators, class: deskWork},
		"getDiscussion":   {who: toModerators, class: deskWork},
		"setDiscussion":   {who: toModerators, class: deskWork},
		"getCounts":       {who: toAnyone, class: reading, shared: true},

		"listComments":    {who: toAnyone, class: reading, shared: true},
		"createComment":   {who: toWriters, class: writing},
		"getComment":      {who: toAnyone, class: reading, sharedWithStrangers: true},
		"editComment":     {who: toWriters, class: writing},
		"withdrawComment": {who: toMembers, class: writing},
		"listReplies":     {who: toAnyone, class: reading, sharedWithStrangers: true},
		"vote":            {who: toWriters, class: writing},

		"listTags":        {who: toAnyone, class: reading, shared: true},
		"placeTag":        {who: toWriters, class: writing},
		"withdrawTagging": {who: toMembers, class: writing},

		"reportComment":  {who: toWriters, class: reporting},
		"reportTag":      {who: toWriters, class: reporting},
		"reportNickname": {who: toWriters, class: reporting},

		"register":  {who: toAll, class: signingIn},
		"signIn":    {who: toAll, class: signingIn},
		"signInSso": {who: toAll, class: signingIn},
		// Every view of a page refreshes, and nobody guesses 256 bits.
		"refreshSession": {who: toAll, class: reading},
		"signOut":        {who: toMembers, class: writing},

		"getMine":        {who: toMembers, class: reading},
		"getMe":          {who: toMembers, class: reading},
		"changeNickname": {who: toWriters, class: writing},
		"changePassword": {who: toMembers, class: signingIn},
		"agreeRulebook":  {who: toMembers, class: writing},
		"listNotices":    {who: toMembers, class: reading},
		"readNotices":    {who: toMembers, class: writing},

		"getRulebook":     {who: toAnyone, class: reading, shared: true},
		"publishRulebook": {who: toAdmins, class: deskWork, large: true},
		"getSettings":     {who: toModerators, class: deskWork},
		"saveSettings":    {who: toAdmins, class: deskWork},
		"listTermLists":   {who: toModerators, class: deskWork},
		"createTermList":  {who: toModerators, class: deskWork, large: true},
		"getTermList":     {who: toModerators, class: deskWork},
		"saveTermList":    {who: toModerators, class: deskWork, large: true},
		"deleteTermList":  {who: toModerators, class: deskWork},

		"listMembers": {who: toModerators, class: deskWork},
		"getMember":   {who: toModerators, class: deskWork},
		"setMember":   {who: toModerators, class: deskWork},

		"listCases":       {who: toModerators, class: deskWork},
		"openCase":        {who: toModerators, class: deskWork},
		"getCase":         {who: toModerators, class: deskWork},
		"claimCase":       {who: toModerators, class: deskWork},
		"releaseCase":     {who: toModerators, class: deskWork},
		"previewDecision": {who: toModerators, class: deskWork},
		"decide":          {who: toModerators, class: deskWork},
		"listDecisions":   {who: toModerators, class: deskWork},
		"getDecision":     {who: toModerators, class: deskWork},
		"undoDecision":    {who: toModerators, class: deskWork},
		"confirmDecision": {who: toModerators, class: deskWork},
		"listAudit":       {who: toModerators, class: deskWork},
		"verifyAudit":     {who: toModerators, class: deskWork},

		"deskSignIn":         {who: toAll, class: signingIn},
		"deskRefresh":        {who: toAll, class: signingIn},
		"deskSignOut":        {who: toAccounts, class: deskWork},
		"getDeskMe":          {who: toAccounts, class: deskWork},
		"changeDeskPassword": {who: toAccounts, class: signingIn},
	}
}

var (
	errAccountsOnly = fault.New(fault.Forbidden, "accounts_only", "Only accounts of the desk may do this.")
	errPublishers   = fault.New(fault.Forbidden, "publishers_only",
		"Only the publisher's API key and administrators may do this.")
)

// authorise lets through who may call the operation.
func (s *Server) authorise(next echo.HandlerFunc) echo.HandlerFunc {
	return func(e echo.Context) error {
		c := callIn(e)
		if c.operation == nil {
			return next(e)
		}
		if err := s.may(e.Request().Context(), c); err != nil {
			return err
		}
		return next(e)
	}
}

func (s *Server) may(ctx context.Context, c *call) error {
	wanted := c.operation.rule.who
	if wanted == toAll {
		return nil
	}
	if err := c.actor.On(c.site.ID); err != nil && wanted != toAccounts {
		return err
	}
	switch wanted {
	case toMembers:
		return mayAsMember(c.actor)
	case toWriters:
		return s.auth.MayWrite(ctx, c.actor)
	case toModerators:
		return mayAsAccount(c.actor, c.actor.IsModeratorOf(c.site.ID), moderation.ErrModeratorsOnly)
	case toAdmins:
		return mayAsAccount(c.actor, isAdmin(c.actor), moderation.ErrAdminsOnly)
	case toPublishers:
		return mayAsAccount(c.actor, isAdmin(c.actor) || !c.actor.APIKey.IsZero(), errPublishers)
	case toAccounts:
		return mayAsAccount(c.actor, c.actor.Account != nil, errAccountsOnly)
	case toAll, toAnyone:
	}
	return nil
}

func mayAsMember(actor auth.Actor) error {
	switch {
	case actor.Member != nil:
		return nil
	case isAnonymous(actor):
		return auth.ErrSignInNeeded
	}
	return auth.ErrMembersOnly
}

// mayAsAccount tells apart who only has to sign in from who may not at all.
func mayAsAccount(actor auth.Actor, may bool, otherwise error) error {
	switch {
	case may:
		return nil
	case isAnonymous(actor):
		return auth.ErrSignInNeeded
	}
	return otherwise
}

func isAnonymous(actor auth.Actor) bool {
	return actor.Member == nil && actor.Account == nil && actor.APIKey.IsZero()
}

func isAdmin(actor auth.Actor) bool {
	return actor.Account != nil && actor.Account.Admin
}
