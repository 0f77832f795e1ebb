package page

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// foldLists folds lists of nothing but links, unless they are most of the
// article.
func (s *sorter) foldLists() {
	lists, size := s.linkLists()
	if size*2 > s.shownSize() {
		return
	}
	for _, list := range lists {
		for i := list.first; i < list.end; i++ {
			s.set(i, annotate.Furniture, ruleLinkList)
		}
	}
}

// A stretch is a run of leaves, up to but without end.
type stretch struct{ first, end int }

// linkLists finds the lists in which every item is a link, and how many
// characters they have together.
func (s *sorter) linkLists() (lists []stretch, size int) {
	for i := 0; i < len(s.leaves); {
		n, linked, long := i, 0, 0
		for n < len(s.leaves) && s.leaves[n].Kind == annotate.ListItem && s.leaves[n].Rule.Name == "" {
			if l := s.leaves[n]; l.linkSize*10 >= l.size*9 {
				linked++
			}
			long += s.leaves[n].size
			n++
		}
		if count := n - i; count >= 2 && linked == count && !s.introduced(i) {
			lists = append(lists, stretch{i, n})
			size += long
		}
		i = max(n, i+1)
	}
	return lists, size
}

// shownSize counts the characters of the article that are not folded.
func (s *sorter) shownSize() int {
	size := 0
	for _, l := range s.leaves {
		if l.isKept() && !l.Folded {
			size += l.size
		}
	}
	return size
}

// introduced reports whether the block before leaf i is of the article and
// says what follows.
func (s *sorter) introduced(i int) bool {
	return i > 0 && s.leaves[i-1].isKept() && !s.leaves[i-1].Folded && strings.HasSuffix(s.texts[i-1], ":")
}

// foldLed folds the links below a line such as "Read more:".
func (s *sorter) foldLed() {
	for i := range s.leaves {
		if l := s.leaves[i]; l.Rule.Name != furniture.Related || !l.Folded || l.Kind != annotate.Furniture || !l.isKept() ||
			words.Count(s.texts[i], 6) == 6 || l.linkSize*2 > l.size {
			continue
		}
		for n := i + 1; n <= s.last; n++ {
			l := s.leaves[n]
			if l.isKept() && (l.Rule.Name != "" && !l.Folded || l.linkSize*10 < l.size*8) {
				break
			}
			if l.isKept() && l.Rule.Name == "" {
				s.set(n, annotate.Furniture, draft.Rule{Name: furniture.Related, Sureness: .9})
			}
		}
	}
}

// foldEnds folds headings at the end of the article below which nothing of it
// is left.
func (s *sorter) foldEnds() {
	for i := s.last; i > s.prose; i-- {
		l := s.leaves[i]
		switch {
		case l.Folded || l.Kind == annotate.Caption || l.Kind == annotate.Date || l.Kind == annotate.Byline:
		case l.Kind == annotate.Heading:
			s.set(i, annotate.Furniture, ruleEmpty)
		default:
			return
		}
	}
}

// foldNotes folds what the last blocks say of the author.
func (s *sorter) foldNotes() {
	for i, seen := s.last, 0; i >= 0 && i > s.first && seen < 3; i-- {
		l := s.leaves[i]
		if l.Rule.Name != "" {
			continue
		}
		seen++
		if l.Kind == annotate.Paragraph && (l.hints&namedBio != 0 || furniture.IsAuthorNote(s.texts[i])) {
			s.set(i, annotate.Furniture, ruleNote)
		}
	}
}
