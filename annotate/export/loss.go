package export

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
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

// Losses that several formats have in common.
var (
	lostPlace    = LossKind{"annotation without a definite place", "annotations without a definite place"}
	lostOldWords = LossKind{"change to the words since they were marked", "changes to the words since they were marked"}
	lostNote     = LossKind{"note", "notes"}
	lostField    = LossKind{"field", "fields"}
	lostLabel    = LossKind{"label", "labels"}
	lostLink     = LossKind{"link to another annotation", "links to other annotations"}
	lostReply    = LossKind{"reply", "replies"}
	lostDecision = LossKind{"decision on what people annotated differently", "decisions on what people annotated differently"}
	lostCreator  = LossKind{"creator", "creators"}
	lostTimes    = LossKind{"annotation's dates", "annotations' dates"}
	lostPlaces   = LossKind{"list of possible places", "lists of possible places"}
	lostRelation = LossKind{"relation, event or the like", "relations, events and the like"}
)

// add counts n more losses of a kind.
func (l *LossReport) add(kind LossKind, n int) {
	if n == 0 {
		return
	}
	i := slices.IndexFunc(*l, func(item LossItem) bool { return item.Kind == kind })
	if i < 0 {
		*l = append(*l, LossItem{Kind: kind})
		i = len(*l) - 1
	}
	(*l)[i].Count += n
}

// Add adds the losses of another document.
func (l *LossReport) Add(more LossReport) {
	for _, item := range more {
		l.add(item.Kind, item.Count)
	}
}

// LeftOut returns the number of annotations of which nothing was written.
func (l LossReport) LeftOut() (n int) {
	for _, item := range l {
		switch item.Kind {
		case lostPlace, lostOther, lostOpen:
			n += item.Count
		}
	}
	return n
}

// String lists the losses: "2 notes, 1 field". It is "" for none.
func (l LossReport) String() string {
	var parts []string
	for _, item := range l {
		words := item.Kind.Plural
		if item.Count == 1 {
			words = item.Kind.Singular
		}
		parts = append(parts, fmt.Sprintf("%d %s", item.Count, words))
	}
	return strings.Join(parts, ", ")
}

// A capability is a set of what a format can represent in addition to placed
// words.
type capability uint16

const (
	keepsUnplaced capability = 1 << iota // annotations without a definite place
	keepsNotes
	keepsFields
	keepsCreators
	keepsTimes
	keepsLabels
	keepsLinks
	keepsReplies
)

// count adds the losses of a format with these capabilities. None of the formats
// that use it keeps the old words of a changed anchor, or the candidates of an ambiguous
// one. Nothing else of an annotation that is left out is counted.
func (l *LossReport) count(set annotate.Set, c capability) {
	for _, n := range set.All() {
		if !n.Anchor.State.Placed() && c&keepsUnplaced == 0 {
			l.add(lostPlace, 1)
			continue
		}
		l.addIf(n.Anchor.State == annotate.Changed, lostOldWords)
		l.addIf(n.Anchor.Candidates != nil, lostPlaces)
		l.addIf(n.Note != "" && c&keepsNotes == 0, lostNote)
		for _, member := range []struct {
			kept  capability
			kind  LossKind
			count int
		}{
			{keepsFields, lostField, len(n.Fields)}, {keepsLabels, lostLabel, len(n.Labels)},
			{keepsLinks, lostLink, len(n.Links)}, {keepsReplies, lostReply, len(n.Replies)},
		} {
			if c&member.kept == 0 {
				l.add(member.kind, member.count)
			}
		}
		l.addIf(n.IsDecision(), lostDecision)
		l.addIf(n.Creator != "" && c&keepsCreators == 0, lostCreator)
		l.addIf(!n.Created.IsZero() && c&keepsTimes == 0, lostTimes)
	}
}

// countDecisions counts the annotations that settle how people differed, for formats that
// do not say so.
func (l *LossReport) countDecisions(set annotate.Set) {
	for _, n := range set.All() {
		l.addIf(n.IsDecision(), lostDecision)
	}
}

// addIf counts one loss of a kind if it happened.
func (l *LossReport) addIf(happened bool, kind LossKind) {
	if happened {
		l.add(kind, 1)
	}
}
