package main

import "time"

// A burst is the output that follows something.
type burst struct {
	bytes int
	last  time.Time // when its last byte came
	end   ending
}

// An ending says how a burst came to its end.
type ending int

const (
	quiet    ending = iota // no byte came any more
	silent                 // no byte came at all
	restless               // bytes were still coming when the patience ended
	exited                 // the program ended
)

// burst waits for the output from a mark on to end.
func (t *session) burst(mark int, l limits) burst {
	deadline := time.Now().Add(l.patience)
	for {
		chunks, closed := t.since(mark)
		b := burst{}
		for _, c := range chunks {
			b.bytes, b.last = b.bytes+len(c.data), c.at
		}
		now := time.Now()
		until := deadline
		switch {
		case closed:
			b.end = exited
			return b
		case b.bytes > 0 && now.Sub(b.last) >= l.quiet:
			return b
		case !now.Before(deadline):
			b.end = restless
			if b.bytes == 0 {
				b.end = silent
			}
			return b
		case b.bytes > 0:
			until = b.last.Add(l.quiet)
		}
		select {
		case <-t.arrived:
		case <-time.After(until.Sub(now)):
		}
	}
}
