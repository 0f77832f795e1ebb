package anchor

import (
	"index/suffixarray"
	"iter"
	"slices"
	"strings"

	"galley/annotate"
)

const (
	readsBeforeArray = 128  // number of times that a text is read before a suffix array of it pays
	maxListed        = 1024 // maximum number of occurrences that are looked up in the array; more are near the beginning
)

// A lookup finds words in a text by reading it or, once that has been done often, in a
// suffix array of it.
type lookup struct {
	text  string
	reads int // how often it was read
	array *suffixarray.Index
}

// starts returns the offsets of all occurrences of words, in order.
func (l *lookup) starts(words string) iter.Seq[int] {
	whole := annotate.Span{End: len(l.text)}
	if l.array == nil {
		if l.reads++; l.reads <= readsBeforeArray {
			return read(l.text, whole, words)
		}
		l.array = suffixarray.New([]byte(l.text))
	}
	starts := l.array.Lookup([]byte(words), maxListed+1)
	if len(starts) > maxListed {
		return read(l.text, whole, words)
	}
	slices.Sort(starts)
	return slices.Values(starts)
}

// read returns the offsets of all occurrences of words within a span of a text, in order.
func read(text string, within annotate.Span, words string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := within.Start; words != "" && at < within.End; at++ {
			i := strings.Index(text[at:within.End], words)
			if i < 0 || !yield(at+i) {
				return
			}
			at += i
		}
	}
}
