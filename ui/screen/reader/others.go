package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
)

// A PresenceMsg says where others read the article, and how far the library has been
// exchanged with the team.
type PresenceMsg struct {
	Others []library.Reading
	Sync   library.SyncState
}

// present is what the last PresenceMsg said.
type present PresenceMsg

// meet takes where others read, and says who has come, or why nothing is exchanged.
func (r *Reader) meet(msg PresenceMsg) {
	var came []string
	for _, o := range msg.Others {
		if !slices.ContainsFunc(r.present.Others, func(p library.Reading) bool { return p.Name == o.Name }) {
			came = append(came, o.Name)
		}
	}
	before := r.present
	r.present = present(msg)
	switch problem := msg.Sync.Problem; {
	case problem != "" && problem != before.Sync.Problem:
		r.notice(kit.NoticeMsg{Text: kit.Capital(kit.OneLine(problem)) + ".", Kind: kit.Unsolicited})
	case len(came) > 0:
		r.notice(kit.NoticeMsg{Text: "Also reading this: " + strings.Join(came, ", ") + ".", Kind: kit.Unsolicited})
	}
}

// before returns right with the others before it: names and paragraphs, or how many
// they are, and with the state of the exchange, as there is room for in a header with title.
func (p present) before(c kit.Canvas, title, right string) string {
	who := []string{""}
	if len(p.Others) > 0 {
		who = []string{"with " + p.names(), fmt.Sprintf("+%d", len(p.Others)), ""}
	}
	for _, words := range who {
		text := right
		for _, part := range []string{p.Sync.String(), words} {
			if part != "" {
				text = part + "   " + text
			}
		}
		if c.Method.StringWidth(" "+title+"   "+text+" ") <= c.Width {
			return text
		}
	}
	return right
}

// names lists the others with their paragraphs.
func (p present) names() string {
	var names []string
	for _, o := range p.Others {
		if o.Paragraph > 0 {
			o.Name = fmt.Sprintf("%s ¶%d", o.Name, o.Paragraph)
		}
		names = append(names, o.Name)
	}
	return strings.Join(names, ", ")
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
