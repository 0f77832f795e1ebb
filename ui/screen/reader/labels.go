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

// labelLetters are what labels are made of: letters that every keyboard types
// without help, those under the strong fingers first.
const labelLetters = "asdfjklgheiruwotyvncmxbpqz"

// labelling is the state of going to a word by letters that appear on it.
type labelling struct {
	on    bool
	words []annotate.Span // on the screen, in text order
	typed string          // letters so far
	span  bool            // two words are wanted, to select from one to the other
	from  annotate.Span   // the first of them, empty until it is chosen
}

// label is the text of the label on the i-th word.
func label(i int) string {
	n := len(labelLetters)
	return string([]byte{labelLetters[i/n%n], labelLetters[i%n]})
}

// startLabels puts a label on every word of the screen.
func (r *Reader) startLabels(span bool) {
	r.labels = labelling{on: true, words: r.visibleWords(), span: span}
	r.await = awaitLabel
	r.say("Type the letters on the word to go to.")
	if span {
		r.say("Type the letters on the first word.")
	}
}

// visibleWords are the words that begin on the screen, as many as there are
// labels for.
func (r *Reader) visibleWords() []annotate.Span {
	var words []annotate.Span
	for _, pos := range r.visible() {
		row := r.layout.Row(pos)
		if row.Blank || row.Folded > 0 {
			continue
		}
		words = r.appendWords(words, row.Block, row.Span)
	}
	return words[:min(len(words), len(labelLetters)*len(labelLetters))]
}

// appendWords adds the words of a block that begin within a row of it.
func (r *Reader) appendWords(words []annotate.Span, block int, row annotate.Span) []annotate.Span {
	text, span := r.article.Text, r.blockSpan(block)
	w, ok := segment.Word(text, span, row.Start)
	if !ok || w.Start < row.Start {
		w, ok = segment.NextWord(text, span, row.Start)
	}
	for ; ok && w.Start < row.End; w, ok = segment.NextWord(text, span, w.Start) {
		if r.hasRoom(w) {
			words = append(words, w)
		}
	}
	return words
}

// hasRoom reports whether a label fits on a word: it has two letters, or
// stands alone.
func (r *Reader) hasRoom(w annotate.Span) bool {
	text := r.article.Text
	next, _ := utf8.DecodeRuneInString(text[w.End:])
	return annotate.NextGrapheme(text, w.Start) < w.End || w.End == len(text) || unicode.IsSpace(next)
}

// finishLabel takes a letter of a label. Where the second of two words is
// wanted, enter takes the first alone. Anything else ends labelling.
func (r *Reader) finishLabel(key string) {
	if first := r.labels.from; key == "enter" && !first.Empty() && r.labels.typed == "" {
		r.chooseLabelled(first)
		return
	}
	if latin, ok := keys.Latin(key); ok {
		key = latin
	}
	typed := r.labels.typed + key
	if len(key) != 1 || !strings.Contains(labelLetters, key) {
		r.labels = labelling{}
		r.say("The caret stays.")
		return
	}
	if len(typed) < 2 {
		r.labels.typed, r.await = typed, awaitLabel
		r.say("Type the second letter on the word.")
		return
	}
	i := slices.IndexFunc(r.labels.words, func(w annotate.Span) bool { return r.labelOf(w) == typed })
	if i < 0 {
		r.labels = labelling{}
		r.say("No word bears " + typed + ".")
		return
	}
	r.chooseLabelled(r.labels.words[i])
}

// labelOf is the label on a word of the screen, "" if it bears none.
func (r *Reader) labelOf(w annotate.Span) string {
	i, ok := slices.BinarySearchFunc(r.labels.words, w.Start, func(w annotate.Span, off int) int { return w.Start - off })
	if !ok {
		return ""
	}
	return label(i)
}

// chooseLabelled goes to a word, or takes it as an end of the selection.
func (r *Reader) chooseLabelled(w annotate.Span) {
	l := r.labels
	switch {
	case l.span && l.from.Empty():
		r.labels.from, r.labels.typed, r.await = w, "", awaitLabel
		r.say("Now the letters on the last word; enter takes this word alone.")
		return
	case l.span:
		r.labels = labelling{}
		r.selectSpan(annotate.Span{Start: min(w.Start, l.from.Start), End: max(w.End, l.from.End)})
		return
	}
	r.labels = labelling{}
	off := w.Start
	if r.mode != keys.Read && w.Start > r.sel.Anchor {
		off = r.last(w)
	}
	r.jump(off)
}
