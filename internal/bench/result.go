package main

import (
	"cmp"
	"slices"
	"time"
)

// A result holds the measurements of one program on one input at one size.
type result struct {
	program              string
	firstNew, firstAgain []time.Duration
	keys                 []responses
	resize               responses
	settled              []int64 // bytes of memory at rest in each round, 0 if unknown
	peak                 int64
	idle                 []float64 // fractions of one processor used at rest
}

func newResult(program string, cycles []cycle) *result {
	r := &result{program: program, resize: responses{name: "resize"}}
	for _, name := range names(cycles) {
		r.keys = append(r.keys, responses{name: name})
	}
	return r
}

// responsesTo returns the responses to the named strokes, or nil if there are
// none.
func (r *result) responsesTo(name string) *responses {
	i := slices.IndexFunc(r.keys, func(k responses) bool { return k.name == name })
	if i < 0 {
		return nil
	}
	return &r.keys[i]
}

// maxUnanswered is the number of unanswered presses after which a key is skipped,
// because each takes the whole timeout.
const maxUnanswered = 3

// ignores reports whether the program mostly fails to answer a stroke of c.
func (r *result) ignores(c cycle) bool {
	return slices.ContainsFunc(c, func(s stroke) bool {
		k := r.responsesTo(s.name)
		return k != nil && k.silent+k.restless >= max(maxUnanswered, len(k.times))
	})
}

// times returns the response times of the named strokes.
func (r *result) times(names ...string) (all []time.Duration) {
	for _, name := range names {
		if k := r.responsesTo(name); k != nil {
			all = append(all, k.times...)
		}
	}
	return all
}

// responses records the bursts that follow presses of one key, or resizes.
type responses struct {
	name             string
	times            []time.Duration
	bytes            int // sum of the bursts in times
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

// count returns the number of bursts.
func (r responses) count() int { return len(r.times) + r.silent + r.restless }

// bytesEach returns the mean number of bytes of a burst.
func (r responses) bytesEach() int { return r.bytes / max(len(r.times), 1) }

// percentile returns the smallest value that p percent of the values do not
// exceed (nearest rank); ok is false if there are no values.
func percentile[T cmp.Ordered](values []T, p int) (v T, ok bool) {
	if len(values) == 0 {
		return v, false
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := (len(sorted)*p + 99) / 100
	return sorted[max(rank, 1)-1], true
}

// median returns the 50th percentile, or zero if there are no values.
func median[T cmp.Ordered](values []T) T {
	v, _ := percentile(values, 50)
	return v
}
