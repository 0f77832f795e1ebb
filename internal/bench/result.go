package main

import (
	"cmp"
	"slices"
	"time"
)

// A result is what was measured of one program on one input at one size.
type result struct {
	program              string
	firstNew, firstAgain []time.Duration
	keys                 []responses
	resize               responses
	settled              []int64 // bytes of memory in each round, 0: not known
	peak                 int64
	idle                 []float64 // shares of one processor while idle
}

func newResult(program string, cycles []cycle) *result {
	r := &result{program: program, resize: responses{name: "resize"}}
	for _, name := range names(cycles) {
		r.keys = append(r.keys, responses{name: name})
	}
	return r
}

// of is where responses to a stroke with that name are kept, nil for none.
func (r *result) of(name string) *responses {
	i := slices.IndexFunc(r.keys, func(k responses) bool { return k.name == name })
	if i < 0 {
		return nil
	}
	return &r.keys[i]
}

// deaf is how many presses of a key without an answer are enough: each takes
// the whole patience.
const deaf = 3

// deafTo reports whether a program mostly does not answer a stroke of a cycle.
func (r *result) deafTo(c cycle) bool {
	return slices.ContainsFunc(c, func(s stroke) bool {
		k := r.of(s.name)
		return k != nil && k.silent+k.restless >= max(deaf, len(k.times))
	})
}

// times are the responses to strokes with these names.
func (r *result) times(names ...string) (all []time.Duration) {
	for _, name := range names {
		if k := r.of(name); k != nil {
			all = append(all, k.times...)
		}
	}
	return all
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

// pressed is how many bursts were added.
func (r responses) pressed() int { return len(r.times) + r.silent + r.restless }

// bytesEach is how many bytes a burst has on average.
func (r responses) bytesEach() int { return r.bytes / max(len(r.times), 1) }

// percentile returns the smallest of values that p per cent of them do not
// exceed (nearest rank); ok is false if there are none.
func percentile[T cmp.Ordered](values []T, p int) (v T, ok bool) {
	if len(values) == 0 {
		return v, false
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := (len(sorted)*p + 99) / 100
	return sorted[max(rank, 1)-1], true
}

// median is the percentile 50, zero of no values.
func median[T cmp.Ordered](values []T) T {
	v, _ := percentile(values, 50)
	return v
}
