package moderation

import (
	"context"
	"slices"

	"board/internal/auth"
	"board/internal/fault"
	"board/internal/storage"
)

// Settings are a site's thresholds and what its phases of screening do.
type Settings struct {
	// ReportThreshold is the weight of reports, in hundredths, that holds a subject.
	ReportThreshold int `json:"report_threshold"`
	// MaxLinks is how many links a comment may have before the phase of links hits.
	MaxLinks int `json:"max_links"`
	// NewMemberHeld is how many published comments a member needs to be no longer new; 0: nobody is new.
	NewMemberHeld int `json:"new_member_held"`
	// FloodPerMinute and FloodPerHour are how many comments a member may write.
	FloodPerMinute int `json:"flood_per_minute"`
	FloodPerHour   int `json:"flood_per_hour"`
	// SlowSeconds is the time between two comments of a member under a slow article.
	SlowSeconds int `json:"slow_seconds"`
	// Similarity is from which likeness on, 0 to 1, a text counts as repeated.
	Similarity float64 `json:"similarity"`
	// Phases says what a hit of a phase does.
	Phases map[Phase]Action `json:"phases"`
	// Revision is raised with every change; 0: never changed.
	Revision int `json:"-"`
}

var errSettingsInvalid = fault.New(fault.Invalid, "settings_invalid", "The settings are not usable.")

// defaultSettings are those of a fresh site: three trusted reporters hold a subject, links in moderation, and no first
// comments held.
func defaultSettings() Settings {
	s := Settings{
		ReportThreshold: 300, MaxLinks: 3, NewMemberHeld: 0, FloodPerMinute: 6, FloodPerHour: 60,
		SlowSeconds: 60, Similarity: 0.8, Phases: make(map[Phase]Action),
	}
	for _, p := range phases() {
		s.Phases[p.name] = p.byDefault
	}
	return s
}

// action is what a hit of the phase does.
func (s Settings) action(p phase) Action {
	if a, ok := s.Phases[p.name]; ok {
		return a
	}
	return p.byDefault
}

// Settings are the site's; they are its moderators' business.
func (s *Service) Settings(ctx context.Context, actor auth.Actor, site auth.SiteID) (Settings, error) {
	if err := moderates(actor, site); err != nil {
		return Settings{}, err
	}
	return loadSettings(s.db.Read(ctx), site)
}

// SaveSettings replaces the site's settings if they still are of the revision given. Phases that are not named do what
// they do by default. Only administrators may.
func (s *Service) SaveSettings(ctx context.Context, actor auth.Actor, site auth.Site, in Settings) (Settings, error) {
	if err := administers(actor, site.ID); err != nil {
		return Settings{}, err
	}
	if err := in.check(); err != nil {
		return Settings{}, err
	}
	now := s.moment()
	err := s.db.Write(ctx, func(tx storage.Tx) error {
		if ok, err := putSettings(tx, site.ID, in); err != nil || !ok {
			return conflictUnless(ok, err)
		}
		return record(tx, actor, site.ID, "settings.saved", "site", site.ID.String(), nil, now)
	})
	if err != nil {
		return Settings{}, err
	}
	return loadSettings(s.db.Read(ctx), site.ID)
}

func conflictUnless(ok bool, err error) error {
	if err == nil && !ok {
		return ErrRevisionConflict
	}
	return err
}

func (s Settings) check() error {
	bad := errSettingsInvalid
	within := func(path string, value, least, most int) {
		if value < least || value > most {
			bad = bad.WithField(path, "out_of_range", "The number is out of range.")
		}
	}
	within("report_threshold", s.ReportThreshold, 50, 10000)
	within("max_links", s.MaxLinks, 0, 100)
	within("new_member_held", s.NewMemberHeld, 0, 100)
	within("flood_per_minute", s.FloodPerMinute, 1, 1000)
	within("flood_per_hour", s.FloodPerHour, 1, 10000)
	within("slow_seconds", s.SlowSeconds, 1, 86400)
	if !(s.Similarity >= 0.3 && s.Similarity <= 1) {
		bad = bad.WithField("similarity", "out_of_range", "Between 0.3 and 1.")
	}
	for name, action := range s.Phases {
		known := slices.ContainsFunc(phases(), func(p phase) bool { return p.name == name })
		if !known || !action.IsKnown() {
			bad = bad.WithField("phases."+string(name), "phase_unknown", "No such phase, or not off, note, hold or refuse.")
		}
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	return nil
}
