package cli

import (
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

// The monkey is a person who presses anything. A long run, and one seen before:
//
//	go test ./internal/cli -run Monkey -timeout 0 -monkey.events 100000 -monkey.seed 7
var (
	monkeyEvents = flag.Int("monkey.events", 6000, "keys, clicks, pastes and the like of the monkey")
	monkeySeed   = flag.Uint64("monkey.seed", 0, "where its chances begin; 0: anywhere")
)

// perSession is how much the monkey does before it quits and opens again.
const perSession = 800

// A witness stands between the reader and the library, and keeps a model of
// what must be in the library: every step, applied to a set of its own.
type witness struct {
	ports
	turns sync.Mutex // held while an article gets another text, also after the reader's end
	mu    sync.Mutex
	sets  map[string]annotate.Set
	steps map[string][]annotate.Step
	wrong []string
}

func (w *witness) Save(article string, step annotate.Step) {
	w.note(article, step)
	w.ports.Save(article, step)
}

// note applies a step to the model.
func (w *witness) note(article string, step annotate.Step) {
	w.mu.Lock()
	defer w.mu.Unlock()
	set, err := w.sets[article].Apply(step.Changes...)
	if err != nil {
		w.wrong = append(w.wrong, fmt.Sprintf("step %q: %v", step.What, err))
	}
	w.sets[article], w.steps[article] = set, append(w.steps[article], step)
}

func (w *witness) told(s ui.Saved) {
	if s.Err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.wrong = append(w.wrong, fmt.Sprintf("step %s: %v", s.Step, s.Err))
	}
}

// turning tells the witness of the steps by which articles get other texts:
// they do not go through the saver.
type turning struct {
	ui.Renewer
	store   *storage.Store
	witness *witness
}

func (x turning) Take(f *ui.Fresh) (ui.Document, error) {
	x.witness.turns.Lock()
	defer x.witness.turns.Unlock()
	doc, err := x.Renewer.Take(f)
	return doc, errors.Join(err, x.note(f.Old.ID, err))
}

func (x turning) Turn(article string, step annotate.Step) (ui.Document, error) {
	x.witness.turns.Lock()
	defer x.witness.turns.Unlock()
	doc, err := x.Renewer.Turn(article, step)
	return doc, errors.Join(err, x.note(article, err))
}

// note hands on the last step that turned the text.
func (x turning) note(article string, failed error) error {
	if failed != nil {
		return nil
	}
	history, err := x.store.History(article)
	for _, step := range slices.Backward(history) {
		if !step.Version.IsZero() {
			x.witness.note(article, step)
			break
		}
	}
	return err
}

// indoors is an exporter that writes into the current folder, whatever it is
// told.
type indoors struct{ exporter }

func (x indoors) WriteFile(name string, replace bool, o ui.Outgoing) (string, error) {
	return x.exporter.WriteFile("export-"+strings.Map(func(r rune) rune {
		if strings.ContainsRune("/\\~.\x00", r) {
			return -1
		}
		return r
	}, name[:min(len(name), 40)]), replace, o)
}

// A monkey works on a library in a folder of its own.
type monkey struct {
	t       *testing.T
	random  *rand.Rand
	dir     string
	names   []string
	witness *witness
	stays   bool // it does not quit before it has done what it was asked for
}

func newMonkey(t *testing.T) *monkey {
	seed := *monkeySeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	m := &monkey{t: t, random: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir(), witness: &witness{sets: map[string]annotate.Set{}, steps: map[string][]annotate.Step{}}}
	t.Chdir(m.dir)
	for name, text := range map[string]string{
		"levy.txt":   "Harbour levy passes\n\nThe vote came after nine hours. It ends three years of argument.\n\n“Nobody asked,” said Ada Lund.\n\nSource: Reuters\n",
		"notes.md":   "# Notes\n\n## Fares\n\n- one *item*\n- two\n\n> quoted 中文字 words 👩‍🚀\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n\n  more\n```\n\nनमस्ते cafe\u0301 שלום.\n",
		"harbour.md": strings.Repeat("The ferries leave at six. “They wait for nobody,” said one of the crew. It is a fine sight.\n\n", 300),
	} {
		if err := os.WriteFile(filepath.Join(m.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		m.names = append(m.names, name)
	}
	slices.Sort(m.names)
	return m
}

// program is Galley on the monkey's library. Its clock goes in all directions.
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

// session opens an article, does this and that, quits, and compares. It returns
// how many things it did.
func (m *monkey) session(most int) int {
	p := m.program()
	m.witness.ports = ports{p.library()}
	doc, _, err := reader{program: p}.open([]string{m.names[m.random.IntN(len(m.names))]})
	if err != nil {
		m.t.Fatal(err)
	}
	screen := vterm.New(100, 30)
	cfg := reader{program: p}.config(doc, nil)
	cfg.Renewer = turning{cfg.Renewer, p.store(), m.witness}
	cfg.Saver, cfg.Exporter, cfg.Editor = m.witness, indoors{exporter{p.library()}}, nil
	cfg.Input, cfg.Output = screen.Input(), screen
	cfg.Options = []tea.ProgramOption{tea.WithWindowSize(100, 30), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.TrueColor)}
	program := ui.NewProgram(context.Background(), cfg)
	go forward(p.library().Results(), func(s ui.Saved) { m.witness.told(s); program.Saved(s) })
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
	case <-time.After(30 * time.Second):
		m.t.Fatalf("the reader did not end; the screen:\n%s", screen.Text())
	}
	if err := p.library().Close(); err != nil {
		m.t.Errorf("at the end: %v", err)
	}
	m.compare(p)
	return did
}

// play does this and that, until it has done enough or the reader has ended,
// and has it end.
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
			reader.Resize(width, height)
		case m.random.IntN(150) == 0:
			m.elsewhere(p, a.ID)
		case m.random.IntN(200) == 0:
			m.edit()
		default:
			if keys := m.anything(); !m.stays || !strings.ContainsAny(keys, "Q\x03") {
				screen.Type(keys)
			}
		}
	}
	if after := runtime.NumGoroutine(); m.stays && after > goroutines+50 {
		m.t.Errorf("%d goroutines after a quarter, %d at the end", goroutines, after)
	}
	if after := heap(screen); m.stays && after > memory+24<<20 {
		m.t.Errorf("%d bytes in use after a quarter of %d events, %d at the end", memory, most, after)
	}
	reader.Resize(100, 30)
	// What was begun ends first: a command to the terminal, a paste.
	screen.Type("\x1b\\\x1b[201~\x1b[27u\x1b[27u\x1b[27u\x1b[27u\x03")
	return most
}

// elsewhere marks words of the article as another window would.
func (m *monkey) elsewhere(p *program, id string) {
	a, err := p.store().Article(id)
	if err != nil {
		return // it is not saved yet
	}
	step := stepOn(a, len("The"))
	step.Changes[0].After.Note = "from elsewhere"
	_, err = p.store().Commit(id, step)
	switch {
	case errors.Is(err, storage.ErrConflict): // another text was taken at this moment
	case err != nil:
		m.t.Errorf("elsewhere: %v", err)
	default:
		m.witness.note(id, step)
	}
}

// edit corrects one of the files: a new version that the reader may take.
func (m *monkey) edit() {
	path := filepath.Join(m.dir, m.names[m.random.IntN(len(m.names))])
	data, err := os.ReadFile(path)
	if err != nil {
		m.t.Fatal(err)
	}
	paragraphs := strings.Split(string(data), "\n\n")
	at := m.random.IntN(len(paragraphs))
	switch m.random.IntN(3) {
	case 0:
		paragraphs = slices.Insert(paragraphs, at, "A new paragraph stands here now.")
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

// anything is something that a person or a terminal may send.
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
		return "\x1b[27u\x1b[27u" + one("A", "T", "P", "L", "?", "I", "E", "R\r", "R\r", "R", "D", "z", "m", "/", "f", "gw", "gt", "gs")
	}
	if m.random.IntN(20) > 0 { // quitting is rare
		if key := string(rune(' ' + m.random.IntN('~'-' '))); key != "Q" {
			return key
		}
	}
	return "Q"
}

// compare holds the library against the model.
func (m *monkey) compare(p *program) {
	m.witness.turns.Lock()
	defer m.witness.turns.Unlock()
	m.witness.mu.Lock()
	defer m.witness.mu.Unlock()
	for _, wrong := range m.witness.wrong {
		m.t.Error(wrong)
	}
	for id, steps := range m.witness.steps {
		annotations, _, err := p.store().Annotations(id)
		if err != nil {
			m.t.Fatal(err)
		}
		m.same(id, annotations, m.witness.sets[id])
		history, err := p.store().History(id)
		if err != nil {
			m.t.Fatal(err)
		}
		m.rewind(id, steps, history)
	}
	if report, err := p.store().Check(); err != nil || report.Problems != nil {
		m.t.Errorf("doctor: %q, %v", report.Problems, err)
	}
}

// same holds the annotations of the library against those of the model.
func (m *monkey) same(id string, annotations []annotate.Annotation, model annotate.Set) {
	if len(annotations) != model.Len() {
		m.t.Errorf("%s: %d annotations in the library, %d in the model", id, len(annotations), model.Len())
	}
	for _, got := range annotations {
		if want, ok := model.Get(got.ID); !ok || !got.Equal(want) {
			m.t.Errorf("%s: the library has\n%+v\nthe model\n%+v", id, got, want)
		}
	}
}

// rewind holds the history against the steps of the model, in their order, and
// takes all of them back, which must leave nothing.
func (m *monkey) rewind(id string, steps, history []annotate.Step) {
	if len(history) != len(steps) {
		m.t.Fatalf("%s: %d steps in the library, %d were made", id, len(history), len(steps))
	}
	at := map[string]int{}
	for i, s := range history {
		at[s.ID] = i + 1
	}
	for _, s := range steps {
		if at[s.ID] == 0 {
			m.t.Errorf("%s: step %q is not in the history", id, s.What)
		}
	}
	set := m.witness.sets[id]
	for _, s := range slices.Backward(history) {
		var err error
		if set, err = set.Apply(s.Inverse()...); err != nil {
			m.t.Fatalf("%s: step %d cannot be taken back: %v", id, s.Seq, err)
		}
	}
	if set.Len() > 0 {
		m.t.Errorf("%s: %d annotations are there before the first step", id, set.Len())
	}
}

// heap is the memory in use after a collection, but for what the screen was
// sent.
func heap(screen *vterm.Terminal) uint64 {
	screen.ClearRaw()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// Whatever is pressed, the library is what the steps come to; and neither
// goroutines nor memory grow.
func TestMonkey(t *testing.T) {
	goroutines := runtime.NumGoroutine()
	m := newMonkey(t)
	m.stays = true
	did, sessions := m.session(*monkeyEvents/3), 1
	m.stays = false
	for ; did < *monkeyEvents && !t.Failed(); sessions++ {
		did += m.session(min(perSession, *monkeyEvents-did))
	}
	marks, steps := 0, 0
	for id, set := range m.witness.sets {
		marks, steps = marks+set.Len(), steps+len(m.witness.steps[id])
	}
	t.Logf("%d events in %d sessions, %d steps, %d annotations at the end", did, sessions, steps, marks)
	// Where keys came after the end, Bubble Tea leaves the reader of them.
	for deadline := time.Now().Add(30 * time.Second); runtime.NumGoroutine() > goroutines+sessions+2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines before, %d after:\n%s", goroutines, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}
