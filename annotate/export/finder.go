package export

import (
	"errors"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
)

var errNoWords = errors.New("there are no words to look for")

// A finder looks for words in one text.
type finder struct{ text, digest string }

func newFinder(text, digest string) *finder { return &finder{text, digest} }

// Find looks for the very words of an anchor.
func (f *finder) Find(a annotate.Anchor) annotate.Anchor {
	out := annotate.Anchor{Exact: a.Exact, Prefix: a.Prefix, Suffix: a.Suffix, TextDigest: f.digest, State: annotate.Orphan, Reason: "these words are not there"}
	var all, between []annotate.Span
	for off := 0; a.Exact != ""; off++ {
		next := strings.Index(f.text[off:], a.Exact)
		if next < 0 {
			break
		}
		off += next
		span := annotate.Span{Start: off, End: off + len(a.Exact)}
		if !span.Fits(f.text) {
			continue
		}
		all = append(all, span)
		if strings.HasSuffix(f.text[:span.Start], a.Prefix) && strings.HasPrefix(f.text[span.End:], a.Suffix) {
			between = append(between, span)
		}
	}
	switch {
	case len(between) == 1:
		return anchor.Describe(f.text, f.digest, between[0])
	case len(all) > 0:
		out.State, out.Reason, out.Candidates = annotate.Ambiguous, "several places fit", all
	}
	return out
}
