package export

import (
	"fmt"
	"slices"
	"strings"
)

// A LossReport lists what a format could not represent, each kind once, in the
// order of first occurrence. Nil means no loss.
type LossReport []LossItem

// A LossItem counts the losses of one kind.
type LossItem struct {
	Kind  LossKind
	Count int
}

// A LossKind names what was lost, for one and for several.
type LossKind struct{ Singular, Plural string }

// What annotations may lose.
var (
	lostPlace   = LossKind{"annotation without a certain place", "annotations without a certain place"}
	lostGuess   = LossKind{"change of the words since they were marked", "changes of the words since they were marked"}
	lostNote    = LossKind{"note", "notes"}
	lostField   = LossKind{"field", "fields"}
	lostOverlap = LossKind{"annotation that overlaps another", "annotations that overlap another"}
)

// add counts n more of a thing.
func (l *LossReport) add(thing LossKind, n int) {
	if n == 0 {
		return
	}
	i := slices.IndexFunc(*l, func(lost LossItem) bool { return lost.Kind == thing })
	if i < 0 {
		*l = append(*l, LossItem{Kind: thing})
		i = len(*l) - 1
	}
	(*l)[i].Count += n
}

// Add counts what another document lost.
func (l *LossReport) Add(more LossReport) {
	for _, lost := range more {
		l.add(lost.Kind, lost.Count)
	}
}

// String lists what was lost: "2 notes, 1 field". It is "" for nothing.
func (l LossReport) String() string {
	var parts []string
	for _, lost := range l {
		words := lost.Kind.Plural
		if lost.Count == 1 {
			words = lost.Kind.Singular
		}
		parts = append(parts, fmt.Sprintf("%d %s", lost.Count, words))
	}
	return strings.Join(parts, ", ")
}
