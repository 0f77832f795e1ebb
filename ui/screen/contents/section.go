package contents

import (
	"slices"
	"sort"

	"galley/annotate"
	"galley/ui/kit"
)

// A section is a heading and the text up to the next one.
type section struct {
	span   annotate.Span
	title  string
	indent int                  // in steps, from 0
	number int                  // of its first paragraph, 0 if it has none
	counts map[annotate.Tag]int // of annotations that begin in it; nil before they are counted
}

// sections returns the sections of an article, one per heading, or one per
// paragraph if it has no headings. They tile the text from the first one on.
func sections(a *annotate.Article) []section {
	isHead := func(b annotate.Block) bool { return b.Kind == annotate.Title || b.Kind == annotate.Heading }
	list := split(a, isHead)
	if inside := slices.DeleteFunc(slices.Clone(list), func(s section) bool { return s.title == outside }); len(inside) <= 1 {
		list = split(a, func(b annotate.Block) bool { return b.Kind == annotate.Title || b.Number > 0 })
	}
	for i := range list {
		end := len(a.Text)
		if i+1 < len(list) {
			end = list[i+1].span.Start
		}
		list[i].span.End = end
	}
	return list
}

// outside is the title of a section of furniture before or after an article.
const outside = "(outside the article)"

// split returns a section for each block for which isHead returns true, one for the
// blocks before the first, and one for the folded blocks at the end.
func split(a *annotate.Article, isHead func(annotate.Block) bool) []section {
	var list []section
	top, tail := topLevel(a), tail(a)
	for i, b := range a.Blocks {
		switch {
		case b.Folded && (i == 0 || i == tail):
			list = append(list, section{span: b.Span, title: outside})
		case isHead(b) && !b.Folded || i == 0:
			list = append(list, section{span: b.Span, title: titleOf(a, b), indent: indent(b, top)})
		}
		if s := &list[len(list)-1]; s.number == 0 {
			s.number = int(b.Number)
		}
	}
	return list
}

// tail returns the index of the first of the folded blocks that end an article.
func tail(a *annotate.Article) int {
	i := len(a.Blocks)
	for i > 0 && a.Blocks[i-1].Folded {
		i--
	}
	return i
}

// maxTitle is the maximum length of a title, in bytes; no row shows more.
const maxTitle = 4 << 10

func titleOf(a *annotate.Article, b annotate.Block) string {
	words := b.Span.In(a.Text)
	if len(words) > maxTitle {
		words = words[:annotate.GraphemeAt(words, maxTitle)]
	}
	return kit.OneLine(words)
}

// topLevel returns the level of the highest heading.
func topLevel(a *annotate.Article) int {
	top := 7
	for _, b := range a.Blocks {
		if b.Kind == annotate.Heading {
			top = min(top, int(b.Level))
		}
	}
	return top
}

func indent(b annotate.Block, top int) int {
	if b.Kind != annotate.Heading {
		return 0
	}
	return 1 + int(b.Level) - top
}

// sectionAt returns the index of the section that holds the byte at off.
func sectionAt(list []section, off int) int {
	return max(sort.Search(len(list), func(i int) bool { return list[i].span.Start > off })-1, 0)
}

// firstParts returns the placed annotations without those that continue another one.
func firstParts(set annotate.Set) []annotate.Annotation {
	return slices.DeleteFunc(slices.Clone(set.Placed()), func(a annotate.Annotation) bool { return set.Continues(a.ID) })
}

// withCounts returns the sections with the number of annotations that begin in
// each.
func withCounts(list []section, placed []annotate.Annotation) []section {
	counted := slices.Clone(list)
	for i := range counted {
		counted[i].counts = map[annotate.Tag]int{}
	}
	for _, a := range placed {
		counted[sectionAt(counted, a.Anchor.Span.Start)].counts[a.Tag]++
	}
	return counted
}
