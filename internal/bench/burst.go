package main

import "time"

// A burst is the output that follows a key, a resize or the start.
type burst struct {
	bytes int
	last  time.Time // when its last byte arrived
	end   ending
}

// An ending is how a burst ended.
type ending int

const (
	quiet    ending = iota // no more bytes arrived
	silent                 // no byte arrived before the timeout
	restless               // bytes were still arriving at the timeout
	exited                 // the program ended
)

// waitBurst waits for the burst that begins at a mark to end.
func (s *session) waitBurst(mark int, l limits) burst {
	deadline := time.Now().Add(l.timeout)
	for {
		chunks, closed := s.since(mark)
		b := burst{}
		for _, c := range chunks {
			b.bytes, b.last = b.bytes+len(c.data), c.at
		}
		now := time.Now()
		wake := deadline
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
			wake = b.last.Add(l.quiet)
		}
		select {
		case <-s.arrived:
		case <-time.After(wake.Sub(now)):
		}
	}
}
