//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A difference is what two people annotated in one place, as "tag words", the keys that
// settle it, and what is kept, as "kind tag words".
type difference struct {
	ann, ben string
	keys     string
	kept     []string
}

// differences has each kind of difference, and each way to settle one. Those without keys
// agree.
var differences = []difference{
	{"claim The council passed the levy at midnight.", "claim The council passed the levy at midnight.", "", []string{"same claim The council passed the levy at midnight."}},
	{"quote “We did not ask for this,”", "quote We did not ask for this", "", []string{"nearly quote “We did not ask for this,”"}},
	{"claim The levy adds 4.20 to every ticket", "claim 4.20 to every ticket", "1", []string{"border claim The levy adds 4.20 to every ticket"}},
	{"claim sales fell by a third", "claim Ticket sales fell by a third last winter", "w", []string{"border claim Ticket sales fell by a third last winter"}},
	{"claim The crews worked nine hours a day", "claim nine hours a day", "n", []string{"border claim nine hours a day"}},
	{"claim The port employs ninety people", "claim ninety people in three towns", "b", []string{"border claim The port employs ninety people", "border claim ninety people in three towns"}},
	{"claim The vote was sixteen to nine.", "claim sixteen to nine", ".", []string{"border claim The vote was sixteen to nine.", "border claim sixteen to nine"}},
	{"claim Two boats are older than the pier", "claim older than the pier", "r\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\r", []string{"border claim Two boats are older than the"}},
	{"opinion The levy is a tax on the poor.", "claim The levy is a tax on the poor.", "2", []string{"tag claim The levy is a tax on the poor."}},
	{"claim The ferry is the pride of the town.", "quote the pride of the town", "to", []string{"tag opinion The ferry is the pride of the town."}},
	{"claim Fares rose twice in ten years. status=accurate", "claim Fares rose twice in ten years. status=inaccurate", "2", []string{"fields claim Fares rose twice in ten years."}},
	{"claim The mayor abstained.", "", "x", nil},
	{"", "opinion The night was long.", ".", nil},
	{"", "claim Sixteen members voted for it.", "2", []string{"one-sided claim Sixteen members voted for it."}},
}

const settleText = `A levy on every ticket

The council passed the levy at midnight. “We did not ask for this,” said Ada Lund.

The levy adds 4.20 to every ticket sold. Ticket sales fell by a third last winter. The crews worked nine hours a day.

The port employs ninety people in three towns. The vote was sixteen to nine. Two boats are older than the pier.

The levy is a tax on the poor. The ferry is the pride of the town. Fares rose twice in ten years.

The mayor abstained. The night was long. Sixteen members voted for it.
`

// handIn annotates an article in a library of its own and exports what it annotated.
func (h home) handIn(article, name string, marks ...string) string {
	h.t.Helper()
	db := filepath.Join(h.dir, name+".db")
	for _, m := range marks {
		tag, words, _ := strings.Cut(m, " ")
		args := []string{"annotate", article, "--db", db, "--author", name, "--tag", tag}
		if rest, status, ok := strings.Cut(words, " status="); ok {
			words = rest
			args = append(args, "--field", "status="+status)
		}
		h.run(append(args, "--quote", words)...)
	}
	out := filepath.Join(h.dir, name+".json")
	h.run("export", article, "--db", db, "--output", out)
	return out
}

// decisions lists what was kept of an article, as "kind tag words".
func (h home) decisions(args ...string) (list []string) {
	h.t.Helper()
	var file struct {
		Articles []struct {
			Annotations []struct {
				Tag, Quote, Decided, Creator string
				From                         []string
			}
		}
	}
	if err := json.Unmarshal([]byte(h.run(append([]string{"export"}, args...)...)), &file); err != nil {
		h.t.Fatal(err)
	}
	for _, a := range file.Articles[0].Annotations {
		if a.Decided == "" {
			continue
		}
		if a.Creator != "ed" || len(a.From) == 0 {
			h.t.Errorf("%+v", a)
		}
		list = append(list, a.Decided+" "+a.Tag+" "+a.Quote)
	}
	return list
}

// A queue of all kinds is settled by keys in three sittings.
func TestDifferencesAreSettledByKeys(t *testing.T) {
	h := newHome(t)
	var ann, ben, want []string
	var queue []difference
	for _, d := range differences {
		for _, m := range []struct {
			mark string
			all  *[]string
		}{{d.ann, &ann}, {d.ben, &ben}} {
			if m.mark != "" {
				*m.all = append(*m.all, m.mark)
			}
		}
		if d.keys != "" {
			queue = append(queue, d)
		}
		want = append(want, d.kept...)
	}
	path := h.write("levy.txt", settleText)
	files := []string{h.handIn(path, "ann", ann...), h.handIn(path, "ben", ben...)}
	open := func(args ...string) *session {
		return h.open(append([]string{"adjudicate", path, "--author", "ed", "--fields", "status"}, args...)...)
	}
	at := func(i int) string { return fmt.Sprintf("%d of %d · ", i+1, len(queue)) }
	s := open("--from", files[0], "--from", files[1])
	s.waitFor("Taken, because all agree: 2 places")
	for i, d := range queue {
		s.waitFor(at(i))
		switch i {
		case 2: // a decision is taken back
			s.Type("x")
			s.waitFor(at(i + 1))
			s.Type("u")
			s.waitFor(at(i))
		case 4: // the reader, and back
			s.Type("\x1b")
			s.waitFor("4 of 12 places settled")
			s.Type("C")
			s.waitFor(at(i))
		case 8: // another day
			s.waitSaved()
			s.Type("Q")
			s.waitExit()
			s = open()
			s.waitFor(at(i))
		}
		s.Type(d.keys)
	}
	s.waitFor("Everything is settled: 12 places.")
	s.waitSaved()
	s.Type("Q")
	s.waitExit()
	got := h.decisions(path, "--decided")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("decided\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for name, marks := range map[string][]string{"ann": ann, "ben": ben} { // originals stay as they are
		if out := h.run("annotations", path, "--creator", name, "--json"); strings.Count(out, `"tag"`) != len(marks) {
			t.Errorf("%s has annotated something else now:\n%s", name, out)
		}
	}
}
