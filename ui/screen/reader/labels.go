package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
)

// labelLetters are the letters of labels: those that every keyboard types
// directly, the easiest to reach first.
const labelLetters = "asdfjklgheiruwotyvncmxbpqz"

// labels are letters on words on the screen: two on each word, to jump to a word or
// to select from one to another, or as few as possible on the annotations, to link
// one to another.
type labels struct {
	active bool
	words  []annotate.Span // on the screen, in text order
	typed  string          // letters so far
	span   bool            // select from one word to another
	from   annotate.Span   // the first of them, empty until it is chosen
	link   string          // ID of the annotation to link to another one
	others []string        // the IDs of those with a label, by index into words
}

// start puts a label on every word on the screen, to go to one.
func (l *labels) start(s *state) {
	*l = labels{active: true, words: s.body.visibleWords()}
	s.say("Type the letters on the word to go to.")
}

// startSpan puts a label on every word on the screen, to select from one to
// another.
func (l *labels) startSpan(s *state) {
	l.start(s)
	l.span = true
	s.say("Type the letters on the first word.")
}

// visibleWords returns the words that begin on the screen, as many as there are
// labels for.
func (b *body) visibleWords() []annotate.Span {
	var words []annotate.Span
	for _, pos := range b.view.rows() {
		if row := b.view.Row(pos); !row.Blank && row.Folded == 0 {
			words = appendWords(words, b.prose, b.Blocks[row.Block].Span, row.Span)
		}
	}
	return words[:min(len(words), len(labelLetters)*len(labelLetters))]
}

// appendWords adds the words of a block that begin within a row of it and have
// room for a label: two letters, or a blank after them.
func appendWords(words []annotate.Span, p prose, block, row annotate.Span) []annotate.Span {
	w, ok := segment.Word(p.Text, block, row.Start)
	if !ok || w.Start < row.Start {
		w, ok = segment.NextWord(p.Text, block, row.Start)
	}
	for ; ok && w.Start < row.End; w, ok = segment.NextWord(p.Text, block, w.Start) {
		after, _ := utf8.DecodeRuneInString(p.Text[w.End:])
		if annotate.NextGrapheme(p.Text, w.Start) < w.End || w.End == len(p.Text) || unicode.IsSpace(after) {
			words = append(words, w)
		}
	}
	return words
}

// at returns the label on the word that begins at off, or "" if there is none.
func (l *labels) at(off int) string {
	i, ok := slices.BinarySearchFunc(l.words, off, func(w annotate.Span, off int) int { return w.Start - off })
	if !ok {
		return ""
	}
	return l.label(i)
}

// label returns the label on the word with an index: one letter if those of the
// annotations suffice for all, else two.
func (l *labels) label(i int) string {
	n := len(labelLetters)
	if l.link != "" && len(l.words) <= n {
		return labelLetters[i : i+1]
	}
	return string([]byte{labelLetters[i/n%n], labelLetters[i%n]})
}

// press takes a letter of a label. When choosing the second word, enter selects
// the first one alone. Any other key cancels.
func (l *labels) press(s *state, key string) {
	if key == "enter" && !l.from.Empty() && l.typed == "" {
		l.choose(s, l.from)
		return
	}
	if i, ok := l.read(s, key); ok {
		l.choose(s, l.words[i])
	}
}

// read takes a letter. It returns the index of the word whose label is complete; ok
// is false if none is.
func (l *labels) read(s *state, key string) (index int, ok bool) {
	if latin, ok := keys.Latin(key); ok {
		key = latin
	}
	if len(key) != 1 || !strings.Contains(labelLetters, key) {
		*l = labels{}
		s.say("Canceled.")
		return 0, false
	}
	l.typed += key
	for i := range l.words {
		switch label := l.label(i); {
		case label == l.typed:
			return i, true
		case len(label) > len(l.typed):
			s.say("Type the second letter on the word.")
			return 0, false
		}
	}
	s.say("No word is labeled %s.", l.typed)
	*l = labels{}
	return 0, false
}

// choose goes to a word, or takes it as an end of the selection.
func (l *labels) choose(s *state, w annotate.Span) {
	b, chosen := &s.body, *l
	if l.span && l.from.Empty() {
		l.from, l.typed = w, ""
		s.say("Now the letters on the last word; enter selects this word alone.")
		return
	}
	*l = labels{}
	switch {
	case chosen.span:
		s.selectSpan(w.Union(chosen.from))
		return
	case b.sel.active && w.Start > b.sel.Anchor:
		b.jump(b.last(w))
	default:
		b.jump(w.Start)
	}
	s.sayFolded()
}
