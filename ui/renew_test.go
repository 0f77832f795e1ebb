package ui_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui"
)

// A shelf is a Renewer that has one other text of an article.
type shelf struct {
	mu     sync.Mutex
	memory *memory
	fresh  *annotate.Article // at the source; nil: the same
	placed []annotate.Annotation
	before *annotate.Article
	fails  error
	stale  bool
}

func (s *shelf) Look(a *annotate.Article, asked bool) (*ui.Fresh, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fresh == nil || s.fails != nil {
		return nil, s.fails
	}
	return &ui.Fresh{Old: a, New: s.fresh, Diff: diff.Compare(a, s.fresh), Placed: s.placed}, nil
}

func (s *shelf) Take(f *ui.Fresh) (ui.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stale {
		return ui.Document{}, ui.ErrStale
	}
	s.memory.mu.Lock()
	s.memory.articles[f.New.ID] = f.New
	s.memory.sets[f.New.ID] = annotate.NewSet(f.Placed)
	s.memory.mu.Unlock()
	s.before, s.fresh = f.Old, nil
	doc, err := s.memory.Open(f.New.ID)
	doc.Notice = "The new text is taken."
	return doc, err
}

func (s *shelf) Before(*annotate.Article) (*annotate.Article, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.before, s.fails
}

func (s *shelf) Version(_, digest string) (*annotate.Article, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.before == nil || s.before.Digest != digest {
		return nil, errors.New("no such version")
	}
	return s.before, nil
}

func (s *shelf) in(c *ui.Config) { c.Renewer = s }

// edited is the levy article as a newer version has it.
func edited(t *testing.T) (*annotate.Article, *annotate.Article) {
	t.Helper()
	old := article("levy", levy)
	fresh := article("levy", strings.Replace(levy, "nine hours", "eleven hours", 1)+"\n\nA vote on the ferries follows in June.")
	return old, fresh
}

func TestANewVersionIsShownThenTaken(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	s := &shelf{memory: m, fresh: fresh, placed: []annotate.Annotation{}}
	w := open(t, m, "levy", 80, 24, s.in)
	w.sees("READ")
	w.types("R")
	w.sees("1 paragraph edited, 1 added.")
	w.sees("Nothing is marked in it.")
	w.sees("enter takes the new text, esc leaves things as they are.")
	w.sees("is new")
	w.types("<enter>")
	w.sees("The new text is taken.")
	w.sees("eleven hours")
	w.types("D")
	w.sees("What changed since the version before")
	w.sees("as before")
	w.types("<esc>")
	w.sees("READ")
}

func TestAChangeAtTheSourceDoesNotHideWhatIsToldOnOpening(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	w := open(t, m, "levy", 80, 24, (&shelf{memory: m, fresh: fresh, placed: []annotate.Annotation{}}).in, func(c *ui.Config) {
		c.Document.Notice, c.Document.Look = "1 hidden character removed.", true
	})
	w.sees("This article has changed")
	w.sees("1 hidden character removed.")
}

func TestANewVersionIsLeft(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	w := open(t, m, "levy", 80, 24, (&shelf{memory: m, fresh: fresh, placed: []annotate.Annotation{}}).in)
	w.sees("READ")
	w.types("R")
	w.sees("VERSION")
	w.types("<esc>")
	w.sees("READ")
	w.sees("nine hours")
}

func TestAnArticleThatIsTheSameSaysSo(t *testing.T) {
	m := newMemory(article("levy", levy))
	s := &shelf{memory: m}
	w := open(t, m, "levy", 80, 24, s.in)
	w.sees("READ")
	w.types("R")
	w.sees("The article is the same at its source.")
	w.types("D")
	w.sees("This article has had no other text here")
}

func TestWhatFailsAboutVersionsIsSaid(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	s := &shelf{memory: m, fails: errors.New("the file is gone")}
	w := open(t, m, "levy", 80, 24, s.in)
	w.sees("READ")
	w.types("R")
	w.sees("the file is gone")
	s.mu.Lock()
	s.fails, s.fresh, s.stale = nil, fresh, true
	s.mu.Unlock()
	w.types("R")
	w.sees("VERSION")
	w.types("<enter>")
	w.sees("Something changed meanwhile; nothing was taken.")
	w.sees("nine hours")
}

// replace gives an article another text, as another window would: its
// annotations go along.
func (m *memory) replace(fresh *annotate.Article) {
	m.mu.Lock()
	defer m.mu.Unlock()
	id := fresh.ID
	var moved []annotate.Annotation
	for _, n := range m.sets[id].All() {
		n = n.Clone()
		n.Anchor.TextDigest = fresh.Digest
		moved = append(moved, n)
	}
	m.articles[id], m.sets[id] = fresh, annotate.NewSet(moved)
	m.steps[id] = append(m.steps[id], annotate.Step{ID: "taken elsewhere", Seq: uint64(len(m.steps[id]) + 1)})
}

func TestATextThatAnotherWindowTookIsOpened(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("c")
	w.saved(m, "levy", 1)
	m.replace(fresh)
	w.Type("\x1b[I") // the window gets the focus
	w.sees("Another version of this text was taken elsewhere")
	w.sees("eleven hours")
}

func TestATextThatAnotherWindowTookIsOpenedThoughNothingIsMarked(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	m.replace(fresh)
	w.Type("\x1b[I")
	w.sees("Another version of this text was taken elsewhere")
	w.sees("eleven hours")
}

// A mark of words of the old text, which this window did not know to be gone,
// is refused by the library: the person hears of it also on the new text.
func TestAMarkOfATextThatIsGoneIsSaidNotToBeSaved(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	m.replace(fresh)
	w.types("c")
	w.sees("eleven hours")
	w.sees("What you marked last was not saved")
	w.types("o")
	w.saved(m, "levy", 1)
	if n := m.set("levy").All()[0]; n.Tag != annotate.Opinion || n.Anchor.TextDigest != fresh.Digest {
		t.Errorf("saved %+v", n)
	}
}

func TestWhatIsTypedWhileAnotherWindowTakesATextIsKept(t *testing.T) {
	for name, leave := range map[string]string{
		"the window hears of it": "\x1b[I",
		"the card is closed":     "\x1b[27u",
	} {
		t.Run(name, func(t *testing.T) {
			old, fresh := edited(t)
			m := newMemory(old)
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types("c<enter>")
			w.sees("CARD")
			w.saved(m, "levy", 1)
			w.types("ask the port")
			w.sees("ask the port")
			m.replace(fresh)
			w.Type(leave)
			w.sees("eleven hours")
			w.until("the note", func() bool { return m.set("levy").All()[0].Note == "ask the port" })
		})
	}
}

func (s *shelf) Turn(article string, step annotate.Step) (ui.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.memory.mu.Lock()
	s.memory.articles[article] = s.before
	s.memory.commit(article, step)
	s.memory.mu.Unlock()
	return s.memory.Open(article)
}

func TestTakingAVersionIsUndone(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(fresh)
	m.steps["levy"] = []annotate.Step{{ID: "refresh", Seq: 1, Time: now, What: "refresh", Version: annotate.VersionChange{From: old.Digest, To: fresh.Digest}}}
	w := open(t, m, "levy", 80, 24, (&shelf{memory: m, before: old}).in)
	w.sees("eleven hours")
	w.types("uc") // the second key waits for the text before
	w.sees("nine hours")
	w.saved(m, "levy", 1)
}

func TestWhatBecomesOfAnnotationsIsCounted(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(old)
	n := annotate.Annotation{ID: "a", Tag: annotate.Claim, Anchor: annotate.Anchor{Exact: "nine hours", State: annotate.Changed,
		Span: spanOf(t, fresh, "eleven hours"), TextDigest: fresh.Digest, Reason: "1 word edited"}}
	w := open(t, m, "levy", 80, 24, (&shelf{memory: m, fresh: fresh, placed: []annotate.Annotation{n}}).in)
	w.sees("READ")
	w.types("R")
	w.sees("1 annotation: 1 on words that were edited.")
	w.sees("1 word edited")
}

func TestAnOrphanIsSeenInTheTextItWasMadeOn(t *testing.T) {
	old, fresh := edited(t)
	m := newMemory(fresh)
	m.sets["levy"] = annotate.NewSet([]annotate.Annotation{{ID: "a", Tag: annotate.Claim, Anchor: annotate.Anchor{Exact: "nine hours",
		State: annotate.Orphan, Span: spanOf(t, old, "nine hours"), TextDigest: old.Digest, Reason: "these words are gone"}}})
	w := open(t, m, "levy", 80, 24, (&shelf{memory: m, before: old}).in)
	w.sees("1 annotation needs a place")
	w.types("!D")
	w.sees("The text that this claim was made on")
	w.sees("nine hours")
	w.types("<esc>")
	w.sees("eleven hours")
}
