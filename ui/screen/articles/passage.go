package articles

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
	"galley/internal/library"
	"galley/ui/kit"
)

// passage returns the words around the first hit that is in no title, site or location.
func (p *pass) passage(i library.Item, text string) string {
	for _, q := range p.words {
		if kit.Matches(q, i.Title, i.Site, i.Location, i.Collection) {
			continue
		}
		if hit, ok := q.Next(text, 0); ok {
			return around(text, hit)
		}
	}
	return ""
}

// matches reports whether each query matches one of the texts.
func matches(words []search.Query, texts ...string) bool {
	return !slices.ContainsFunc(words, func(q search.Query) bool { return !kit.Matches(q, texts...) })
}

// The number of bytes shown before a hit, and from its start on.
const (
	bytesBefore = 24
	bytesAfter  = 400
)

// around returns the part of the line around a hit.
func around(text string, hit annotate.Span) string {
	start, lead := strings.LastIndexByte(text[:hit.Start], '\n')+1, ""
	if cut := hit.Start - bytesBefore; cut > start {
		start, lead = annotate.GraphemeAt(text, cut), "…"
		if gap := strings.IndexByte(text[start:hit.Start], ' '); gap >= 0 {
			start += gap
		}
	}
	rest, _, _ := strings.Cut(text[start:min(len(text), hit.Start+bytesAfter)], "\n")
	return lead + kit.OneLine(strings.ToValidUTF8(rest, ""))
}
