package keys

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// footers lists the actions in the footer of each mode, the most important
// first: a narrow screen drops the last ones.
var footers = map[Mode][]Action{
	Read: {TagClaim, TagQuote, TagOpinion, ShowHelp, Quit, OpenCard, StartSelect, SentNext, Undo, OpenAnnotations, OpenExport,
		StartFind, NextAnnotation, SelectSent, OpenLibrary, OpenReview, OpenContents},
	Select:     {Accept, TagClaim, TagQuote, TagOpinion, Back, Grow, SelectSent, SwapEnds, Copy, ShowHelp},
	Resize:     {Accept, Back, WordNext, WordPrev, SwapEnds, ShowHelp},
	Place:      {Accept, StartSelect, Back, NextOpen, KeepOrphan, NextCandidate, ShowOriginal, Delete, ShowHelp},
	Settle:     {Take, All, TakeWider, TakeNarrower, Reject, Back, ShowHelp, RepeatTag, Undo, NextAnnotation, StartResize, Retag},
	Find:       {Accept, Back},
	Command:    {Accept, Back},
	Offer:      {Yes, No, All, Back},
	Suggest:    {Yes, No, NextAnnotation, Back, OpenCard, All, ShowSuggestions, Undo, ShowHelp},
	Note:       {Accept, Back},
	Labels:     {Accept, Complete, Back},
	Collection: {Accept, Complete, Back},
	Card:       {SaveCard, NextField, Reply, EditNote},
	Library:    {OpenArticle, ShowHelp, Quit, StartFilter, CycleOrder, SetCollection, RemoveArticle, Undo},
	Book:       {OpenArticle, ShowHelp, OpenLibrary, Back, Quit},
	Filter:     {Accept, Back, SearchTexts},
	Help:       {Back, StartFilter, PageDown, OpenPalette, NextGroup, Quit},
	Palette:    {Accept, Back},

	Marks:    {Visit, Back, ShowHelp, CycleStatus, CycleOrder, StartFilter, OpenExport, TagClaim, TagQuote, TagOpinion, CycleState, Quit},
	Voices:   {Visit, Back, ShowHelp, NextPerson, ToggleFolds, MergePersons, CycleOrder, StartFilter, Undo, CycleStatus, OpenExport, Quit},
	Contents: {Visit, Back, ShowHelp, OpenAnnotations, OpenReview, Quit},
	Review:   {Visit, Back, ShowHelp, NextAnnotation, CycleOrder, OpenExport, OpenAnnotations, OpenContents, Quit},
	Compare:  {Back, PageDown, ShowHelp, Quit},
	Version:  {Accept, Back, PageDown, ShowHelp, Quit},
	About:    {Back, ShowHelp, OpenCharsets, Quit},
	Charset:  {Accept, Back, ShowHelp, Quit},
	Export:   {Accept, Back, NextFormat, Quit},
}

// A Hint is a key and what it does, as the footer shows them.
type Hint struct {
	Action    Action
	Key, What string
}

// String returns the hint as the footer shows it: "c claim".
func (h Hint) String() string { return h.Key + " " + h.What }

// HintGap is the space between two hints, in cells.
const HintGap = 2

// Hints returns the footer of a mode: the most important actions that fit into
// width cells, in the order of the table.
func (t Table) Hints(mode Mode, width int) []Hint {
	chosen := map[Action]bool{}
	for _, action := range footers[mode] {
		b, ok := t.binding(mode, action)
		if !ok {
			continue
		}
		if w := ansi.StringWidth(hint(b).String()); w <= width {
			width -= w + HintGap
			chosen[action] = true
		}
	}
	var hints []Hint
	for _, b := range t {
		if chosen[b.Action] && b.In(mode) {
			hints = append(hints, hint(b))
		}
	}
	return hints
}

// After returns what may follow the keys typed so far: one hint per action, with
// the keys still to press.
func (t Table) After(mode Mode, typed string) []Hint {
	var hints []Hint
	for _, b := range t {
		if !b.In(mode) {
			continue
		}
		for _, k := range b.Keys {
			if rest, ok := strings.CutPrefix(k, typed+" "); ok {
				hints = append(hints, Hint{Action: b.Action, Key: Name(rest), What: cmp.Or(b.Short, b.Help)})
				break
			}
		}
	}
	return hints
}

func hint(b Binding) Hint { return Hint{Action: b.Action, Key: Name(b.Keys[0]), What: b.Short} }

// binding returns the binding of an action in mode.
func (t Table) binding(mode Mode, action Action) (Binding, bool) {
	i := slices.IndexFunc(t, func(b Binding) bool { return b.Action == action && b.In(mode) && len(b.Keys) > 0 })
	if i < 0 {
		return Binding{}, false
	}
	return t[i], true
}
