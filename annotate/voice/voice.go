// Package voice groups annotations by the person whose words they are: quotes by
// their speaker, claims by their claimant, opinions by their holder.
//
// Names are compared as they are written. Two names are one person only once the
// user has said so, which [Rename] writes into the annotations.
package voice

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/segment"
)

// Unnamed is the name of the voice of annotations that name no one.
const Unnamed = "(not named)"

// A Voice is one person, with figures of the annotations that name this person.
type Voice struct {
	Who        string   `json:"who"` // "" for annotations that name nobody
	Times      int      `json:"times"`
	Words      int      `json:"words"`
	Paragraphs []string `json:"paragraphs"` // with the article's id before the number, if several are listed
	Verified   int      `json:"verified"`   // annotations with a status that need no more checking
	Checkable  int      `json:"checkable"`  // annotations with a status
}

// Name returns the name of the person, or Unnamed.
func (v *Voice) Name() string { return cmp.Or(v.Who, Unnamed) }

// Checked returns how many of the checkable annotations are verified: "2/7", or ""
// if none is checkable.
func (v *Voice) Checked() string {
	if v.Checkable == 0 {
		return ""
	}
	return strconv.Itoa(v.Verified) + "/" + strconv.Itoa(v.Checkable)
}

// Voices holds persons by name.
type Voices map[string]*Voice

// Add counts an annotation with its continuations, which together count once, and
// returns its person. The annotations of an article must be added in text order. prefix
// precedes the numbers of its paragraphs.
func (vs Voices) Add(a *annotate.Article, w annotate.Whole, prefix string) *Voice {
	return vs.AddJoined(a, w, w.Joined(), prefix)
}

// AddJoined does the same as Add for a caller that knows w.Joined().
func (vs Voices) AddJoined(a *annotate.Article, w annotate.Whole, joined annotate.Annotation, prefix string) *Voice {
	who := Clean(joined.Who())
	v := vs[who]
	if v == nil {
		v = &Voice{Who: who, Paragraphs: []string{}}
		vs[who] = v
	}
	v.Times++
	if joined.Status() != "" {
		v.Checkable++
		if !joined.NeedsChecking() {
			v.Verified++
		}
	}
	for _, part := range w {
		v.Words += segment.CountWords(cmp.Or(part.Span().In(a.Text), part.Anchor.Exact))
		if number := paragraph(a, part); number > 0 {
			v.addParagraph(prefix + strconv.Itoa(number))
		}
	}
	return v
}

// addParagraph adds a paragraph, unless it is one of the last.
func (v *Voice) addParagraph(p string) {
	const last = 20 // paragraphs that an interrupted quotation may reach ahead
	if !slices.Contains(v.Paragraphs[max(len(v.Paragraphs)-last, 0):], p) {
		v.Paragraphs = append(v.Paragraphs, p)
	}
}

// paragraph returns the number of the paragraph in which an annotation begins, or 0.
func paragraph(a *annotate.Article, n annotate.Annotation) int {
	if !n.Anchor.State.Placed() {
		return 0
	}
	return a.NumberAt(n.Span().Start)
}

// Sorted lists the persons: those with most annotations first, then by name. The
// annotations that name nobody come last.
func (vs Voices) Sorted() []*Voice {
	return slices.SortedFunc(maps.Values(vs), func(a, b *Voice) int {
		switch {
		case a.Who == "":
			return 1
		case b.Who == "":
			return -1
		}
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Who, b.Who))
	})
}

// A Group is a person with the annotations that name this person, in text order.
type Group struct {
	*Voice
	Wholes []annotate.Whole
}

// Groups groups the annotations of an article by person.
func Groups(a *annotate.Article, set annotate.Set) []Group {
	vs, by := Voices{}, map[string][]annotate.Whole{}
	for _, w := range set.Wholes() {
		who := vs.Add(a, w, "").Who
		by[who] = append(by[who], w)
	}
	var groups []Group
	for _, v := range vs.Sorted() {
		groups = append(groups, Group{v, by[v.Who]})
	}
	return groups
}

// Who returns the name of the person whose words an annotation is, as [Clean]
// returns it, or "".
func Who(w annotate.Whole) string { return Clean(w.Joined().Who()) }

// Clean returns a name on one line, without characters that act on a terminal.
func Clean(name string) string {
	name = strings.Map(func(r rune) rune {
		if annotate.ActsOnTerminal(r) {
			return -1
		}
		return r
	}, name)
	return strings.Join(strings.Fields(name), " ")
}

// Rename returns the changes that give the annotations of one person another name.
// It also renames in the fields of another tag, which a change of the tag brings
// back.
func Rename(all []annotate.Annotation, from, to string, now time.Time) []annotate.Change {
	var changes []annotate.Change
	for _, before := range all {
		after := before.Clone()
		for _, tag := range annotate.Tags() {
			if field := tag.Spec().Who[0]; from != "" && from != to && Clean(before.Fields.Get(field)) == from {
				after.Fields.Set(field, to)
			}
		}
		if !after.Equal(before) {
			after.Modified = now
			changes = append(changes, annotate.Edit(before, after))
		}
	}
	return changes
}
