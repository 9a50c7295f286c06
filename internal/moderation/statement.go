package moderation

import (
	"slices"
	"strings"
)

// Statement is the statement of reasons a member gets with a decision and the desk keeps with it.
type Statement struct {
	// What lists the acts.
	What            []Act  `json:"what"`
	Clause          string `json:"clause"`
	ClauseTitle     string `json:"clause_title"`
	RulebookVersion int    `json:"rulebook_version"`
	// Facts are the moderator's reason.
	Facts   string `json:"facts"`
	FoundBy Origin `json:"found_by"`
	// AutomatedDetection says that screening drew attention to the text, AutomatedDecision that no person decided: never.
	AutomatedDetection bool `json:"automated_detection"`
	AutomatedDecision  bool `json:"automated_decision"`
	// Appeal says how to contest the decision, in the site's first language.
	Appeal string `json:"appeal"`
}

// statement is the ruling's statement of reasons.
func (r *ruling) statement() (Statement, error) {
	signals, err := loadSignals(r.tx.DB(), r.st.Subject)
	if err != nil {
		return Statement{}, err
	}
	version := r.cite.version
	if version == 0 {
		if version, err = loadRulebookVersion(r.tx.DB(), r.site.ID); err != nil {
			return Statement{}, err
		}
	}
	what := make([]Act, 0, len(r.acts))
	for _, a := range r.acts {
		if !slices.Contains(what, a.Act) {
			what = append(what, a.Act)
		}
	}
	return Statement{
		What: what, Clause: r.in.Clause, ClauseTitle: r.cite.clause.Title, RulebookVersion: version, Facts: r.in.Reason,
		FoundBy: r.c.Origin, AutomatedDetection: len(signals) > 0, Appeal: appealText(r.site.DefaultLanguage(), r.id),
	}, nil
}

// appealText says how to contest a decision.
func appealText(language string, id DecisionID) string {
	if strings.HasPrefix(language, "zh") {
		return "如果您認為這項處分有誤，請聯絡本網站並附上處分編號 " + id.String() + "，我們會請另一位審核人員重新檢視。"
	}
	return "If you think this decision is wrong, write to this site and name decision " + id.String() +
		"; another moderator will look at it again."
}
