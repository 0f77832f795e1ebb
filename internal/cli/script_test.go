package cli_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"galley/internal/cli"

	"github.com/adrg/xdg"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestMain makes this test binary serve as galley, too.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"galley": func() { os.Exit(cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// A runner runs galley in the process of the tests, which takes a tenth of the
// time of "exec galley". One command at a time has the folder and the environment
// of its script.
type runner struct{ mu sync.Mutex }

// run runs galley and fails the script if its exit status is not want.
func (r *runner) run(ts *testscript.TestScript, want string, args []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer changeTo(ts, ts.MkAbs("."), ts.Getenv)()
	got := cli.Main(context.Background(), args, strings.NewReader(""), ts.Stdout(), ts.Stderr())
	if fmt.Sprint(got) != want {
		ts.Fatalf("exit status %d, want %s", got, want)
	}
}

// changeTo changes the working folder and the variables of environment, and
// returns a function that changes them back.
func changeTo(ts *testscript.TestScript, dir string, value func(string) string) (back func()) {
	before, err := os.Getwd()
	ts.Check(err)
	old := map[string]string{}
	for _, v := range environment("") {
		name, _, _ := strings.Cut(v, "=")
		old[name] = os.Getenv(name)
		ts.Check(os.Setenv(name, value(name)))
	}
	ts.Check(os.Chdir(dir))
	xdg.Reload()
	return func() { changeTo(ts, before, func(name string) string { return old[name] }) }
}

func TestScripts(t *testing.T) {
	folder, err := os.Getwd() // scripts change it
	if err != nil {
		t.Fatal(err)
	}
	schema := filepath.Join(folder, "../../docs/export.schema.json")
	r := &runner{}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(folder, "testdata/script"),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for _, v := range environment(env.WorkDir) {
				name, value, _ := strings.Cut(v, "=")
				env.Setenv(name, value)
			}
			s := newSite()
			env.Defer(s.Close)
			env.Values[siteKey{}] = s
			env.Setenv("SITE", s.URL)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"run":        func(ts *testscript.TestScript, _ bool, args []string) { r.run(ts, "0", args) },
			"fails":      func(ts *testscript.TestScript, _ bool, args []string) { r.run(ts, args[0], args[1:]) },
			"valid":      func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(valid(schema, ts.ReadFile(args[0]))) },
			"exact":      func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(exact(ts.ReadFile(args[0]))) },
			"same":       same,
			"clean":      func(ts *testscript.TestScript, _ bool, args []string) { ts.Check(clean(ts.ReadFile(args[0]))) },
			"one-line":   oneLine,
			"keep":       keep,
			"keep-first": keepFirst,
			"make":       makeFile,
			"edit":       edit,
			"asked":      asked,
			"many":       many,
			"pack":       pack,
		},
	})
}

// environment returns the environment of a first-time user. It keeps the race detector,
// if that is on, from delaying the end of each program by a second.
func environment(dir string) []string {
	return []string{
		"HOME=" + filepath.Join(dir, "home"), "XDG_CONFIG_HOME=" + filepath.Join(dir, "config"), "GLAMOUR_STYLE=", "XDG_DATA_HOME=" + filepath.Join(dir, "data"), "LOCALAPPDATA=" + filepath.Join(dir, "data"),
		"GALLEY_AUTHOR=ada", "GALLEY_DB=", "NO_COLOR=", "TERM=xterm-256color", "TZ=UTC", "NL=\n", "GORACE=atexit_sleep_ms=0",
	}
}

// valid checks an export against the published schema.
func valid(schema, document string) error {
	s, err := jsonschema.NewCompiler().Compile(schema)
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// An exported document, with the members that the tests need.
type document struct {
	Articles []struct {
		Text        string
		Annotations []struct {
			ID, Quote  string
			Start, End *int
		}
	}
}

// exact checks that the code points of every annotation are its quote.
func exact(export string) error {
	var d document
	if err := json.Unmarshal([]byte(export), &d); err != nil {
		return err
	}
	n := 0
	for _, a := range d.Articles {
		text := []rune(a.Text)
		for _, x := range a.Annotations {
			n++
			if words := string(text[*x.Start:*x.End]); words != x.Quote {
				return fmt.Errorf("annotation %s: the text has %q at %d, not %q", x.ID, words, *x.Start, x.Quote)
			}
		}
	}
	if n == 0 {
		return fmt.Errorf("no annotations")
	}
	return nil
}

// same compares two JSON files, ignoring the time of the export.
func same(ts *testscript.TestScript, neg bool, args []string) {
	var docs [2]map[string]any
	for i := range docs {
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[i])), &docs[i]))
		delete(docs[i], "exported")
	}
	if diff := cmp.Diff(docs[0], docs[1]); (diff != "") != neg {
		ts.Fatalf("-%s +%s:\n%s", args[0], args[1], diff)
	}
}

// clean fails if a file contains anything that must never reach a terminal.
func clean(output string) error {
	for off, r := range output {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return fmt.Errorf("%U at byte %d: %.60q", r, off, output[max(off-30, 0):])
		}
	}
	return nil
}

// oneLine checks that a file is one clean line.
func oneLine(ts *testscript.TestScript, _ bool, args []string) {
	line := ts.ReadFile(args[0])
	ts.Check(clean(line))
	if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
		ts.Fatalf("not one line: %q", line)
	}
}

// keep sets a variable to the trimmed contents of a file.
func keep(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
}

// keepFirst sets a variable to the id of the first annotation of an export.
func keepFirst(ts *testscript.TestScript, _ bool, args []string) {
	var d document
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &d))
	ts.Setenv(args[0], d.Articles[0].Annotations[0].ID)
}

// makeFile writes a file whose name and contents are written as Go strings,
// and sets BAD to its name.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	name, err := strconv.Unquote(`"` + args[0] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	ts.Setenv("BAD", name)
}

// edit copies a file with some words replaced.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[2]) {
		ts.Fatalf("%s does not hold %q", args[0], args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.ReplaceAll(text, args[2], args[3])), 0o600))
}

// many makes a folder with a number of short texts.
func many(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	ts.Check(os.Mkdir(ts.MkAbs(args[1]), 0o700))
	for i := range n {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[1]), fmt.Sprintf("%04d.txt", i)), fmt.Appendf(nil, "Text %d\n", i), 0o600))
	}
}
