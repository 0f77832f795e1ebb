// Package reader is the screen on which an article is read and marked. It is a
// value: an action, a click or a size goes in, a new Reader and a list of
// effects come out. It knows neither the terminal nor the database.
//
// Its one coordinate is the byte offset into the article's canonical text: the
// caret, the selection, find hits and annotations are all offsets, so that
// nothing moves when the window does.
package reader

import (
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"
)

// An Env is what the reader needs of the world.
type Env struct {
	Now     func() time.Time
	NewID   func() string
	Author  string
	History func(article string) ([]annotate.Step, error) // all steps, in order
	Keys    keys.Table
	Measure int // widest text column, in cells
	Spacing int // rows from one row of text to the next; less than 1 counts as 1
}

// A Source is the article that a reader shows, with its annotations.
type Source struct {
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Seq         uint64          // last step that Annotations include
	Caret       int             // byte offset of the reading place
	Notice      string          // what to tell first: hidden characters, a changed file
	Folds       map[int]bool    // by where a block begins: the person folded it, or unfolded it
	Waiting     []annotate.Step // made before and not saved yet, in order
	First       bool            // a person sees Galley for the first time
}

// A Reader is the state of the screen.
type Reader struct {
	env      Env
	article  *annotate.Article
	numbered int // paragraphs that have a number
	set      annotate.Set
	record   record
	layout   *layout.Layout
	canvas   kit.Canvas

	mode    keys.Mode
	pending keys.Pending
	await   await // what the next key is taken for
	times   int   // count of what is awaited
	labels  labelling
	offer   offer
	source  kit.Field // a source that is being typed
	noting  string    // ID of the annotation that it is for
	placing placing
	lastTag annotate.Tag // what "again" repeats
	caret   int          // offset of the cluster under the cursor, never a line end
	goal    int          // column that moving up and down keeps, in cells; -1: none
	top     layout.Pos
	sel     annotate.Selection
	grown   []annotate.Span // spans to shrink back to
	current string          // ID of the annotation that the caret was sent to
	sizing  string          // ID of the annotation that is being resized
	find    find
	folding folding
	press   press
	message Message
	hints   []hint // for a person's first minutes, the next first

	focused   bool // all but the caret's paragraph is dim
	progress  progress
	shared    bool // something lies over the lower part of the screen
	freeMouse bool // the terminal has the mouse
	noMargin  bool // notes are not shown beside the text
}

// A Message is a line for the person, shown until the next key.
type Message struct {
	Text  string
	Error bool
}

// New opens src. Put the reader on a canvas before anything else.
func New(env Env, src Source) Reader {
	r := Reader{
		env:     env,
		article: src.Article,
		set:     annotate.NewSet(src.Annotations),
		record:  record{opened: src.Seq, known: src.Seq},
		goal:    -1,
		folding: foldingOf(src.Folds),
		message: Message{Text: src.Notice},
	}
	for _, step := range src.Waiting {
		r.record.own = append(r.record.own, step)
		r.record.waiting = with(r.record.waiting, step.ID)
		if set, err := r.set.Apply(step.Changes...); err == nil {
			r.set = set
		}
	}
	if n := len(r.doubts()); n > 0 {
		r.message.Text = strings.TrimSpace(fmt.Sprintf("%s %s: %s goes to the first.", src.Notice, needLook(n), env.Keys.Key(keys.Read, keys.NextOpen)))
	}
	if src.First {
		r.hints = firstHints()
	}
	r.numbered = src.Article.NumberedBlocks()
	r.caret = r.settle(min(max(src.Caret, 0), len(src.Article.Text)-1))
	if r.caret == 0 {
		r.caret = r.settle(r.beginning())
	}
	return r
}

// Article is what the reader shows.
func (r Reader) Article() *annotate.Article { return r.article }

// Caret is the reading place, a byte offset.
func (r Reader) Caret() int { return r.caret }

// Mode is what the keyboard means now.
func (r Reader) Mode() keys.Mode { return r.mode }

// Annotations is what is marked, saved or not.
func (r Reader) Annotations() annotate.Set { return r.set }

// On puts the reader on a canvas. The row under the caret stays where it is on
// the screen.
func (r Reader) On(c kit.Canvas) Reader {
	if c.Width == 0 {
		return r // the size is not known yet
	}
	was, row, first := r.canvas, r.screenRow(), r.layout == nil
	r.canvas = c
	if first {
		row = r.rows() / 3
	}
	if r.layout == nil || c.Width != was.Width || c.Method != was.Method {
		r.layout = r.newLayout(c)
		r.progress = newProgress(r.article, r.folding.folded(r.article))
		r.caret = r.rest(r.caret)
	}
	if c.Width != was.Width || c.Height != was.Height || c.Method != was.Method {
		r.putCaretAt(min(row, r.rows()-1))
		r.reveal()
		r.uncover()
	}
	return r
}

// Tell shows a message.
func (r Reader) Tell(m Message) Reader {
	r.message = m
	r.uncover()
	return r
}

// TellToo shows a message that nobody asked for. What is told already stays
// before it, for nobody may have read it.
func (r Reader) TellToo(text string) Reader {
	if told := strings.TrimSuffix(r.message.Text, "."); told != "" {
		text = told + ". " + text
	}
	return r.Tell(Message{Text: text, Error: r.message.Error})
}

// say shows a plain message, warn one about something that did not work.
func (r *Reader) say(text string)  { r.message = Message{Text: text} }
func (r *Reader) warn(text string) { r.message = Message{Text: text, Error: true} }

// Press handles a key. Digits make a count; a sequence such as "g g" is kept
// until it is whole.
func (r Reader) Press(key string) (Reader, []effect.Effect) {
	r, fx := r.pressed(key)
	r.uncover()
	return r, fx
}

func (r Reader) pressed(key string) (Reader, []effect.Effect) {
	r.message = Message{}
	if r.await != awaitNothing {
		fx := r.awaited(key)
		return r, fx
	}
	if r.pending != (keys.Pending{}) && r.bound(key) == keys.Back {
		r.pending = keys.Pending{}
		return r, nil
	}
	pending, out := r.env.Keys.Press(r.mode, r.pending, key, true)
	r.pending = pending
	switch {
	case out.Action != "":
		return r.Do(out.Action, out.Count)
	case out.Unbound != "":
		r.unbound(out.Unbound)
	}
	return r, nil
}

// bound is the action of a single key in the mode as it is, "" if none.
func (r *Reader) bound(key string) keys.Action {
	_, out := r.env.Keys.Press(r.mode, keys.Pending{}, key, false)
	return out.Action
}

// Settle ends what is half done, as leaving asks for: a source that is being
// typed is kept, and so is what was agreed to of an offer.
func (r Reader) Settle() (Reader, []effect.Effect) {
	r.unawait()
	switch r.mode {
	case keys.Note:
		return r, r.keepSource()
	case keys.Offer:
		return r, r.endOffer()
	}
	return r, nil
}

// Do carries out an action, count times where that makes sense; 0 means that
// no count was typed.
func (r Reader) Do(action keys.Action, count int) (Reader, []effect.Effect) {
	r.did(action)
	if r.atFold(action) {
		return r, nil
	}
	if move, ok := motions[action]; ok {
		r.move(move, max(count, 1))
		return r, nil
	}
	if handle, ok := handlers[action]; ok {
		return r, handle(&r, count)
	}
	if e, ok := effect.Of(action); ok {
		return r, []effect.Effect{e}
	}
	return r, nil
}

// Canvas is what the reader is drawn on.
func (r Reader) Canvas() kit.Canvas { return r.canvas }
