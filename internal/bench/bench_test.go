package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate/source"
	"galley/storage"

	"pgregory.net/rapid"
)

// TestMain lets the test binary act as the command, which starts itself as the
// empty pager and to make libraries.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == "pager" || os.Args[1] == "library") {
		if err := run(os.Args[1:]); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func TestTerminalAnswersAsXtermDoes(t *testing.T) {
	for _, test := range []struct{ name, asked, want string }{
		{"text", "hello\r\n", ""},
		{"colors", "\x1b[38;2;1;2;3mx\x1b[0m", ""},
		{"device", "\x1b[c", "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"},
		{"secondary device", "\x1b[>c", "\x1b[>41;390;0c"},
		{"foreground", "\x1b]10;?\x07", "\x1b]10;rgb:e5e5/e5e5/e5e5\x07"},
		{"background", "\x1b]11;?\x1b\\", "\x1b]11;rgb:0000/0000/0000\x1b\\"},
		{"synchronised output", "\x1b[?2026$p", "\x1b[?2026;0$y"},
		{"grapheme widths", "\x1b[?2027$p", "\x1b[?2027;0$y"},
		{"bracketed paste", "\x1b[?2004$p", "\x1b[?2004;2$y"},
		{"two in text", "a\x1b[5nb\x1b[6nc", "\x1b[0n\x1b[1;1R"},
		{"a title that contains a query", "\x1b]0;\x1b[c", ""},
	} {
		var asked responder
		if got := string(asked.answer([]byte(test.asked))); got != test.want {
			t.Errorf("%s: %q answered by %q, want %q", test.name, test.asked, got, test.want)
		}
	}
}

func TestAnswersDoNotDependOnWhereReadsEnd(t *testing.T) {
	pieces := []string{"text", "\x1b[c", "\x1b]11;?\x1b\\", "\x1b]10;?\x07", "\x1b[?2027$p", "\x1b[1m", "\x1b7", "—"}
	rapid.Check(t, func(t *rapid.T) {
		output := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "output"), "")
		var whole, byReads responder
		want, got := string(whole.answer([]byte(output))), ""
		for rest := output; rest != ""; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "read")
			got += string(byReads.answer([]byte(rest[:n])))
			rest = rest[n:]
		}
		if got != want {
			t.Fatalf("%q answered by %q, want %q", output, got, want)
		}
	})
}

func TestEndlessSequencesAreGivenUp(t *testing.T) {
	var asked responder
	asked.answer([]byte("\x1b]" + strings.Repeat("x", 2*maxRest)))
	if got := asked.answer([]byte("\x1b[5n")); string(got) != "\x1b[0n" {
		t.Errorf("answer %q", got)
	}
}

func TestPercentileIsTheNearestRank(t *testing.T) {
	times := []time.Duration{50, 20, 40, 15, 35}
	for p, want := range map[int]time.Duration{5: 15, 30: 20, 40: 20, 50: 35, 95: 50, 100: 50} {
		if got, ok := percentile(times, p); got != want || !ok {
			t.Errorf("percentile %d is %d, want %d", p, got, want)
		}
	}
	if _, ok := percentile[int](nil, 50); ok {
		t.Error("a percentile of nothing")
	}
}

func TestResponsesCountUnansweredPresses(t *testing.T) {
	r, now := responses{name: "j"}, time.Now()
	r.add(burst{bytes: 10, last: now.Add(time.Millisecond)}, now)
	r.add(burst{bytes: 20, last: now.Add(time.Millisecond)}, now)
	r.add(burst{end: silent}, now)
	r.add(burst{bytes: 9000, last: now, end: restless}, now)
	if len(r.times) != 2 || r.silent != 1 || r.restless != 1 || r.bytesEach() != 15 {
		t.Errorf("%+v", r)
	}
}

func TestKeyPressesAreSpreadEvenlyOverATick(t *testing.T) {
	started := time.Now()
	rapid.Check(t, func(t *rapid.T) {
		var phases []time.Duration
		now, first := started, rapid.IntRange(0, 1000).Draw(t, "first")
		for n := first; n < first+20; n++ {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(time.Second)).Draw(t, "pause")))
			at := nextMoment(now, started, n)
			if wait := at.Sub(now); wait < 0 || wait > 2*tick {
				t.Fatalf("press %d waits %s", n, wait)
			}
			phases, now = append(phases, at.Sub(started)%tick), at
		}
		slices.Sort(phases)
		phases = append(phases, phases[0]+tick)
		for i, phase := range phases[1:] {
			if gap := phase - phases[i]; gap > tick/9 {
				t.Fatalf("of 20 presses none fell into %s of a tick", gap)
			}
		}
	})
}

func TestGeneratedTextIsTheSameForASeed(t *testing.T) {
	if newGenerator(1).paragraph() == newGenerator(2).paragraph() {
		t.Error("not decided by the seed")
	}
	first := generate(200_000, paragraphBreak)
	if first != generate(200_000, paragraphBreak) {
		t.Error("not the same again")
	}
	if mean := len(first) / len(strings.Split(first, "\n\n")); mean < 380 || mean > 460 {
		t.Errorf("paragraphs of %d bytes", mean)
	}
	if n := len(first); n < 200_000 || n > 202_000 {
		t.Errorf("%d bytes", n)
	}
	if line := generate(200_000, " "); strings.Contains(line, "\n") || !strings.HasSuffix(line, ".") {
		t.Error("not one line")
	}
}

func TestSizesOfTextAndScreens(t *testing.T) {
	for text, want := range map[string]int{"10MB": 10_000_000, "64KiB": 65536, "5kB": 5000, "7B": 7} {
		if got, err := parseBytes(text); got != want || err != nil {
			t.Errorf("parseBytes(%q) = %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "MB", "-1MB", "1.5MB", "10", "article.txt"} {
		if _, err := parseBytes(text); err == nil {
			t.Errorf("parseBytes(%q) passes", text)
		}
	}
	if got, err := parseSize("200x60"); got != (size{200, 60}) || err != nil {
		t.Errorf("parseSize = %v, %v", got, err)
	}
	for _, text := range []string{"", "80", "80x", "9999x24", "1x1", "80×24"} {
		if _, err := parseSize(text); err == nil {
			t.Errorf("parseSize(%q) passes", text)
		}
	}
}

func TestPlanTakesProgramsKeysAndFiles(t *testing.T) {
	p, err := parsePlan([]string{"--galley", "/bin/galley", "--known=false", "--peer", "less=less {}", "--key", `/levy\r`, "--sizes", "80x24,200x60"})
	if err != nil {
		t.Fatal(err)
	}
	var programs []string
	for _, program := range p.programs {
		programs = append(programs, program.name)
		if got := names(program.cycles(input{})); !slices.Equal(got, []string{`/levy\r`}) {
			t.Errorf("%s presses %q", program.name, got)
		}
	}
	if !slices.Equal(programs, []string{"galley", "less", "empty pager"}) || len(p.sizes) != 2 || len(p.files) != 8 {
		t.Errorf("%v, %v, %v", programs, p.sizes, p.files)
	}
	for _, args := range [][]string{{"--empty=false"}, {"--galley", "g", "--sizes", "big"}, {"--galley", "g", "--rounds", "0"}, {"extra"}} {
		if _, err := parsePlan(args); err == nil {
			t.Errorf("%q passes", args)
		}
	}
}

func TestPagerIsMeasuredOnTheKeysOfGalley(t *testing.T) {
	for _, in := range []input{{word: "levy"}, {isList: true}} {
		ours, theirs := names(galleyCycles(in)), names(emptyPager().cycles(in))
		if !slices.Equal(ours, theirs) {
			t.Errorf("%q and %q", ours, theirs)
		}
	}
}

func TestGeneratedInputsContainTheRareWord(t *testing.T) {
	var p plan
	for _, name := range []string{"sample", "5kB", "page", "line"} {
		in, err := p.makeInput(t.TempDir(), name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(in.path)
		if err != nil || strings.Count(string(text), in.word) == 0 {
			t.Errorf("%s has no %q: %v", name, in.word, err)
		}
		if in.word == rareWord && strings.Index(string(text), in.word) < len(text)*9/10 {
			t.Errorf("%s: the rare word is not at the end", name)
		}
		if a, err := source.Read(text, source.Options{Name: in.path}); err != nil || !strings.Contains(a.Text, in.word) {
			t.Errorf("%s: Galley reads no %q: %v", name, in.word, err)
		}
	}
}

func TestLibraryHasTheRequestedSize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	if err := makeLibraryInChild(path, librarySize{7, 60}); err != nil {
		t.Fatal(err)
	}
	store := storage.New(path)
	records, err := store.Records()
	if err != nil || len(records) != 7 {
		t.Fatalf("%d articles, %v", len(records), err)
	}
	total := 0
	for _, r := range records {
		marks, _, err := store.Annotations(r.ID)
		if err != nil {
			t.Fatal(err)
		}
		total += len(marks)
	}
	if total != 60 {
		t.Errorf("%d annotations", total)
	}
	if report, err := store.Check(); err != nil || report.Problems != nil {
		t.Errorf("%v, %v", report.Problems, err)
	}
}

// tenMegabytes returns a run in which galley took that long and the pager 20 ms.
func tenMegabytes(galley time.Duration) report {
	slow, fast := newResult("galley", readerCycles("")), newResult("empty pager", readerCycles(""))
	for r, took := range map[*result]time.Duration{slow: galley, fast: 20 * time.Millisecond} {
		r.firstNew, r.firstAgain = []time.Duration{took}, []time.Duration{took}
		for i := range r.keys {
			r.keys[i].times = []time.Duration{took}
		}
		r.settled, r.idle = []int64{1 << 20}, []float64{0.01}
	}
	return report{about: "A machine.", screens: []screen{{input{name: "10MB", title: "10MB of text"}, size{80, 24}, []*result{slow, fast}}}}
}

func TestTargetsAreMetOrMissed(t *testing.T) {
	verdicts := func(m report) (met, missed int) {
		for _, row := range m.targetsTable().rows {
			switch row[len(row)-1] {
			case "met":
				met++
			case "missed":
				missed++
			}
		}
		return met, missed
	}
	if met, missed := verdicts(tenMegabytes(20 * time.Millisecond)); met != 7 || missed != 1 { // 20 ms is too long for a tag
		t.Errorf("as fast as the pager: %d met, %d missed", met, missed)
	}
	if met, missed := verdicts(tenMegabytes(50 * time.Millisecond)); met != 2 || missed != 6 { // memory and CPU are the same
		t.Errorf("30 ms slower: %d met, %d missed", met, missed)
	}
}

func TestTablesAreWrittenBetweenTheirMarkers(t *testing.T) {
	m := tenMegabytes(50 * time.Millisecond)
	text := "Before.\n\n" + markTables + "\nold\n" + markEnd + "\nAfter.\n"
	once, err := m.replaceIn(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Before.", "After.", "A machine.", "| missed |", "### 10MB of text at 80x24", "×2.5"} {
		if !strings.Contains(once, part) {
			t.Errorf("no %q in\n%s", part, once)
		}
	}
	if strings.Contains(once, "old") {
		t.Error("the old tables are still there")
	}
	if again, err := m.replaceIn(once); err != nil || again != once {
		t.Errorf("not the same again: %v", err)
	}
	for _, bad := range []string{"no mark", markTables + " without an end"} {
		if _, err := m.replaceIn(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
