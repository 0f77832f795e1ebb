package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/vterm"
	"galley/storage"
	"galley/ui"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// The monkey presses random keys. A long run, and a run that repeats an earlier one:
//
//	go test ./internal/cli -run Monkey -timeout 0 -monkey.events 100000 -monkey.seed 7
var (
	monkeyEvents = flag.Int("monkey.events", 2400, "keys, clicks, pastes and the like of the monkey")
	monkeySeed   = flag.Uint64("monkey.seed", 0, "where its chances begin; 0: anywhere")
)

// perSession is the number of things that the monkey does in one session.
const perSession = 800

// A witness records every id that the reader gives to a step or an annotation, and
// every step that is committed elsewhere: all of them must be in the library at the
// end.
type witness struct {
	mu    sync.Mutex
	newID func() string
	ids   []string
}

// take returns a new id and records it.
func (w *witness) take() string {
	id := w.newID()
	w.note(id)
	return id
}

func (w *witness) note(id string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ids = append(w.ids, id)
}

// all returns everything that was recorded.
func (w *witness) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.ids)
}

// A monkey works on a library in a separate folder.
type monkey struct {
	t       *testing.T
	random  *rand.Rand
	dir     string
	names   []string // paths of the articles
	witness *witness
	stays   bool // it does not quit before it has done what it was asked for
}

func newMonkey(t *testing.T) *monkey {
	seed := *monkeySeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	m := &monkey{t: t, random: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir(), witness: &witness{}}
	t.Chdir(t.TempDir()) // exports go there
	for name, text := range map[string]string{
		"levy.txt":   "Harbour levy passes\n\nThe vote came after nine hours. It ends three years of argument.\n\n“Nobody asked,” said Ada Lund.\n\nSource: Reuters\n",
		"notes.md":   "# Notes\n\n## Fares\n\n- one *item*\n- two\n\n> quoted 中文字 words 👩‍🚀\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n\n  more\n```\n\nनमस्ते cafe\u0301 שלום.\n",
		"harbour.md": strings.Repeat("The ferries leave at six. “They wait for nobody,” said one of the crew. It is a fine sight.\n\n", 300),
	} {
		path := filepath.Join(m.dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m.names = append(m.names, path)
	}
	slices.Sort(m.names)
	return m
}

// program returns Galley on the monkey's library, with a clock that also runs backward.
func (m *monkey) program() *program {
	p := newProgram(strings.NewReader(""), io.Discard, io.Discard)
	p.db, p.author = filepath.Join(m.dir, "galley.db"), "ada"
	p.chosen = &preferences{}
	*p.chosen = readPreferences(filepath.Join(m.dir, "none"))
	var mu sync.Mutex
	clock := rand.New(rand.NewPCG(m.random.Uint64(), 2))
	p.now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return noon().Add(time.Duration(clock.Int64N(int64(1000*time.Hour))) - 500*time.Hour).Truncate(time.Millisecond)
	}
	return p
}

// session opens an article, does random things, quits, and compares the results. It
// returns how many things it did.
func (m *monkey) session(most int) int {
	p := m.program()
	m.witness.newID = p.newID
	doc, _, err := reader{program: p}.open([]string{m.names[m.random.IntN(len(m.names))]})
	if err != nil {
		m.t.Fatal(err)
	}
	screen := vterm.New(100, 30)
	cfg := reader{program: p}.config(doc, nil)
	cfg.NewID, cfg.Editor = m.witness.take, nil
	cfg.Input, cfg.Output = screen.Input(), screen
	cfg.Options = []tea.ProgramOption{tea.WithWindowSize(100, 30), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor)}
	program := ui.NewProgram(context.Background(), cfg)
	ended := make(chan error, 1)
	go func() {
		err := program.Run()
		screen.Close()
		ended <- err
	}()
	did := m.play(p, doc.Article, program, screen, most, ended)
	select {
	case err := <-ended:
		if err != nil {
			m.t.Fatalf("Run: %v", err)
		}
	case <-time.After(2 * time.Minute): // the race detector needs half a minute on a busy machine
		m.t.Fatalf("the reader did not exit; the screen:\n%s", screen.Text())
	}
	if err := p.library().Close(); err != nil {
		m.t.Errorf("at the end: %v", err)
	}
	m.waitIdle()
	m.compare(p)
	return did
}

// play does random things until it has done enough or the reader has exited, and then
// ends the reader.
func (m *monkey) play(p *program, a *annotate.Article, reader *ui.Program, screen *vterm.Terminal, most int, ended chan error) int {
	goroutines, memory := 0, uint64(0)
	for n := range most {
		if len(ended) > 0 {
			return n
		}
		switch {
		case n == most/4:
			goroutines, memory = runtime.NumGoroutine(), heap(screen)
		case m.random.IntN(60) == 0:
			width, height := 1+m.random.IntN(150), 1+m.random.IntN(50)
			screen.Resize(width, height)
			reader.Send(tea.WindowSizeMsg{Width: width, Height: height})
		case m.random.IntN(150) == 0:
			m.elsewhere(p, a.ID)
		case m.random.IntN(200) == 0:
			m.edit()
		default:
			if keys := m.anything(); !m.stays || !strings.ContainsAny(keys, "Q\x03") {
				screen.Type(indoors(keys))
			}
		}
	}
	if after := runtime.NumGoroutine(); m.stays && after > goroutines+50 {
		m.t.Errorf("%d goroutines after a quarter, %d at the end", goroutines, after)
	}
	if after := heap(screen); m.stays && after > memory+24<<20 {
		m.t.Errorf("%d bytes in use after a quarter of %d events, %d at the end", memory, most, after)
	}
	reader.Send(tea.WindowSizeMsg{Width: 100, Height: 30})
	// An unfinished terminal sequence or paste is completed first.
	screen.Type("\x1b\\\x1b[201~\x1b[27u\x1b[27u\x1b[27u\x1b[27u\x03")
	return most
}

// elsewhere annotates words of the article, as another window would.
func (m *monkey) elsewhere(p *program, id string) {
	a, err := p.store().Article(id)
	if err != nil {
		return // it is not saved yet
	}
	step := stepOn(a, len("The"))
	step.Changes[0].After.Note = "from elsewhere"
	_, err = p.store().Commit(id, step)
	switch {
	case errors.Is(err, storage.ErrConflict): // an update was applied at this moment
	case err != nil:
		m.t.Errorf("elsewhere: %v", err)
	default:
		m.witness.note(step.ID)
	}
}

// edit changes one of the files: the reader may find the update and apply it.
func (m *monkey) edit() {
	path := m.names[m.random.IntN(len(m.names))]
	data, err := os.ReadFile(path)
	if err != nil {
		m.t.Fatal(err)
	}
	paragraphs := strings.Split(string(data), "\n\n")
	at := m.random.IntN(len(paragraphs))
	switch m.random.IntN(3) {
	case 0:
		paragraphs = slices.Insert(paragraphs, at, "A new paragraph is here now.")
	case 1:
		if len(paragraphs) > 3 {
			paragraphs = slices.Delete(paragraphs, at, at+1)
		}
	case 2:
		paragraphs[at] = strings.Replace(paragraphs[at], "e", "ee", 1)
	}
	if err := os.WriteFile(path, []byte(strings.Join(paragraphs, "\n\n")), 0o600); err != nil {
		m.t.Fatal(err)
	}
}

// anything returns something that a user or a terminal may send.
func (m *monkey) anything() string {
	one := func(things ...string) string { return things[m.random.IntN(len(things))] }
	switch m.random.IntN(20) {
	case 0, 1:
		return fmt.Sprintf("\x1b[<%s;%d;%d%s", one("0", "0", "0", "1", "2", "32", "64", "65"), 1+m.random.IntN(150), 1+m.random.IntN(50), one("M", "M", "m"))
	case 2:
		return "\x1b[200~" + one("words", "many\nlines\n", "\x1b[2J\u202e", "“Nobody asked”", "中文字", strings.Repeat("long ", 400)) + "\x1b[201~"
	case 3:
		return one("\x1b[I", "\x1b[O", "\x1b[27u", "\x1b[27u", "\x1b")
	case 4:
		return one("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[1;2C", "\x1b[1;2D", "\x1b[1;5A", "\x1b[5~", "\x1b[6~", "\t", "\x1b[Z", "\r", "\r", "\x7f", "\x1b[3~")
	case 5:
		return string([]byte{byte(m.random.IntN(32))})
	case 6, 7, 8:
		return one("c", "q", "o", "u", "\x12", "d", ".", "v", "s", "V", "}", ")", "\r", "c", "q", "o", "u", "t", "r", "x", "+")
	case 9:
		return string(rune(m.random.IntN(0x3000)))
	case 10, 11, 12:
		return "\x1b[27u\x1b[27u" + one("c", "q", "o", "gg", "G", "}c", "}q", "))o", "3c", "vwwc", "sso", "V", "u", "u", "\x12", "\x12", "\t\rnote\x13", "\tt", "\td", "\tr++\r", "/the\r*c", ".", "}}")
	case 13:
		return "\x1b[27u\x1b[27u" + one("A", "T", "P", "L", "?", "I", "E\r", "E\t\r\r", "E", "R\r", "R\r", "R", "D", "z", "m", "/", "f", "gw", "gt", "gs")
	}
	if m.random.IntN(20) > 0 { // quitting is rare
		if key := string(rune(' ' + m.random.IntN('~'-' '))); key != "Q" {
			return key
		}
	}
	return "Q"
}

// waitIdle waits until no command of an ended reader is still working on the library:
// one that applies an update continues after the end and would affect the next reader.
func (m *monkey) waitIdle() {
	stacks := make([]byte, 8<<20)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		all := stacks[:runtime.Stack(stacks, true)]
		switch {
		case !bytes.Contains(all, []byte("galley/internal/library.(*Library)")):
			return
		case time.Now().After(deadline):
			m.t.Fatalf("the library is still at work:\n%s", all)
		}
	}
}

// compare checks the annotations of the library against its steps, and the steps
// against those that the reader made.
func (m *monkey) compare(p *program) {
	if err := m.lost(p); err != nil {
		m.t.Error(err)
	}
	if report, err := p.store().Check(); err != nil || report.Problems != nil {
		m.t.Errorf("doctor: %q, %v", report.Problems, err)
	}
}

// lost returns an error if a step of the reader is not in the history, or if the
// annotations of an article are not the result of its history.
func (m *monkey) lost(p *program) error {
	records, err := p.store().Records()
	trashed, trashErr := p.store().Trash()
	if err = errors.Join(err, trashErr); err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, r := range append(records, trashed...) {
		history, err := p.store().History(r.ID)
		if err != nil {
			return err
		}
		for _, step := range history {
			kept[step.ID] = true
			for _, c := range step.Changes {
				kept[c.ID()] = true
			}
		}
		annotations, _, err := p.store().Annotations(r.ID)
		if err != nil {
			return err
		}
		if err := replay(history, annotations); err != nil {
			return fmt.Errorf("%s: %w", r.ID, err)
		}
	}
	for _, id := range m.witness.all() {
		if !kept[id] {
			return fmt.Errorf("%s is in no history", id)
		}
	}
	return nil
}

// replay applies a history to an empty set, which must result in the annotations, and
// undoes all of it, which must leave nothing.
func replay(history []annotate.Step, annotations []annotate.Annotation) error {
	var set annotate.Set
	var err error
	for _, s := range history {
		if set, err = set.Apply(s.Changes...); err != nil {
			return fmt.Errorf("step %d: %w", s.Seq, err)
		}
	}
	if len(annotations) != set.Len() {
		return fmt.Errorf("%d annotations in the library, %d in the history", len(annotations), set.Len())
	}
	for _, got := range annotations {
		if want, ok := set.Get(got.ID); !ok || !got.Equal(want) {
			return fmt.Errorf("the library has\n%+v\nthe history\n%+v", got, want)
		}
	}
	for _, s := range slices.Backward(history) {
		if set, err = set.Apply(s.Inverse()...); err != nil {
			return fmt.Errorf("step %d cannot be undone: %w", s.Seq, err)
		}
	}
	if set.Len() > 0 {
		return fmt.Errorf("%d annotations before the first step", set.Len())
	}
	return nil
}

// indoors returns keys that cannot name a file in another folder: keys that could are
// typed only after Esc has closed the export screen.
func indoors(keys string) string {
	if strings.ContainsAny(keys, "/~") {
		return "\x1b[27u\x1b[27u" + strings.TrimPrefix(keys, "\x1b[27u\x1b[27u")
	}
	return keys
}

// heap returns the memory in use after a collection, without the output to the
// screen.
func heap(screen *vterm.Terminal) uint64 {
	screen.ClearRaw()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// Whatever is pressed, the library is the result of its steps, and neither goroutines
// nor memory grow.
func TestMonkey(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	m := newMonkey(t)
	m.stays = true
	did, sessions := m.session(*monkeyEvents/3), 1
	m.stays = false
	for ; did < *monkeyEvents && !t.Failed(); sessions++ {
		did += m.session(min(perSession, *monkeyEvents-did))
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d events in %d sessions, %d ids of steps and annotations, %d files exported", did, sessions, len(m.witness.all()), len(files))
	// If keys came after the end, Bubble Tea leaves its key-reading goroutine behind.
	for deadline := time.Now().Add(30 * time.Second); runtime.NumGoroutine() > goroutines+sessions+2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines before, %d after:\n%s", goroutines, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}
