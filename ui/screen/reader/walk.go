package reader

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/suggest"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A walk shows what could be annotated, and asks about it one by one. Suggestions are
// looked for when they are first shown, in the background: in a long article first the
// quotes near the caret. Those that are refused or
// annotated, however it came about, are not open any more.
type walk struct {
	shown   bool
	search  phase
	all     []suggest.Offer // of the article
	limits  string          // what was not looked for: "" or "; the text is not in English: …"
	refused map[string]bool // by key
	open    []suggest.Offer // of all
	version int             // of the annotations by which open was computed
	current annotate.Span   // the first part of the one that is asked about
	tag     annotate.Tag    // its tag
	held    []keys.Action   // keys that were pressed before suggestions were found
	answers []string        // in this walk: the key of what was refused, "" for what was taken
}

// A phase is how far the search for suggestions is.
type phase uint8

const (
	unsearched      phase = iota
	searchingNearby       // for quotes near the caret
	foundNearby
	searching // everywhere
	searched
)

// What is near the caret of a long article, in bytes before and after it.
const (
	nearbyBefore = 8 << 10
	nearbyAfter  = 64 << 10
)

// An offersMsg has what an article suggests.
type offersMsg struct {
	offers []suggest.Offer
	limits string
	phase  phase // that the search has reached
}

// walkHandlers holds the handlers of the actions that mean something else while
// suggestions are asked about.
var walkHandlers = map[keys.Action]handler{
	keys.NextAnnotation:  func(r *Reader, _ int) { r.walk.step(&r.state, forward) },
	keys.PrevAnnotation:  func(r *Reader, _ int) { r.walk.step(&r.state, back) },
	keys.Yes:             func(r *Reader, _ int) { r.walk.take(&r.state) },
	keys.OpenCard:        func(r *Reader, _ int) { r.walk.takeAndOpen(&r.state) },
	keys.No:              func(r *Reader, _ int) { r.walk.refuse(&r.state) },
	keys.All:             func(r *Reader, _ int) { r.walk.askAll(&r.state, &r.prompt) },
	keys.Undo:            func(r *Reader, _ int) { r.walk.undo(&r.state) },
	keys.ShowSuggestions: func(r *Reader, _ int) { r.walk.hide(&r.state) },
}

func newWalk(env Env, doc library.Document) walk {
	w := walk{shown: env.Suggest, refused: map[string]bool{}}
	for _, key := range doc.Refused {
		w.refused[key] = true
	}
	return w
}

// command returns the command that looks for suggestions, if it is time to.
func (w *walk) command(s *state) tea.Cmd {
	article, caret := s.body.Article, s.body.caret.off
	var what suggest.Options
	switch {
	case !w.shown || s.body.view.Layout == nil:
		return nil
	case w.search == unsearched && len(article.Text) > nearbyBefore+nearbyAfter:
		w.search, what.QuotesIn = searchingNearby, annotate.Span{Start: caret - nearbyBefore, End: caret + nearbyAfter}
	case w.search == unsearched || w.search == foundNearby:
		w.search = searching
	default:
		return nil
	}
	reached := w.search + 1
	return s.env.Outbox.Do(func() tea.Msg {
		r := suggest.With(article, annotate.Set{}, what)
		msg := offersMsg{offers: suggest.Offers(r.Suggestions, article.Text), phase: reached}
		if notice := r.Notice(); notice != "" {
			msg.limits = "; " + notice
		}
		return msg
	})
}

// receive takes what was found.
func (w *walk) receive(s *state, msg offersMsg) {
	w.search, w.all, w.limits, w.version = msg.phase, msg.offers, msg.limits, -1
	if w.refresh(s); s.mode == keys.Suggest && w.tag == "" {
		w.start(s)
	}
}

// hold keeps the action of a key that was pressed before suggestions were found, for all
// that are certain before all were found. It reports whether it does.
func (w *walk) hold(mode keys.Mode, action keys.Action) bool {
	_, ok := walkHandlers[action]
	ok = ok && mode == keys.Suggest && w.search != searched && action != keys.ShowSuggestions && (action == keys.All || len(w.open) == 0)
	if ok {
		w.held = append(slices.Clone(w.held), action)
	}
	return ok
}

// release carries out the actions that were held.
func (w *walk) release(r *Reader) {
	held := w.held
	w.held = nil
	for _, action := range held {
		if r.isAsking() {
			r.answer(r.env.Keys.Key(keys.Suggest, action))
		} else if r.mode == keys.Suggest {
			r.do(action, 0)
		}
	}
}

// refresh finds out which suggestions are open.
func (w *walk) refresh(s *state) {
	if w.search < foundNearby || w.version == s.version {
		return
	}
	w.open, w.version = nil, s.version
	for _, o := range w.all {
		if rest, ok := o.Without(s.set); ok && !w.refused[o.Key] {
			w.open = append(w.open, rest)
		}
	}
}

// start shows the suggestions, and asks about the first from the caret on.
func (w *walk) start(s *state) {
	w.refresh(s)
	w.shown, w.answers, w.tag = true, nil, ""
	s.enter(keys.Suggest)
	switch {
	case len(w.open) == 0 && w.search != searched: // receive goes on
	case len(w.open) == 0:
		s.enter(keys.Read)
		s.say("Nothing is suggested%s.", w.limits)
	default:
		w.goTo(s, w.from(s.body.sentence(s.body.caret.off).Start))
		if s.env.Library.FirstUse("suggestions") {
			s.say("Read first: this is what a rule found, not what matters%s.", w.limits)
		} else if w.limits != "" {
			s.say("%s.", kit.Capital(strings.TrimPrefix(w.limits, "; ")))
		}
	}
}

// from returns the index of the first open suggestion that begins at off or later,
// wrapping around.
func (w *walk) from(off int) int {
	i := slices.IndexFunc(w.open, func(o suggest.Offer) bool { return o.First().Span.Start >= off })
	return max(i, 0)
}

// goTo asks about an open suggestion.
func (w *walk) goTo(s *state, i int) {
	first := w.open[i].First()
	w.current, w.tag = first.Span, first.Tag
	s.body.jumpInto(first.Span.Start)
}

// index returns the index of the one that is asked about, or -1 if it is not open.
func (w *walk) index() int {
	return slices.IndexFunc(w.open, func(o suggest.Offer) bool { return o.First().Span == w.current && o.First().Tag == w.tag })
}

// step asks about the next or previous suggestion, from the caret if it was moved.
func (w *walk) step(s *state, to direction) {
	if len(w.open) == 0 {
		w.sayDone(s)
		return
	}
	i, off := w.index(), s.body.caret.off
	switch moved := off != s.body.cluster(w.current.Start); {
	case i >= 0 && !moved:
		i += int(to)
	case to == forward:
		i = slices.IndexFunc(w.open, func(o suggest.Offer) bool { return o.First().Span.Start > off })
	default:
		i = w.from(off) - 1
	}
	switch {
	case i >= len(w.open), to == forward && i < 0:
		i = 0
		s.say("From the top.")
	case i < 0:
		i = len(w.open) - 1
		s.say("From the end.")
	}
	w.goTo(s, i)
}

// asked returns the suggestion that is asked about, if it can be seen. Else it goes to
// it, or to the next, without an answer.
func (w *walk) asked(s *state) (o suggest.Offer, ok bool) {
	i := w.index()
	switch {
	case len(w.open) == 0:
		w.sayDone(s)
		return o, false
	case i < 0:
		w.step(s, forward)
		return o, false
	}
	if _, seen := s.body.view.rowOf(w.current.Start); !seen {
		w.goTo(s, i)
		return o, false
	}
	return w.open[i], true
}

// hide hides the suggestions.
func (w *walk) hide(s *state) {
	w.shown = false
	s.enter(keys.Read)
	s.say("Suggestions hidden; %s shows them again.", s.key(keys.ShowSuggestions))
}

// end goes back to reading.
func (w *walk) end(s *state) {
	s.enter(keys.Read)
	s.say("Suggestions stay shown: %s goes on with them, and again hides them.", s.key(keys.ShowSuggestions))
}

// click asks about the suggestion at off, if there is one, else moves the caret.
func (w *walk) click(s *state, off int) {
	for i, o := range w.open {
		if slices.ContainsFunc(o.Parts, func(part suggest.Suggestion) bool { return part.Span.Contains(off) }) {
			w.goTo(s, i)
			return
		}
	}
	s.body.setCaret(caretAt(off))
}
