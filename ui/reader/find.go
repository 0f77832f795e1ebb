package reader

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/search"
	"galley/ui/effect"
	"galley/ui/field"
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A find is what is looked for, and where the caret is in its hits.
type find struct {
	on    bool // hits are shown
	input field.Field
	query search.Query
	typed string
	from  int // where the caret was when the search began
	hit   annotate.Span
}

// at returns the current hit if it covers off.
func (f find) at(off int) (annotate.Span, bool) {
	return f.hit, f.on && f.hit.Contains(off)
}

// startFind opens the line in which the words are typed.
func (r *Reader) startFind() {
	r.find = find{input: field.New(""), from: r.caret}
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
	r.find.typed = r.find.input.Value()
	r.find.query = search.Parse(r.find.typed)
	r.find.on, r.find.hit = !r.find.query.Empty(), annotate.Span{}
	r.caret = r.find.from
	if r.find.on {
		r.toHit(true, r.find.from)
	}
	r.reveal()
	return r
}

// acceptFind leaves the caret at the hit.
func (r *Reader) acceptFind() {
	r.mode = keys.Read
	switch {
	case !r.find.on:
		r.find = find{}
	case r.find.hit.Empty():
		r.warn("Not in this article: " + r.find.typed)
		r.find = find{}
	default:
		t := r.env.Keys
		r.say(fmt.Sprintf("%s and %s go to other hits, %s selects this one, %s ends.", t.Key(keys.Read, keys.FindNext),
			t.Key(keys.Read, keys.FindPrev), t.Key(keys.Read, keys.StartSelect), t.Key(keys.Read, keys.Back)))
	}
}

// cancelFind goes back to where the search began.
func (r *Reader) cancelFind() {
	from := r.find.from
	r.find, r.mode = find{}, keys.Read
	r.jump(from)
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
			if forward {
				from++
			}
			r.toHit(forward, from)
		}
		return nil
	}
}

// toHit sends the caret to the hit next to off, round the end if need be.
func (r *Reader) toHit(forward bool, off int) {
	text, around := r.article.Text, ""
	hit, ok := r.find.query.Next(text, off)
	if !forward {
		hit, ok = r.find.query.Prev(text, off)
	}
	if !ok && forward {
		hit, ok = r.find.query.Next(text, 0)
		around = "Found from the top again."
	} else if !ok {
		hit, ok = r.find.query.Prev(text, len(text))
		around = "Found from the end again."
	}
	r.find.hit = hit
	if !ok {
		r.warn("Not in this article: " + r.find.typed)
		return
	}
	if around != "" {
		r.say(around)
	}
	r.caret = r.settle(hit.Start)
	r.moved()
}
