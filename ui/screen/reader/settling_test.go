package reader_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/library"
	"galley/ui/kit"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

const queueText = `The council passed a levy of 4.20 per ticket late on Tuesday. The vote came after nine hours.

“Nobody asked the ferry crews,” said Ada Lund. The levy is a tax on the poor.

Ticket sales fell by a third last winter. The ferry is the best thing about this town.
`

// queueMarks has a case of each kind: same, nearly, border, tag, and one-sided by each.
var queueMarks = []string{
	"ann claim The vote came after nine hours.", "ben claim The vote came after nine hours.",
	"ann quote Nobody asked the ferry crews,", "ben quote “Nobody asked the ferry crews,”",
	"ann claim The council passed a levy of 4.20 per ticket late on Tuesday", "ben claim a levy of 4.20 per ticket",
	"ann opinion The levy is a tax on the poor.", "ben claim The levy is a tax on the poor.",
	"ann claim Ticket sales fell by a third last winter.", "ben opinion The ferry is the best thing about this town.",
}

// newQueue opens an article that people annotated, each mark as "ann claim words", for ed.
func newQueue(t *testing.T, change func(*reader.Env), marks ...string) *session {
	t.Helper()
	a := readArticle(t, queueText, "text")
	var all []annotate.Annotation
	for i, m := range marks {
		part := strings.SplitN(m, " ", 3)
		at := strings.Index(a.Text, part[2])
		if at < 0 {
			t.Fatalf("no %q", part[2])
		}
		all = append(all, annotate.Annotation{
			ID: fmt.Sprintf("m%d", i), Article: a.ID, Tag: annotate.Tag(part[1]), Creator: part[0], Created: start, Modified: start,
			Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: at, End: at + len(part[2])}),
		})
	}
	var env reader.Env
	s := newSession(a, 0, func(e *reader.Env) {
		e.Author = "ed"
		change(e)
		env = *e
	})
	s.saved, s.ids = annotate.NewSet(slices.Clone(all)), 100
	s.reader = reader.New(env, library.Document{Article: a, Annotations: all})
	s.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 100, Height: 30, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	return s
}

func asIs(*reader.Env) {}

// decided lists the decisions in the library: "border claim words < m0 m1".
func (s *session) decided() (list []string) {
	for _, a := range s.saved.All() {
		if a.IsDecision() {
			list = append(list, fmt.Sprintf("%s %s %s < %s", a.Decided, a.Tag, a.Span().In(s.reader.Article().Text), strings.Join(a.From, " ")))
		}
		if a.IsDecision() != (a.Creator == "ed") {
			list = append(list, a.ID+" is by "+a.Creator)
		}
	}
	return list
}

func (s *session) screen() string { return ansi.Strip(s.reader.View().Content) }

func wantDecided(t *testing.T, s *session, want ...string) {
	t.Helper()
	if got := s.decided(); !slices.Equal(got, want) {
		t.Errorf("decided\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func wantShown(t *testing.T, s *session, want ...string) {
	t.Helper()
	for _, part := range want {
		if screen := s.screen(); !strings.Contains(screen, part) {
			t.Errorf("no %q in\n%s", part, screen)
		}
	}
}

func TestQueueOfAllKindsIsSettledByKeys(t *testing.T) {
	s := newQueue(t, asIs, queueMarks...)
	s.types("C")
	wantShown(t, s, "They differ about where it begins or ends.", "1 of 4 · border 1 of 1 · 4 open", "1  ann claim", "2  ben claim", "Taken, because all agree: 2 places; u undoes that. 4 to settle: a number takes", "1 2 ")
	s.types("n")
	wantShown(t, s, "They differ about the tag.", "2 of 4 · tag 1 of 1 · 3 open")
	s.types("1")
	wantShown(t, s, "Only ann annotated this.", "3 of 4 · one-sided 1 of 2 · 2 open")
	s.types("x")
	wantShown(t, s, "Only ben annotated this.", "4 of 4 · one-sided 2 of 2 · 1 open")
	s.types("2")
	wantShown(t, s, "Everything is settled: 4 places.", "0 open")
	wantDecided(t, s,
		"border claim a levy of 4.20 per ticket < m4 m5", "same claim The vote came after nine hours. < m0 m1", "nearly quote Nobody asked the ferry crews, < m2 m3",
		"tag opinion The levy is a tax on the poor. < m6 m7", "one-sided opinion The ferry is the best thing about this town. < m9", "neither claim  < m8")
	for i, m := range queueMarks {
		if a, ok := s.saved.Get(fmt.Sprintf("m%d", i)); !ok || string(a.Tag) != strings.Fields(m)[1] || a.Decided != "" {
			t.Errorf("%s is %+v now", m, a)
		}
	}
}

func TestEveryWayToSettleABorder(t *testing.T) {
	const wide, narrow = "The council passed a levy of 4.20 per ticket late on Tuesday", "a levy of 4.20 per ticket"
	for typed, want := range map[string]string{
		"1": "border claim " + wide, "2": "border claim " + narrow, "w": "border claim " + wide, "n": "border claim " + narrow,
		"b": "border claim " + wide + ", border claim " + narrow, "x": "neither claim ", "tq": "border quote " + wide, "tz": "", "3": "", ".": "",
		"r<enter>": "border claim " + wide, "r<left><left><left><enter>": "border claim The council passed a levy of 4.20 per ticket late on Tues", "r<esc>": "",
		"1u": "", "1<shift+tab>2": "border claim " + narrow,
	} {
		s := newQueue(t, asIs, queueMarks[4:6]...).types("C" + typed)
		var got []string
		for _, d := range s.decided() {
			d, _, _ = strings.Cut(d, " < ")
			got = append(got, d)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: decided %q, want %q", typed, got, want)
		}
		if mode := s.reader.Keyboard().Mode.String(); mode != "SETTLE" {
			t.Errorf("%s: the mode is %s", typed, mode)
		}
	}
}

func TestSettlingAsLastTime(t *testing.T) {
	s := newQueue(t, asIs, queueMarks[8:]...).types("C.")
	wantShown(t, s, "Nothing was decided yet where not everyone annotated")
	s.types("1.") // ben's, although the last one was ann's
	wantDecided(t, s, "one-sided claim Ticket sales fell by a third last winter. < m0", "one-sided opinion The ferry is the best thing about this town. < m1")
}

// Of more people than there are digits, a number takes what several annotated.
func TestQueueOfManyPeople(t *testing.T) {
	const wide, narrow = "claim Ticket sales fell by a third last winter.", "claim Ticket sales fell by a third"
	var marks []string
	for i := range 12 {
		marks = append(marks, fmt.Sprintf("p%02d %s", i, []string{wide, narrow}[i/9]))
	}
	s := newQueue(t, asIs, append(marks, "p00 quote Nobody asked the ferry crews,", "p11 quote “Nobody asked the ferry crews,”")...).types("C")
	wantShown(t, s, "Not annotated by 10 of 12 people.", "1  p00 quote", "2  p11 quote")
	s.types("2")
	wantShown(t, s, "They differ about where it begins or ends.", "1  p00, p01, 7 more claim", "2  p09, p10, p11 claim", "1 2 ")
	s.types("3")
	wantShown(t, s, "There is no annotation with this number here.")
	s.types("2")
	wantDecided(t, s, "one-sided quote “Nobody asked the ferry crews,” < m12 m13", "border claim Ticket sales fell by a third < m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 m11")
}

func TestUndoneAgreementIsAskedAbout(t *testing.T) {
	s := newQueue(t, asIs, queueMarks...).types("Cu")
	wantDecided(t, s)
	wantShown(t, s, "of 6 ·", "same 1 of 1")
	s = newQueue(t, func(e *reader.Env) { e.Queue.AskAll = true }, queueMarks...).types("C")
	wantDecided(t, s)
	wantShown(t, s, "1 of 6 ·", "6 open")
}

func TestQueueGoesOnWhereItWasLeft(t *testing.T) {
	s := newQueue(t, asIs, queueMarks...).types("C1<tab><esc>")
	wantShown(t, s, "1 of 4 places settled")
	s.types("C")
	wantShown(t, s, "3 of 4 · one-sided 1 of 2 · 3 open")
	var env reader.Env // another day: from the first open place at the caret
	next := newSession(s.reader.Article(), 0, func(e *reader.Env) { e.Author, env = "ed", *e })
	env = reader.Env{Outbox: next.outbox, Library: next, Keys: env.Keys, Author: "ed", Measure: 72, Now: env.Now, NewID: env.NewID}
	next.saved = s.saved
	next.reader = reader.New(env, library.Document{Article: s.reader.Article(), Annotations: slices.Clone(s.saved.All()), Caret: s.reader.Caret()})
	next.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 100, Height: 30, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	next.types("C")
	wantShown(t, next, "3 of 4 · one-sided 1 of 2 · 3 open")
}

// deleteElsewhere deletes annotations in another window.
func (s *session) deleteElsewhere(ids ...string) {
	s.saved = annotate.NewSet(slices.DeleteFunc(slices.Clone(s.saved.All()), func(a annotate.Annotation) bool { return slices.Contains(ids, a.ID) }))
	s.update(kit.AnnotationsMsg{Set: s.saved, Seq: uint64(len(s.steps) + 9)})
}

func TestQueueFollowsWhatIsChangedElsewhere(t *testing.T) {
	for _, begun := range []string{"", "r", "t", "r<left>"} {
		s := newQueue(t, asIs, queueMarks...).types("C" + begun)
		s.deleteElsewhere("m4", "m5")
		wantShown(t, s, "Changed in another place", "They differ about the tag.", "1 of 3 · tag 1 of 1 · 3 open")
		s.types("2")
		wantShown(t, s, "2 of 3 · one-sided 1 of 2 · 2 open")
		s.deleteElsewhere("m1", "m3", "m7", "m9") // all of ben's
		wantShown(t, s, "nothing is left to settle")
		if s.types("12bwnx.<tab>ru"); s.reader.Keyboard().Mode.String() == "SETTLE" {
			t.Errorf("after %q, the queue is still open", begun)
		}
	}
}

func TestQueueShowsWhatAnotherWindowDecided(t *testing.T) {
	one, two := newQueue(t, asIs, queueMarks...), newQueue(t, asIs, queueMarks...)
	one.types("C1")
	two.saved, two.steps, two.ids = one.saved, one.steps, 200
	two.update(kit.AnnotationsMsg{Set: two.saved, Seq: uint64(len(two.steps))})
	two.types("C")
	wantShown(t, two, "2 of 4 · tag 1 of 1 · 3 open")
	two.types("<shift+tab>")
	wantShown(t, two, "settled · 1 of 4", "settled as claim “The council passed")
	two.types("2")
	one.saved, one.steps = two.saved, two.steps
	one.update(kit.AnnotationsMsg{Set: one.saved, Seq: uint64(len(one.steps))})
	wantShown(t, one.types("<shift+tab>"), "settled as claim “a levy of 4.20 per ticket” · by ed")
	if n := strings.Count(strings.Join(one.decided(), "\n"), "border"); n != 1 {
		t.Errorf("%d decisions on one place:\n%s", n, strings.Join(one.decided(), "\n"))
	}
}

func TestDecisionIsUndoneAfterLeavingTheQueue(t *testing.T) {
	s := newQueue(t, asIs, queueMarks...).types("C1<esc>u")
	wantShown(t, s, "Undid: decision on claim in ¶1")
	if got := strings.Join(s.decided(), "\n"); strings.Contains(got, "border") || !strings.Contains(got, "same") {
		t.Errorf("decided\n%s", got)
	}
	s.types("C")
	wantShown(t, s, "4 open")
	s.types("<shift+tab>")
	wantShown(t, s, "1 of 4 · border 1 of 1 · 4 open")
	s.types("2<esc>C")
	wantShown(t, s, "2 of 4", "3 open")
	s.types("u") // also after coming back
	wantShown(t, s, "1 of 4 · border 1 of 1 · 4 open")
}

func TestUndoOfAnEditedDecisionWithoutMarks(t *testing.T) {
	s := newQueue(t, asIs, queueMarks...)
	foreign := s.saved.All()[0].Clone()
	foreign.ID, foreign.Creator, foreign.Decided, foreign.From = "d0", "ed", "border", nil
	s.saved = annotate.NewSet(append(slices.Clone(s.saved.All()), foreign))
	s.update(kit.AnnotationsMsg{Set: s.saved, Seq: 0})
	s.types("gm<tab>to")
	if a, _ := s.saved.Get("d0"); a.Tag != annotate.Opinion {
		t.Fatalf("%+v", a)
	}
	s.types("Cuu")
	if a, _ := s.saved.Get("d0"); a.Tag == annotate.Opinion {
		t.Errorf("%+v", a)
	}
}

// BenchmarkOpenQueue opens the queue of 30 people with 500 annotations each.
func BenchmarkOpenQueue(b *testing.B) {
	var text strings.Builder
	for i := range 500 {
		fmt.Fprintf(&text, "The council passed levy number %d of 4.20 per ticket late on Tuesday, and the vote came after nine hours of talks. “Nobody asked the ferry crews about it,” said Ada Lund, who leads the union of the harbor.\n\n", i)
	}
	a := readArticle(b, text.String(), "text")
	var all []annotate.Annotation
	for i, block := range a.Blocks {
		for person := range 30 {
			span := annotate.Span{Start: block.Span.Start + (i+person)%7/3*4, End: block.Span.End - (i*person)%5*9}
			all = append(all, annotate.Annotation{
				ID: fmt.Sprintf("m%d-%d", person, i), Article: a.ID, Tag: annotate.Tags()[(i+person*person)%11/5], Creator: fmt.Sprintf("student %d", person),
				Created: start, Modified: start, Anchor: anchor.Describe(a.Text, a.Digest, span),
			})
		}
	}
	for b.Loop() {
		b.StopTimer()
		var env reader.Env
		s := newSession(a, 0, func(e *reader.Env) { e.Author = "ed"; env = *e })
		s.saved = annotate.NewSet(slices.Clone(all))
		s.reader = reader.New(env, library.Document{Article: a, Annotations: all})
		s.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 100, Height: 30, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
		_ = s.screen()
		b.StartTimer()
		s.press("C")
		_ = s.screen()
	}
}

func TestNothingToSettle(t *testing.T) {
	s := newQueue(t, asIs, queueMarks[0], queueMarks[2]).types("C")
	wantShown(t, s, "Nothing to settle: only one person annotated this article.")
	s = newQueue(t, asIs, queueMarks[:4]...).types("C")
	wantShown(t, s, "Everyone agrees:")
	if mode := s.reader.Keyboard().Mode.String(); mode != "READ" {
		t.Errorf("the mode is %s", mode)
	}
}

func TestOnlyDecisionsAreShown(t *testing.T) {
	s := newQueue(t, asIs, queueMarks...).types("C1xb<esc>")
	if n := s.reader.Annotations().Len(); n != len(queueMarks)+4 {
		t.Errorf("%d annotations are shown", n) // without the rejection
	}
	s.types("gmgmgm")
	if n := s.reader.Annotations().Len(); n != 4 || !strings.Contains(s.header(), "decided") {
		t.Errorf("%d decisions are shown: %s", n, s.header())
	}
}

func TestBlindWork(t *testing.T) {
	s := newQueue(t, func(e *reader.Env) { e.Author, e.Blind = "ann", true }, queueMarks...)
	if n := s.reader.Annotations().Len(); n != 5 {
		t.Errorf("ann sees %d annotations, want her 5", n)
	}
	s.types("C")
	wantShown(t, s, "hidden until you are done: X")
	s.types("gm")
	wantShown(t, s, "hidden until you are done: X")
	s.update(kit.AnnotationsMsg{Set: s.saved, Seq: 9})
	if n := s.reader.Annotations().Len(); n != 5 {
		t.Errorf("ann sees %d annotations after a reload", n)
	}
	s.types("X")
	s.update(kit.AnnotationsMsg{Set: s.saved, Seq: 10})
	if n := s.reader.Annotations().Len(); n != 10 || len(s.done) != 1 || s.done[0].By != "ann" {
		t.Errorf("ann sees %d annotations; done: %v", n, s.done)
	}
	if s.types("X"); s.reader.Annotations().Len() != 5 || !s.done[1].At.IsZero() {
		t.Errorf("ann sees %d annotations; done: %v", s.reader.Annotations().Len(), s.done)
	}
}
