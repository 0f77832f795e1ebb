package reader

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/search"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A find is a search with its hits.
type find struct {
	active bool               // there are words to find
	hidden bool               // hits are not shown: words were tagged since
	ends   keys.Mode          // the mode to return to; in Select, the selection extends to the hit
	anchor annotate.Selection // the selection when the search began
	input  kit.Field
	query  search.Query
	typed  string
	from   int // where the caret was when the search began
	hit    annotate.Span
	nth    int // number of the current hit, from 1; 0: not counted
	hits   int // number of hits in the text; 0: not counted
}

// hitAt returns the current hit if it covers off.
func (f find) hitAt(off int) (annotate.Span, bool) { return f.hit, f.visible() && f.hit.Contains(off) }

// visible reports whether hits are shown.
func (f find) visible() bool { return f.active && !f.hidden }

// start opens the input line for the words.
func (f *find) start(s *state) {
	*f = find{input: kit.NewField(""), from: s.body.caret.off, ends: s.base, anchor: s.body.sel.Selection}
	if s.mode == keys.Select {
		f.ends = keys.Select
	}
	s.enter(keys.Find)
}

// update takes a key or a paste, and goes to the first hit from where the
// search began.
func (f *find) update(s *state, msg tea.Msg) {
	f.input = f.input.Update(msg)
	if f.input.Value() == f.typed {
		return
	}
	before := *f
	f.typed = f.input.Value()
	f.query = search.Parse(f.typed)
	f.active, f.hit, f.nth = !f.query.Empty(), annotate.Span{}, 0
	s.body.caret.off = f.from
	if f.active {
		f.query = looseIfNeeded(f.query, s.body.Text)
		f.goToFirst(s, before)
	}
	s.body.follow()
}

// looseIfNeeded ignores case if the text has no match with the capitals as
// typed.
func looseIfNeeded(q search.Query, text string) search.Query {
	loose, ok := q.IgnoreCase()
	if !ok {
		return q // it has no capitals: no need to read the text
	}
	if _, found := q.Next(text, 0); found {
		return q
	}
	return loose
}

// goToFirst goes to the first hit. It starts from the hit of the shorter query
// before, or stops if that had none, so that a long text is not searched again
// for each letter.
func (f *find) goToFirst(s *state, before find) {
	from := f.from
	if f.ends == keys.Select {
		from++ // what is selected already is no hit
	}
	if before.active && f.query.Refines(before.query) {
		if before.hit.Empty() {
			s.say("not in this article")
			return
		}
		from = max(from, before.hit.Start)
	}
	f.goToHit(s, forward, from)
}

// goToHit sends the caret to the next hit from off, wrapping around.
func (f *find) goToHit(s *state, to direction, off int) {
	text := s.body.Text
	search, restart, around := f.query.Next, 0, "Found from the top again."
	if to == back {
		search, restart, around = f.query.Prev, len(text), "Found from the end again."
	}
	hit, ok := search(text, off)
	wraps := !ok && off != restart
	if wraps {
		hit, ok = search(text, restart)
	}
	f.hit = hit
	switch {
	case !ok:
		s.say("not in this article")
		return
	case wraps:
		s.say("%s", around)
	}
	s.body.jumpInto(hit.Start)
	if s.body.sel.active && hit.Start >= s.body.sel.Anchor {
		s.body.jump(s.body.last(hit))
	}
}

// accept leaves the caret at the hit.
func (f *find) accept(s *state) {
	switch {
	case !f.active:
		f.cancel(s)
	case f.hit.Empty():
		typed, notes := f.typed, f.inNotes(s.set)
		f.cancel(s)
		s.warn("Not in this article: %s%s", typed, notes)
	case f.ends == keys.Select:
		s.mode = keys.Select
		s.say("Selected up to the hit: %s and %s go to other hits, %s ends.", s.key(keys.FindNext), s.key(keys.FindPrev), s.key(keys.Back))
	default:
		s.enter(f.ends)
		f.count(s.body.Text)
		s.say("%d/%d%s: %s and %s go to other hits, %s selects this one, %s ends.", f.nth, f.hits, f.inNotes(s.set),
			s.key(keys.FindNext), s.key(keys.FindPrev), s.key(keys.StartSelect), s.key(keys.Back))
	}
}

// cancel goes back to where the search began.
func (f *find) cancel(s *state) {
	was := *f
	*f = find{}
	s.enter(was.ends)
	s.body.jumpInto(was.from)
	if was.ends == keys.Select {
		s.body.sel.Selection = was.anchor
	}
}

// next goes count hits forward or back.
func (f *find) next(s *state, to direction, count int) {
	if !f.active {
		s.say("No search yet: %s finds words.", s.key(keys.StartFind))
		return
	}
	f.hidden = false
	for range count {
		off := s.body.caret.off
		if !f.hit.Empty() && (off == s.body.cluster(f.hit.Start) || s.body.sel.active && f.hit.Contains(off)) {
			off = f.hit.Start
		} else {
			f.hits = 0 // the caret went elsewhere: count again
		}
		if to == forward {
			off++
		}
		f.goToHit(s, to, off)
	}
	if f.hits == 0 {
		f.count(s.body.Text)
	} else {
		f.nth = ((f.nth-1+int(to)*count)%f.hits+f.hits)%f.hits + 1
	}
	if f.hits > 0 {
		around := s.message.Text
		if around != "" {
			around = "  " + around
		}
		s.say("%d/%d%s", f.nth, f.hits, around)
	}
}

// count counts the hits in a text, and determines which one is the current one.
func (f *find) count(text string) {
	f.nth, f.hits = 0, 0
	for off := 0; ; {
		hit, ok := f.query.Next(text, off)
		if !ok {
			return
		}
		if f.hits++; hit.Start <= f.hit.Start {
			f.nth = f.hits
		}
		off = hit.End
	}
}

// inNotes returns how many notes match, such as " (also in 2 notes)", or "" for
// none.
func (f *find) inNotes(set annotate.Set) string {
	n := 0
	for _, a := range set.All() {
		texts := a.Note
		for _, r := range a.Replies {
			texts += "\n" + r.Note
		}
		if _, ok := f.query.Next(texts, 0); ok {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (also in %s)", annotate.Plural(n, "note"))
}

// hitsIn returns the hits that are at least partly in a window of a text.
func (f *find) hitsIn(text string, window annotate.Span) []annotate.Span {
	if !f.visible() {
		return nil
	}
	reach := 4 * len(f.typed) // how far a hit may extend beyond the window, in bytes
	return f.query.Within(text, annotate.Span{
		Start: annotate.GraphemeAt(text, max(window.Start-reach, 0)),
		End:   annotate.GraphemeAt(text, min(window.End+reach, len(text))),
	})
}
