package reader

import (
	"fmt"

	"galley/annotate"
	"galley/ui/kit"
)

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
		where = r.body.place(first.Anchor.Span.Start)
	}
	text := fmt.Sprintf("%s marked %s", first.Creator, where)
	if n > 1 {
		text = fmt.Sprintf("%s; %d more by others", text, n-1)
	}
	r.notice(kit.NoticeMsg{Text: text + ".", Kind: kit.Unsolicited})
}
