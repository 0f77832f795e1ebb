package annotate_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
)

// A past performs the user's actions, given as characters: a to z are steps, - is undo
// and + is redo. It keeps the steps as a store would.
type past struct {
	t     *annotate.Timeline
	steps []annotate.Step
}

func (p *past) add(s annotate.Step) {
	s.ID = fmt.Sprintf("step%d", len(p.steps))
	p.steps = append(p.steps, s)
	p.t.Add(s)
}

func (p *past) do(actions string) {
	for _, r := range actions {
		switch r {
		case '-':
			if s, first, ok := p.t.Undo(); ok {
				p.add(annotate.Step{Summary: "undo " + first.Summary, Undoes: s.ID})
			}
		case '+':
			if s, first, ok := p.t.Redo(); ok {
				p.add(annotate.Step{Summary: "redo " + first.Summary, Undoes: s.ID})
			}
		default:
			p.add(annotate.Step{Summary: string(r)})
		}
	}
}

// offers returns the original steps that undo and redo would act on.
func offers(t *annotate.Timeline) string {
	undo, redo := ".", "."
	if _, first, ok := t.Undo(); ok {
		undo = first.Summary
	}
	if _, first, ok := t.Redo(); ok {
		redo = first.Summary
	}
	return undo + redo
}

func TestUndoAndRedo(t *testing.T) {
	for actions, want := range map[string]string{
		"":           "..",
		"a":          "a.",
		"ab":         "b.",
		"ab-":        "ab",
		"ab--":       ".a",
		"ab---":      ".a",
		"ab--+":      "ab",
		"ab--++":     "b.",
		"ab--+++":    "b.",
		"ab-c":       "c.", // a new step clears redo
		"ab-c-":      "ac",
		"ab-c--":     ".a",
		"ab-+-":      "ab", // a redo can be undone
		"a-+-+-+":    "a.",
		"abc--+d-":   "bd",
		"abc---+++-": "bc",
	} {
		p := past{t: &annotate.Timeline{}}
		p.do(actions)
		if got := offers(p.t); got != want {
			t.Errorf("%q: undo and redo offer %q, want %q", actions, got, want)
		}
	}
}

func TestUndoUsesTheStepInEffect(t *testing.T) {
	p := past{t: &annotate.Timeline{}}
	p.do("a-+")
	step, first, ok := p.t.Undo()
	if !ok || step.ID != "step2" || first.ID != "step0" {
		t.Errorf("undo takes %s, first done as %s", step.ID, first.ID)
	}
	p.do("-")
	step, first, ok = p.t.Redo()
	if !ok || step.ID != "step3" || first.ID != "step0" {
		t.Errorf("redo takes %s, first done as %s", step.ID, first.ID)
	}
}

// TestATimelineAgainstAModel performs random actions, including restarts, and compares
// the timeline with two plain stacks.
func TestATimelineAgainstAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := past{t: &annotate.Timeline{}}
		var done, undone []string
		for i, action := range rapid.SliceOf(rapid.SampledFrom([]string{"do", "-", "+", "restart"})).Draw(t, "actions") {
			switch action {
			case "do":
				name := string(rune('a' + i%26))
				p.do(name)
				done, undone = append(done, name), nil
			case "-":
				p.do("-")
				if n := len(done); n > 0 {
					done, undone = done[:n-1], append(undone, done[n-1])
				}
			case "+":
				p.do("+")
				if n := len(undone); n > 0 {
					done, undone = append(done, undone[n-1]), undone[:n-1]
				}
			case "restart":
				p.t = annotate.NewTimeline(p.steps)
			}
			want := "."
			if n := len(done); n > 0 {
				want = done[n-1]
			}
			if n := len(undone); n > 0 {
				want += undone[n-1]
			} else {
				want += "."
			}
			if got := offers(p.t); got != want {
				t.Fatalf("after %s: offers %q, want %q", action, got, want)
			}
		}
	})
}

func TestStepsOfOthersAreIgnored(t *testing.T) {
	p := past{t: &annotate.Timeline{}}
	p.do("a")
	p.t.Add(annotate.Step{ID: "far", Summary: "undo of a step made elsewhere", Undoes: "elsewhere"})
	if got := offers(p.t); got != "a." {
		t.Errorf("offers %q", got)
	}
}

func TestADroppedStepIsNotOfferedAgain(t *testing.T) {
	p := past{t: &annotate.Timeline{}}
	p.do("abc")
	p.t.Drop("step1")
	p.t.Drop("no such")
	if p.do("-"); offers(p.t) != "ac" {
		t.Errorf("offers %q", offers(p.t))
	}
	p.t.Drop("step3") // the undo of c
	if got := offers(p.t); got != "a." {
		t.Errorf("offers %q", got)
	}
}

func TestUndoingEveryStepRestoresTheBeginning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawAnnotations(t)
		begin := annotate.NewSet(items)
		set, timeline := begin, &annotate.Timeline{}
		for i := range rapid.IntRange(0, 5).Draw(t, "steps") {
			step := drawStep(t, fmt.Sprint(i), set.All())
			next, err := set.Apply(step.Changes...)
			if err != nil {
				t.Fatal(err)
			}
			set = next
			timeline.Add(step)
		}
		end := set
		travel := func(pick func() (step, first annotate.Step, ok bool), prefix string) {
			for n := 0; ; n++ {
				step, _, ok := pick()
				if !ok {
					return
				}
				back := annotate.Step{ID: fmt.Sprint(prefix, n), Changes: step.Inverse(), Undoes: step.ID}
				next, err := set.Apply(back.Changes...)
				if err != nil {
					t.Fatal(err)
				}
				set = next
				timeline.Add(back)
			}
		}
		if travel(timeline.Undo, "undo"); !sameSet(set, begin) {
			t.Fatalf("undone to %v, began with %v", set.All(), begin.All())
		}
		if travel(timeline.Redo, "redo"); !sameSet(set, end) {
			t.Fatalf("redone to %v, ended with %v", set.All(), end.All())
		}
	})
}
