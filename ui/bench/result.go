package main

import (
	"slices"
	"time"
)

// A result is what was measured of one program on one file at one size.
type result struct {
	program              string
	firstNew, firstAgain []time.Duration
	keys                 []responses
	resize               responses
	settled, peak        int64   // bytes of memory, 0: not known
	idle                 float64 // share of one processor while idle, -1: not known
}

func newResult(program string, keys []string) *result {
	r := &result{program: program, resize: responses{name: "resize"}, idle: -1}
	for _, key := range keys {
		r.keys = append(r.keys, responses{name: key})
	}
	return r
}

// responses are the bursts that followed one key, or a change of size.
type responses struct {
	name             string
	times            []time.Duration
	bytes            int // of the bursts that times are of
	silent, restless int
}

func (r *responses) add(b burst, from time.Time) {
	switch b.end {
	case silent:
		r.silent++
	case restless:
		r.restless++
	default:
		r.times, r.bytes = append(r.times, b.last.Sub(from)), r.bytes+b.bytes
	}
}

// bytesEach is how many bytes a burst has on average.
func (r responses) bytesEach() int { return r.bytes / max(len(r.times), 1) }

// percentile returns the smallest of times that p per cent of them do not
// exceed (nearest rank); ok is false if there are none.
func percentile(times []time.Duration, p int) (t time.Duration, ok bool) {
	if len(times) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(times))
	rank := (len(sorted)*p + 99) / 100
	return sorted[max(rank, 1)-1], true
}
