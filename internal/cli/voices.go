package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/cli/table"
	"galley/internal/library"

	"charm.land/lipgloss/v2"
)

// A voice is what is annotated as one person's: quotes by their speaker, claims by
// their claimant, opinions by their holder.
type voice struct {
	Who        string   `json:"who"` // "" for annotations that name nobody
	Times      int      `json:"times"`
	Words      int      `json:"words"`
	Paragraphs []string `json:"paragraphs"` // with the article's id before the number, if several are listed
	Verified   int      `json:"verified"`   // annotations with a status that need no more checking
	Checkable  int      `json:"checkable"`  // annotations with a status
}

// add counts an annotation of the article that prefix names.
func (v *voice) add(a *annotate.Article, n annotate.Annotation, prefix string) {
	v.Times++
	v.Words += len(strings.Fields(wordsAt(a, n)))
	if p := paragraphOf(a, n); p != "" && !slices.Contains(v.Paragraphs, prefix+p) {
		v.Paragraphs = append(v.Paragraphs, prefix+p)
	}
	if n.Status() != "" {
		v.Checkable++
		if !n.NeedsChecking() {
			v.Verified++
		}
	}
}

// voicesOf groups annotations by person, those with most annotations first and those
// without a person last.
func voicesOf(list []library.Snapshot) []*voice {
	voices := map[string]*voice{}
	for _, s := range list {
		prefix := ""
		if len(list) > 1 {
			prefix = s.Article.ID + ":"
		}
		for _, n := range s.Annotations {
			who := source.CleanLine(n.Who())
			if voices[who] == nil {
				voices[who] = &voice{Who: who, Paragraphs: []string{}}
			}
			voices[who].add(s.Article, n, prefix)
		}
	}
	nameless := voices[""]
	delete(voices, "")
	sorted := slices.SortedFunc(maps.Values(voices), func(a, b *voice) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Who, b.Who))
	})
	if nameless != nil {
		sorted = append(sorted, nameless)
	}
	return sorted
}

// voiceTable lists voices.
func voiceTable(p page, voices []*voice) *table.Table {
	t := p.table([]table.Column{
		{Name: "who", Flex: true}, {Name: "times", Align: lipgloss.Right}, {Name: "words", Align: lipgloss.Right},
		{Name: "verified", Align: lipgloss.Right}, {Name: "¶", Flex: true},
	})
	for _, v := range voices {
		verified := ""
		if v.Checkable > 0 {
			verified = fmt.Sprintf("%d/%d", v.Verified, v.Checkable)
		}
		t.Add(p.cell(cmp.Or(v.Who, "(not named)")), fmt.Sprint(v.Times), fmt.Sprint(v.Words), verified, strings.Join(v.Paragraphs, ", "))
	}
	return t
}
