package reader

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A find is what is looked for, and where the caret is in its hits.
type find struct {
	on    bool // hits are shown
	input kit.Field
	query search.Query
	typed string
	from  int // where the caret was when the search began
	hit   annotate.Span
	nth   int // of the hits in the text, from 1; 0: not counted
	hits  int
}

// at returns the current hit if it covers off.
func (f find) at(off int) (annotate.Span, bool) {
	return f.hit, f.on && f.hit.Contains(off)
}

// startFind opens the line in which the words are typed.
func (r *Reader) startFind() {
	r.find = find{input: kit.NewField(""), from: r.caret}
	r.mode = keys.Find
}

// Typing reports whether keys that are not bound are text.
func (r Reader) Typing() bool { return r.mode == keys.Find || r.mode == keys.Note }

// Type handles a key or a paste while text is typed.
func (r Reader) Type(msg tea.Msg) Reader {
	r.message = Message{}
	if r.mode == keys.Note {
		r.typeSource(msg)
		return r
	}
	r.find.input = r.find.input.Update(msg)
	if r.find.input.Value() == r.find.typed {
		return r
	}
	before := r.find
	r.find.typed = r.find.input.Value()
	r.find.query = search.Parse(r.find.typed)
	r.find.on, r.find.hit, r.find.nth = !r.find.query.Empty(), annotate.Span{}, 0
	r.caret = r.find.from
	if r.find.on {
		r.find.query = r.looseIfNeeded(r.find.query)
		r.typedHit(before)
	}
	r.reveal()
	return r
}

// typedHit goes to the first hit from where the search began. What was found
// of the words typed before tells where more words cannot be: to read a long
// text again for each letter would keep a person waiting.
func (r *Reader) typedHit(before find) {
	from := r.find.from
	if before.on && r.find.query.Refines(before.query) {
		switch {
		case before.hit.Empty():
			r.notHere()
			return
		case before.hit.Start > from:
			from = before.hit.Start
		}
	}
	r.toHit(true, from)
}

func (r *Reader) notHere() { r.say("not in this article") }

// acceptFind leaves the caret at the hit.
func (r *Reader) acceptFind() {
	r.mode = r.resting()
	switch {
	case !r.find.on:
		r.find = find{}
	case r.find.hit.Empty():
		r.warn("Not in this article: " + r.find.typed + r.inNotes())
		r.find = find{}
	default:
		t := r.env.Keys
		r.count()
		r.say(fmt.Sprintf("%d/%d%s: %s and %s go to other hits, %s selects this one, %s ends.", r.find.nth, r.find.hits, r.inNotes(),
			t.Key(keys.Read, keys.FindNext), t.Key(keys.Read, keys.FindPrev), t.Key(keys.Read, keys.StartSelect), t.Key(keys.Read, keys.Back)))
	}
}

// cancelFind goes back to where the search began.
func (r *Reader) cancelFind() {
	from := r.find.from
	r.find, r.mode = find{}, r.resting()
	r.jumpInto(from)
}

// findAgain makes the handler that goes to the next or previous hit.
func findAgain(forward bool) handler {
	return func(r *Reader, count int) []effect.Effect {
		if !r.find.on {
			r.say("Nothing was searched for yet: " + r.env.Keys.Key(keys.Read, keys.StartFind) + " finds words.")
			return nil
		}
		for n := max(count, 1); n > 0; n-- {
			from := r.caret
			if hit := r.find.hit; !hit.Empty() && r.caret == r.settle(hit.Start) {
				from = hit.Start
			} else {
				r.find.hits = 0 // the caret went elsewhere: count anew
			}
			if forward {
				from++
			}
			r.toHit(forward, from)
		}
		r.countOn(forward, max(count, 1))
		return nil
	}
}

// looseIfNeeded gives up capitals if the text does not hold the words so.
func (r *Reader) looseIfNeeded(q search.Query) search.Query {
	loose, ok := q.IgnoreCase()
	if !ok {
		return q // there are none to give up, so the text need not be read for it
	}
	if _, found := q.Next(r.article.Text, 0); found {
		return q
	}
	return loose
}

// count counts the hits of the whole text, and which one the caret is on.
func (r *Reader) count() {
	f := &r.find
	f.nth, f.hits = 0, 0
	for off := 0; ; {
		hit, ok := f.query.Next(r.article.Text, off)
		if !ok {
			return
		}
		if f.hits++; hit.Start <= f.hit.Start {
			f.nth = f.hits
		}
		off = hit.End
	}
}

// countOn says which hit the caret is on after it went n hits on or back.
func (r *Reader) countOn(forward bool, n int) {
	f := &r.find
	if f.hits == 0 {
		r.count()
	} else if forward {
		f.nth = (f.nth-1+n)%f.hits + 1
	} else {
		f.nth = ((f.nth-1-n)%f.hits+f.hits)%f.hits + 1
	}
	if f.hits > 0 {
		r.say(strings.TrimSpace(fmt.Sprintf("%d/%d  %s", f.nth, f.hits, r.message.Text)))
	}
}

// inNotes tells in how many notes the words stand, "" if in none.
func (r *Reader) inNotes() string {
	n := 0
	for _, a := range r.set.All() {
		if _, ok := r.find.query.Next(a.Note, 0); ok {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return " (also in 1 note)"
	}
	return fmt.Sprintf(" (also in %d notes)", n)
}

// toHit sends the caret to the hit next to off, round the end if need be.
func (r *Reader) toHit(forward bool, off int) {
	text, around := r.article.Text, ""
	hit, ok := r.find.query.Next(text, off)
	if !forward {
		hit, ok = r.find.query.Prev(text, off)
	}
	if !ok && forward && off > 0 {
		hit, ok = r.find.query.Next(text, 0)
		around = "Found from the top again."
	} else if !ok && !forward {
		hit, ok = r.find.query.Prev(text, len(text))
		around = "Found from the end again."
	}
	r.find.hit = hit
	if !ok {
		r.notHere()
		return
	}
	if around != "" {
		r.say(around)
	}
	r.showAt(hit.Start)
	r.caret = r.settle(hit.Start)
	r.moved()
}
