package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
)

// A PresenceMsg lists where others read the article.
type PresenceMsg []library.Reading

// present is where others read the article.
type present []library.Reading

// meet takes where others read, and says who has come.
func (r *Reader) meet(others PresenceMsg) {
	var came []string
	for _, o := range others {
		if !slices.ContainsFunc(r.present, func(p library.Reading) bool { return p.Name == o.Name }) {
			came = append(came, o.Name)
		}
	}
	if r.present = present(others); len(came) > 0 {
		r.notice(kit.NoticeMsg{Text: "Also reading this: " + strings.Join(came, ", ") + ".", Kind: kit.Unsolicited})
	}
}

// before returns right with the others before it: names and paragraphs, or how many
// they are, or nothing, as there is room for in a header with title.
func (p present) before(c kit.Canvas, title, right string) string {
	if len(p) == 0 {
		return right
	}
	var names []string
	for _, o := range p {
		if o.Paragraph > 0 {
			o.Name = fmt.Sprintf("%s ¶%d", o.Name, o.Paragraph)
		}
		names = append(names, o.Name)
	}
	for _, words := range []string{"with " + strings.Join(names, ", "), fmt.Sprintf("+%d", len(p))} {
		if text := words + "   " + right; c.Method.StringWidth(" "+title+"   "+text+" ") <= c.Width {
			return text
		}
	}
	return right
}

// tellOfOthers says which annotations other people have made since before.
func (r *Reader) tellOfOthers(before annotate.Set) {
	var first annotate.Annotation
	n := 0
	for _, a := range r.set.All() {
		if _, known := before.Get(a.ID); known || a.Creator == r.author {
			continue
		}
		if n++; n == 1 {
			first = a
		}
	}
	if n == 0 {
		return
	}
	where := "words that have no place"
	if first.Anchor.State.Placed() {
		where = r.body.place(first.Anchor.Span)
	}
	text := fmt.Sprintf("%s marked %s", first.Creator, where)
	if n > 1 {
		text = fmt.Sprintf("%s; %d more by others", text, n-1)
	}
	r.notice(kit.NoticeMsg{Text: text + ".", Kind: kit.Unsolicited})
}
