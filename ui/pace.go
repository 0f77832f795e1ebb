package ui

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Intervals at which Bubble Tea draws: while something happens, and at rest.
const (
	awakeInterval = time.Second / (2 * FPS)
	restInterval  = 250 * time.Millisecond
)

// restAfter is the time without a message after which nothing happens.
const restAfter = 100 * time.Millisecond

// A pace slows down the ticker on which Bubble Tea draws while nothing happens: at
// its full rate it takes about two percent of a core from a battery. Bubble Tea has
// no way to do so, so a pace reads its field; without the field, the rate stays.
type pace struct {
	mu     sync.Mutex
	ticker *time.Ticker
	rest   *time.Timer // running while awake
	awake  bool
}

// message wakes the ticker for a message that may change the screen. The first frame
// follows after awakeInterval, which is the mean wait for a frame at FPS.
func (p *pace) message(program *tea.Program, msg tea.Msg) {
	switch msg.(type) {
	case tickMsg, seqMsg: // at rest, too
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ticker == nil {
		if p.ticker = tickerOf(program); p.ticker == nil {
			return
		}
		p.rest = time.AfterFunc(restAfter, p.sleep)
	}
	p.rest.Reset(restAfter)
	if !p.awake {
		p.awake = true
		p.ticker.Reset(awakeInterval)
	}
}

func (p *pace) sleep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.awake = false
	p.ticker.Reset(restInterval)
}

// tickerOf returns the ticker on which a running program draws, or nil if it is not
// known.
func tickerOf(program *tea.Program) *time.Ticker {
	field := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	return (*time.Ticker)(field.UnsafePointer())
}
