package comments

import "sync"

// plains remembers what is to be read in comments that screening looked at. The comments around a draft are the same
// ones over and over, and reading their stored bodies would cost more than all the rest of a post. A revision's text
// never changes, so nothing here is ever wrong.
//
// It keeps two generations: what was asked for lately, and what was asked for before that and may be dropped.
type plains struct {
	mu            sync.Mutex
	fresh, fading map[plainKey]string
	bytes         int // of fresh
}

type plainKey struct {
	id       ID
	revision int
}

// maxPlains bounds the text of one generation, in bytes; plainOverhead is what an entry costs beside its text.
const (
	maxPlains     = 8 << 20
	plainOverhead = 128
)

func newPlains() *plains { return &plains{fresh: make(map[plainKey]string)} }

func (p *plains) get(key plainKey) (text string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if text, ok = p.fresh[key]; ok {
		return text, true
	}
	if text, ok = p.fading[key]; ok {
		p.keep(key, text)
	}
	return text, ok
}

func (p *plains) put(key plainKey, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keep(key, text)
}

func (p *plains) keep(key plainKey, text string) {
	if _, ok := p.fresh[key]; ok {
		return
	}
	if p.bytes > maxPlains {
		p.fading, p.fresh, p.bytes = p.fresh, make(map[plainKey]string), 0
	}
	p.fresh[key] = text
	p.bytes += len(text) + plainOverhead
}
