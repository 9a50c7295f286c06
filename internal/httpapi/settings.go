package httpapi

import (
	"context"
	"math"

	"board/internal/httpapi/oapi"
	"board/internal/moderation"
)

func settingsOnWire(s moderation.Settings) oapi.Settings {
	phases := make(map[string]oapi.PhaseAction, len(s.Phases))
	for phase, action := range s.Phases {
		phases[string(phase)] = oapi.PhaseAction(action)
	}
	return oapi.Settings{
		Revision: s.Revision, ReportThreshold: weighed(s.ReportThreshold), MaxLinks: s.MaxLinks,
		NewMemberHeld: s.NewMemberHeld, FloodPerMinute: s.FloodPerMinute, FloodPerHour: s.FloodPerHour,
		SlowSeconds: s.SlowSeconds, Similarity: s.Similarity, Phases: phases,
	}
}

func settingsOf(in oapi.SettingsInput) moderation.Settings {
	phases := make(map[moderation.Phase]moderation.Action, len(in.Phases))
	for phase, action := range in.Phases {
		phases[moderation.Phase(phase)] = moderation.Action(action)
	}
	return moderation.Settings{
		Revision: in.Revision, ReportThreshold: int(math.Round(in.ReportThreshold * 100)), MaxLinks: in.MaxLinks,
		NewMemberHeld: in.NewMemberHeld, FloodPerMinute: in.FloodPerMinute, FloodPerHour: in.FloodPerHour,
		SlowSeconds: in.SlowSeconds, Similarity: in.Similarity, Phases: phases,
	}
}

// GetSettings are the thresholds and phases of screening.
func (h handlers) GetSettings(ctx context.Context, _ oapi.GetSettingsRequestObject) (oapi.GetSettingsResponseObject, error) {
	c := callOf(ctx)
	settings, err := h.moderation.Settings(ctx, c.actor, c.site.ID)
	if err != nil {
		return nil, err
	}
	return oapi.GetSettings200JSONResponse(settingsOnWire(settings)), nil
}

// SaveSettings changes them.
func (h handlers) SaveSettings(ctx context.Context, r oapi.SaveSettingsRequestObject) (oapi.SaveSettingsResponseObject, error) {
	c := callOf(ctx)
	settings, err := h.moderation.SaveSettings(ctx, c.actor, c.site, settingsOf(*r.Body))
	if err != nil {
		return nil, err
	}
	return oapi.SaveSettings200JSONResponse(settingsOnWire(settings)), nil
}
