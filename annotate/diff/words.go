package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/fold"
	"galley/annotate/segment"
)

// wordRuns returns the runs that similar sentences have in common, word by word.
func (c *comparison) wordRuns(old, new []unit) (runs []Run) {
	a, b := tokensOf(old), tokensOf(new)
	words := interner{} // not c.words, so that the ids are small
	var same []stretch
	match(idsOf(words, c.old.Text, a), idsOf(words, c.new.Text, b), len(words), func(i, j, n int) { same = append(same, stretch{i, j, n}) })
	for _, s := range dropIslands(joinStretches(same), a, b) {
		for k := range s.n {
			r := Run{Old: a[s.i+k].Span, New: b[s.j+k].Span}
			if k == 0 || !c.extend(&runs[len(runs)-1], r) {
				runs = append(runs, r)
			}
		}
	}
	return runs
}

func tokensOf(units []unit) (tokens []token) {
	for _, u := range units {
		tokens = append(tokens, u.tokens...)
	}
	return tokens
}

// extend lengthens a run by the next token, and reports true, if the same white space
// precedes it in both texts and it is in the same block.
func (c *comparison) extend(run *Run, next Run) bool {
	spaces := c.old.Text[run.Old.End:next.Old.Start]
	if spaces != c.new.Text[run.New.End:next.New.Start] || strings.Contains(spaces, annotate.Separator) {
		return false
	}
	run.Old.End, run.New.End = next.Old.End, next.New.End
	return true
}

// A stretch is n equal tokens, from index i of one list and from j of the other.
type stretch struct{ i, j, n int }

// joinStretches joins adjacent stretches.
func joinStretches(stretches []stretch) (all []stretch) {
	for _, s := range stretches {
		if n := len(all) - 1; n >= 0 && all[n].i+all[n].n == s.i && all[n].j+all[n].n == s.j {
			all[n].n += s.n
		} else {
			all = append(all, s)
		}
	}
	return all
}

// islandFactor is the minimum ratio of the edits on both sides to a shared word at which
// the word is a coincidence: an "and", which any two texts share.
const islandFactor = 2

// largeEdit is the minimum size in bytes of an edit next to which a shared symbol is a
// coincidence.
const largeEdit = 16

// dropIslands returns the stretches that are not coincidences.
func dropIslands(stretches []stretch, a, b []token) (kept []stretch) {
	at := stretch{}
	for k, s := range stretches {
		next := stretch{i: len(a), j: len(b)}
		if k+1 < len(stretches) {
			next = stretches[k+1]
		}
		before := editSize{bytesOf(a[at.i+at.n : s.i]), bytesOf(b[at.j+at.n : s.j])}
		after := editSize{bytesOf(a[s.i+s.n : next.i]), bytesOf(b[s.j+s.n : next.j])}
		if !isIsland(a[s.i:s.i+s.n], before, after) {
			kept, at = append(kept, s), s
		}
	}
	return kept
}

// isIsland reports whether equal tokens between two edits are a coincidence: one word
// between larger edits, or symbols next to a large one.
func isIsland(same []token, before, after editSize) bool {
	if !slices.ContainsFunc(same, func(t token) bool { return t.isWord }) {
		return before.isLarge() || after.isLarge()
	}
	return len(same) == 1 && min(before.size(), after.size()) >= islandFactor*bytesOf(same)
}

// An editSize holds the numbers of bytes that an edit deletes and inserts.
type editSize struct{ old, new int }

func (e editSize) size() int { return max(e.old, e.new) }

// isLarge reports whether the edit replaces a lot of text.
func (e editSize) isLarge() bool { return min(e.old, e.new) > 0 && e.size() >= largeEdit }

func bytesOf(tokens []token) (n int) {
	for _, t := range tokens {
		n += t.Len()
	}
	return n
}

// A token is a word or a symbol of a text. White space yields no tokens.
type token struct {
	annotate.Span
	id     int32 // equal for words with the same fold
	isWord bool
}

// An interner maps strings to ids: 0, 1, 2 …
type interner map[string]int32

func (in interner) id(s string) int32 {
	id, ok := in[s]
	if !ok {
		id = int32(len(in))
		in[s] = id
	}
	return id
}

// A foldInterner maps words to ids that are equal if package fold regards the words as
// the same.
type foldInterner struct{ words, folds interner }

func (in foldInterner) id(s string) int32 {
	id, ok := in.words[s]
	if !ok {
		id = in.folds.id(fold.String(s))
		in.words[s] = id
	}
	return id
}

// idsOf returns the ids of the words that spans or tokens cover in text.
func idsOf[T interface{ In(text string) string }](in interner, text string, items []T) []int32 {
	ids := make([]int32, len(items))
	for i, item := range items {
		ids[i] = in.id(item.In(text))
	}
	return ids
}

// tokens appends the tokens of a span to list. Their ends are grapheme cluster
// boundaries.
func (in foldInterner) tokens(list []token, text string, span annotate.Span) []token {
	text = text[:span.End]
	for off := span.Start; off < len(text); {
		end := annotate.NextGrapheme(text, off)
		class := classOf(text[off:])
		if class == letter {
			end = wordEnd(text, end)
		}
		if class != space {
			list = append(list, token{annotate.Span{Start: off, End: end}, in.id(text[off:end]), class != symbol})
		}
		off = end
	}
	return list
}

// wordEnd returns the end of the word that continues at off. Numbers include their
// decimal points and words their apostrophes.
func wordEnd(text string, off int) int {
	for off < len(text) {
		next := annotate.NextGrapheme(text, off)
		switch {
		case classOf(text[off:]) == letter:
		case joinsLetters(text[off:next]) && next < len(text) && classOf(text[next:]) == letter:
		default:
			return off
		}
		off = next
	}
	return off
}

// joinsLetters reports whether a symbol between letters is part of the word.
func joinsLetters(symbol string) bool {
	return symbol == "." || symbol == "," || symbol == "'" || symbol == "’"
}

type class uint8

const (
	symbol class = iota
	space
	letter
	ideograph // counts as a word, since spaces do not separate words
)

// classOf returns the class of the first character of text.
func classOf(text string) class {
	c := text[0]
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
		return letter
	case c == ' ' || c == '\n':
		return space
	case c < utf8.RuneSelf:
		return symbol
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case segment.IsUnspaced(r):
		return ideograph
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return letter
	case unicode.IsSpace(r):
		return space
	}
	return symbol
}
