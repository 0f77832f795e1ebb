package ui

import (
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A document is what the root knows of the article that is open. The zero value
// is none.
type document struct {
	id       string
	chapter  string // name of the chapter that it is, "" if it is none
	position int    // that was saved last
	check    bool   // check whether it changed at its source
	update   *Fresh // that was found there, nil for none
}

// Results of the root's own commands about articles.
type (
	openedMsg struct {
		doc     Document
		chapter string
		err     error
		from    *layer // that asked for it
	}
	reloadedMsg struct {
		article     string
		annotations []annotate.Annotation
		seq         uint64
		digest      string // of the article's text, read after them; "": unknown
		err         error
	}
	reopenedMsg struct {
		article string
		doc     Document
		err     error
	}
	seqMsg struct {
		article string
		seq     uint64
	}
	watchMsg struct{}
)

// show opens a document, with nothing over it. Steps of the article that are
// not known to be saved stay applied.
func (a *App) show(doc Document) tea.Cmd {
	a.savePosition()
	a.doc = document{id: doc.Article.ID, position: doc.Caret, check: doc.Look}
	a.layers = nil
	l := &layer{out: &kit.Outbox{}}
	l.Screen = a.newReader(l.out, doc)
	return a.put(l)
}

// openArticle opens a saved article for a screen.
func (a *App) openArticle(from *layer, id string) tea.Cmd {
	a.savePosition()
	if a.reads(id) {
		return tea.Batch(a.clear(), a.reload())
	}
	return func() tea.Msg {
		doc, err := a.cfg.Store.Open(id)
		return openedMsg{doc: doc, err: err, from: from}
	}
}

// openChapter opens a chapter of the book for a screen.
func (a *App) openChapter(from *layer, name string) tea.Cmd {
	a.savePosition()
	return func() tea.Msg {
		doc, err := a.cfg.Book.Open(name)
		return openedMsg{doc: doc, chapter: name, err: err, from: from}
	}
}

// opened shows an article if the screen that asked for it is still in front.
func (a *App) opened(msg openedMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return a.tell(trouble(msg.err))
	case a.front() != msg.from && a.doc.id != "":
		return nil
	}
	cmd := a.show(msg.doc)
	a.doc.chapter = msg.chapter
	return tea.Batch(cmd, a.checkOnce())
}

// forget closes an article that goes to the trash.
func (a *App) forget(article string) {
	if a.reads(article) {
		a.savePosition()
		a.doc, a.layers = document{}, a.layers[1:]
	}
}

// reload reads the annotations of the article that is open.
func (a *App) reload() tea.Cmd {
	id := a.doc.id
	return func() tea.Msg {
		annotations, seq, err := a.cfg.Store.Annotations(id)
		if annotations != nil {
			err = nil
		}
		digest, _ := a.cfg.Store.Digest(id) // if it is unknown, the annotations may tell
		return reloadedMsg{id, annotations, seq, digest, err}
	}
}

// reloaded shows the annotations as they are now. If another window took
// another version of the text, the article is opened again.
func (a *App) reloaded(msg reloadedMsg) tea.Cmd {
	r, ok := a.reader()
	switch {
	case msg.err != nil:
		return a.tell(trouble(msg.err))
	case !ok || r.Article().ID != msg.article:
		return nil
	case !msg.isOn(r.Article().Digest):
		return a.reopen()
	}
	cmds := []tea.Cmd{a.send(a.layers[0], kit.AnnotationsMsg{Set: annotate.NewSet(msg.annotations), Seq: msg.seq})}
	r, _ = a.reader()
	for _, l := range slices.Clone(a.layers[1:]) {
		cmds = append(cmds, a.send(l, kit.AnnotationsMsg{Set: r.Annotations(), Seq: msg.seq}))
	}
	return tea.Batch(cmds...)
}

// isOn reports whether the annotations are on the text with that digest.
func (m reloadedMsg) isOn(digest string) bool {
	if m.digest != "" && m.digest != digest {
		return false
	}
	return !slices.ContainsFunc(m.annotations, func(n annotate.Annotation) bool {
		return n.Anchor.State.Placed() && n.Anchor.TextDigest != digest
	})
}

// reopen reads the article that is open again. Steps that wait to be saved are
// of its old text: they are refused, and then it is asked for again.
func (a *App) reopen() tea.Cmd {
	id := a.doc.id
	if a.isSaving() {
		return nil
	}
	return func() tea.Msg {
		doc, err := a.cfg.Store.Open(id)
		return reopenedMsg{id, doc, err}
	}
}

// reopened shows the other version of the text, and keeps what the user was
// typing or had typed over the one before.
func (a *App) reopened(msg reopenedMsg) tea.Cmd {
	before, ok := a.reader()
	switch {
	case !ok || before.Article().ID != msg.article || a.isSaving():
		return nil
	case msg.err != nil:
		return a.tell(trouble(msg.err))
	}
	msg.doc.Notice = strings.TrimSpace("Another version of this text was taken elsewhere; you are reading it now. " + msg.doc.Notice)
	above := a.layers[1:]
	cmds := []tea.Cmd{a.show(msg.doc)}
	r, _ := a.reader()
	a.layers[0].Screen = r.Succeed(before)
	cmds = append(cmds, a.collect(a.layers[0])...)
	for _, l := range above {
		if p, ok := l.Screen.(kit.Closer); ok {
			left := p.Closing()
			left.Silent = true
			cmds = append(cmds, a.send(a.layers[0], left))
		}
	}
	return tea.Batch(cmds...)
}

// watchEvery is how often the root checks whether others wrote.
const watchEvery = 2 * time.Second

func watch() tea.Cmd { return tea.Tick(watchEvery, func(time.Time) tea.Msg { return watchMsg{} }) }

// checkSeq checks whether others wrote to the article that is open.
func (a *App) checkSeq() tea.Cmd {
	if a.doc.id == "" || a.isSaving() {
		return nil
	}
	a.savePosition()
	id := a.doc.id
	return func() tea.Msg {
		seq, err := a.cfg.Store.Seq(id)
		if err != nil {
			return nil // the next save says what is wrong
		}
		return seqMsg{id, seq}
	}
}

// checkedSeq reloads the article if others wrote to it.
func (a *App) checkedSeq(msg seqMsg) tea.Cmd {
	if r, ok := a.reader(); ok && a.reads(msg.article) && msg.seq > r.Known() && !a.isSaving() {
		return a.reload()
	}
	return nil
}

// savePosition saves the reading position if it moved.
func (a *App) savePosition() {
	if r, ok := a.reader(); ok && r.Caret() != a.doc.position {
		a.doc.position = r.Caret()
		a.cfg.Saver.SavePlace(a.doc.id, r.Article().Digest, r.Caret(), r.Read())
	}
}

// quit keeps what is open and ends the program. What is still to be saved is
// the caller's of [Program.Run].
func (a *App) quit() tea.Cmd {
	a.settle()
	return tea.Quit
}

// settle turns what is half done into steps, an open card first, and saves the
// reading position.
func (a *App) settle() {
	if _, ok := a.reader(); ok {
		a.clear()
		a.send(a.layers[0], kit.SettleMsg{})
		a.savePosition()
	}
}

// trouble is the message of an error.
func trouble(err error) kit.NoticeMsg {
	return kit.NoticeMsg{Text: kit.OneLine(err.Error()), Kind: kit.Trouble}
}
