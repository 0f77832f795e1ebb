package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
)

// A labeling is the input line for labels, which commas separate. They go onto one
// annotation or, while words are selected, wait until these are tagged.
type labeling struct {
	input  kit.Field
	id     string // of the annotation; "" while words are selected
	stem   string // what was typed before the first of several tabs
	offers int    // how many tabs
	reads  bool   // the labels of other articles are to be read
}

// A labelsMsg has the labels of the library.
type labelsMsg []library.Label

// learn takes the labels that other articles use, and the codebook as it is now.
func (s *state) learn(labels labelsMsg) {
	s.codebook, s.elsewhere = nil, []string{}
	for _, label := range labels {
		s.elsewhere = append(s.elsewhere, label.Name)
		if label.Defined {
			s.codebook = append(s.codebook, label.LabelSpec)
		}
	}
}

// start asks for a letter of the codebook or, if it has none, for labels.
func (l *labeling) start(s *state, p *prompt) {
	*l = labeling{}
	if s.mode != keys.Select {
		a, ok := s.here()
		if !ok {
			return
		}
		l.id, s.body.caret.target = a.ID, a.ID
	}
	keyed := s.codebook.Keyed()
	if len(keyed) == 0 {
		l.open(s)
		return
	}
	parts := make([]string, 0, len(keyed)+1)
	for _, label := range keyed {
		parts = append(parts, unbroken(label.Key+" "+kit.OneLine(label.Name)))
	}
	s.say("%s", strings.Join(append(parts, unbroken(s.key(keys.SetLabels)+" type one")), "  "))
	*p = func(r *Reader, key string) { r.labeling.press(&r.state, keyed, key) }
}

// press sets the label of a key, or removes it. The key that asked asks for labels to
// be typed.
func (l *labeling) press(s *state, keyed annotate.Codebook, key string) {
	i := slices.IndexFunc(keyed, func(label annotate.LabelSpec) bool { return label.Key == key })
	switch {
	case i >= 0:
		l.toggle(s, keyed[i].Name)
	case s.env.Keys.Action(keys.Read, key) == keys.SetLabels:
		l.open(s)
	default:
		s.say("No label has the key %s: labels unchanged.", keys.Name(key))
	}
}

// open opens the input line.
func (l *labeling) open(s *state) {
	l.input, l.reads = kit.NewField(""), s.elsewhere == nil
	s.enter(keys.Labels)
}

// update handles a key or a paste in the input line.
func (l *labeling) update(s *state, input kit.Field) {
	l.input, l.offers = input.Suggest(l.completions(s, input.Value())), 0
}

// complete completes the last label that is typed with the next one that begins so.
func (l *labeling) complete(s *state) {
	if l.offers == 0 {
		l.stem = l.input.Value()
	}
	all := l.completions(s, l.stem)
	if len(all) == 0 {
		s.say("No label in use begins like this.")
		return
	}
	l.input = kit.NewField(all[l.offers%len(all)])
	l.offers++
}

// completions returns what is typed with its last label completed by each label in use
// that begins with it, those that are set last.
func (l *labeling) completions(s *state, typed string) []string {
	last := strings.LastIndexByte(typed, ',') + 1
	last += len(typed[last:]) - len(strings.TrimLeft(typed[last:], " #"))
	head, stem, set := typed[:last], typed[last:], l.set(s)
	var fresh, again []string
	for _, label := range s.knownLabels() {
		switch {
		case len(label) < len(stem) || !strings.EqualFold(label[:len(stem)], stem):
		case annotate.LabelIndex(set, label) < 0:
			fresh = append(fresh, head+label)
		default:
			again = append(again, head+label)
		}
	}
	return append(fresh, again...)
}

// set returns the labels that are set, or that wait.
func (l *labeling) set(s *state) []string {
	if a, ok := s.set.Get(l.id); ok {
		return a.Labels
	}
	return s.waiting
}

// keep closes the input line and sets the labels, or removes those that are set.
func (l *labeling) keep(s *state) {
	l.close(s)
	var labels []string
	for _, typed := range strings.Split(l.input.Value(), ",") {
		if label := annotate.TrimLabel(source.CleanLine(typed)); label != "" && annotate.LabelIndex(labels, label) < 0 {
			labels = append(labels, s.spelled(label))
		}
	}
	if len(labels) > 0 {
		l.toggle(s, labels...)
	}
}

// close returns to the text, or to the selection.
func (l *labeling) close(s *state) {
	if l.id == "" {
		s.enter(keys.Select)
		return
	}
	s.enter(s.base)
}

// toggle sets labels, and removes those that are set.
func (l *labeling) toggle(s *state, labels ...string) {
	if l.id == "" {
		waiting := annotate.Annotation{Labels: s.waiting}
		for _, label := range labels {
			waiting = waiting.ToggleLabel(label)
		}
		s.waiting = waiting.Labels
		s.sayWaiting()
		return
	}
	before, ok := s.set.Get(l.id)
	if !ok {
		s.warn("The annotation was deleted in another window; no label was set.")
		return
	}
	after := before
	for _, label := range labels {
		after = after.ToggleLabel(label)
	}
	what, did := labels[0], "set"
	if len(labels) > 1 {
		what = strings.Join(labels, ", ")
	}
	switch n := len(after.Labels) - len(before.Labels); {
	case n == -len(labels):
		did = "removed"
	case n != len(labels):
		did = "changed"
	}
	word, on := "label", map[string]string{"set": "on", "removed": "removed from", "changed": "changed on"}[did]
	if len(labels) > 1 {
		word = "labels"
	}
	s.edit(fmt.Sprintf("%s %s %s %s", word, what, on, before.Tag), before, func(a *annotate.Annotation) { *a = after })
	s.body.caret.target = before.ID
	s.say("%s %s %s. %s undoes it.", kit.Capital(word), kit.OneLine(what), did, s.key(keys.Undo))
}

// sayWaiting says which labels wait for the selection to be tagged.
func (s *state) sayWaiting() {
	if len(s.waiting) == 0 {
		s.say("No label waits.")
		return
	}
	s.say("%s: %s %s %s tag the selection with it.", kit.OneLine(annotate.Annotation{Labels: s.waiting}.LabelText()),
		s.key(keys.TagClaim), s.key(keys.TagQuote), s.key(keys.TagOpinion))
}

// knownLabels returns the labels in use: those of the codebook, of this article and of
// other articles.
func (s *state) knownLabels() []string {
	known := s.codebook.Known(s.set.All())
	for _, label := range s.elsewhere {
		if annotate.LabelIndex(known, label) < 0 {
			known = append(known, label)
		}
	}
	return known
}

// spelled returns a label as it is spelled where it is in use.
func (s *state) spelled(label string) string {
	known := s.knownLabels()
	if i := annotate.LabelIndex(known, label); i >= 0 {
		return known[i]
	}
	return label
}

// prompt returns what is before the input line, with the labels that are set.
func (l *labeling) prompt(s *state) string {
	if set := l.set(s); len(set) > 0 {
		return kit.OneLine(brief(strings.Join(set, ", "))) + ": "
	}
	return "Labels: "
}
