package export

import (
	"fmt"
	"slices"
	"strings"
)

// A Loss lists what a format could not hold, each sort once, in the order in
// which it was met. Nil is none.
type Loss []Lost

// Lost is how often one sort of thing was lost.
type Lost struct {
	Thing Thing
	Count int
}

// A Thing is a sort of what can be lost, in words for one and for several.
type Thing struct{ One, Many string }

// What annotations may lose.
var (
	lostPlace   = Thing{"annotation without a certain place", "annotations without a certain place"}
	lostGuess   = Thing{"change of the words since they were marked", "changes of the words since they were marked"}
	lostNote    = Thing{"note", "notes"}
	lostField   = Thing{"field", "fields"}
	lostOverlap = Thing{"annotation that overlaps another", "annotations that overlap another"}
)

// add counts n more of a thing.
func (l *Loss) add(thing Thing, n int) {
	if n == 0 {
		return
	}
	i := slices.IndexFunc(*l, func(lost Lost) bool { return lost.Thing == thing })
	if i < 0 {
		*l = append(*l, Lost{Thing: thing})
		i = len(*l) - 1
	}
	(*l)[i].Count += n
}

// Add counts what another document lost.
func (l *Loss) Add(more Loss) {
	for _, lost := range more {
		l.add(lost.Thing, lost.Count)
	}
}

// String lists what was lost: "2 notes, 1 field". It is "" for nothing.
func (l Loss) String() string {
	var parts []string
	for _, lost := range l {
		words := lost.Thing.Many
		if lost.Count == 1 {
			words = lost.Thing.One
		}
		parts = append(parts, fmt.Sprintf("%d %s", lost.Count, words))
	}
	return strings.Join(parts, ", ")
}
