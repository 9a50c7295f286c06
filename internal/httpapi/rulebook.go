package httpapi

import (
	"context"

	"board/internal/fault"
	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

// errLanguageTwice is returned for a rulebook that speaks one language twice.
var errLanguageTwice = fault.New(fault.Invalid, "rulebook_invalid", "Each language comes once.").
	WithField("languages", "language_twice", "Each language comes once.")

func rulebookOnWire(r moderation.Rulebook) oapi.Rulebook {
	return oapi.Rulebook{
		Version: r.Version, Language: r.Language, PublishedAt: r.PublishedAt,
		Clauses: each(r.Clauses, func(c moderation.Clause) oapi.Clause {
			return oapi.Clause{Code: c.Code, Title: c.Title, Text: c.Text, Kinds: kindsOnWire(c.Kinds)}
		}),
	}
}

// GetRulebook is the posting rules in the language asked for, or in the site's first.
func (h handlers) GetRulebook(ctx context.Context, r oapi.GetRulebookRequestObject) (oapi.GetRulebookResponseObject, error) {
	c := callOf(ctx)
	language := string(given(r.Params.Language))
	if language == "" {
		language = c.site.DefaultLanguage()
	}
	rulebook, err := h.moderation.Rulebook(ctx, c.site.ID, language, given(r.Params.Version))
	if err != nil {
		return nil, err
	}
	return oapi.GetRulebook200JSONResponse(rulebookOnWire(rulebook)), nil
}

// PublishRulebook publishes the next version of the posting rules.
func (h handlers) PublishRulebook(ctx context.Context, r oapi.PublishRulebookRequestObject) (oapi.PublishRulebookResponseObject, error) {
	c := callOf(ctx)
	texts := make(map[string][]moderation.Clause, len(r.Body.Languages))
	for _, in := range r.Body.Languages {
		if _, twice := texts[string(in.Language)]; twice {
			return nil, errLanguageTwice
		}
		texts[string(in.Language)] = clausesOf(in.Clauses)
	}
	rulebook, err := h.moderation.PublishRulebook(ctx, c.actor, c.site, texts)
	if err != nil {
		return nil, err
	}
	return oapi.PublishRulebook200JSONResponse(rulebookOnWire(rulebook)), nil
}

func clausesOf(in []oapi.Clause) []moderation.Clause {
	clauses := make([]moderation.Clause, len(in))
	for i, c := range in {
		clauses[i] = moderation.Clause{Code: c.Code, Ordinal: i + 1, Title: c.Title, Text: c.Text, Kinds: kindsOf(c.Kinds)}
	}
	return clauses
}
