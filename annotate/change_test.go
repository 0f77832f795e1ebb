package annotate_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
)

// drawStep draws a step of changes that can be applied to items, one after another.
// id must be unique in the test.
func drawStep(t *rapid.T, id string, items []annotate.Annotation) annotate.Step {
	now := slices.Clone(items)
	step := annotate.Step{ID: id}
	for n := rapid.IntRange(1, 6).Draw(t, "changes"); n > 0; n-- {
		i := rapid.IntRange(0, len(now)).Draw(t, "which")
		switch {
		case i == len(now):
			a := drawAnnotation(fmt.Sprintf("%s new%d", id, n)).Draw(t, "created")
			now, step.Changes = append(now, a), append(step.Changes, annotate.Create(a))
		case rapid.Bool().Draw(t, "delete"):
			step.Changes = append(step.Changes, annotate.Delete(now[i]))
			now = slices.Delete(now, i, i+1)
		default:
			a := drawAnnotation(now[i].ID).Draw(t, "edited")
			step.Changes = append(step.Changes, annotate.Edit(now[i], a))
			now[i] = a
		}
	}
	return step
}

func sameSet(a, b annotate.Set) bool {
	return slices.EqualFunc(a.All(), b.All(), annotate.Annotation.Equal)
}

func TestAStepThenItsInverseIsIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawAnnotations(t)
		set := annotate.NewSet(slices.Clone(items))
		step := drawStep(t, "step", items)
		changed, err := set.Apply(step.Changes...)
		if err != nil {
			t.Fatal(err)
		}
		undone, err := changed.Apply(step.Inverse()...)
		if err != nil {
			t.Fatal(err)
		}
		if !sameSet(undone, set) {
			t.Fatalf("%v became %v", set.All(), undone.All())
		}
		redone, err := undone.Apply(annotate.Step{Changes: step.Inverse()}.Inverse()...)
		if err != nil || !sameSet(redone, changed) {
			t.Fatalf("redone: %v, %v", redone.All(), err)
		}
		if fresh := annotate.NewSet(items); !sameSet(set, fresh) {
			t.Fatal("applying a step changed the set that it was applied to")
		}
	})
}

func TestApplyRefusesChangesThatDoNotFit(t *testing.T) {
	a := annotate.Annotation{ID: "a", Note: "old"}
	edited := a
	edited.Note = "new"
	other := annotate.Annotation{ID: "b"}
	set := annotate.NewSet([]annotate.Annotation{a})
	for name, changes := range map[string][]annotate.Change{
		"create what exists":       {annotate.Create(edited)},
		"edit what is otherwise":   {annotate.Edit(edited, a)},
		"delete what is otherwise": {annotate.Delete(edited)},
		"delete what is absent":    {annotate.Delete(other)},
		"rename":                   {annotate.Edit(a, other)},
		"second of two":            {annotate.Edit(a, edited), annotate.Delete(a)},
	} {
		if got, err := set.Apply(changes...); !errors.Is(err, annotate.ErrConflict) || got.Len() != 0 {
			t.Errorf("%s: %v, %v", name, got.All(), err)
		}
	}
	if got, ok := set.Get("a"); !ok || got.Note != "old" {
		t.Errorf("a refused change left %v", got)
	}
}

func TestChangeNamesItsAnnotation(t *testing.T) {
	a := annotate.Annotation{ID: "a"}
	for _, c := range []annotate.Change{annotate.Create(a), annotate.Edit(a, a), annotate.Delete(a)} {
		if c.ID() != "a" || c.Inverse().ID() != "a" {
			t.Errorf("%v names %q", c, c.ID())
		}
	}
}

func TestAVersionChangeThenItsInverseIsIdentity(t *testing.T) {
	change := annotate.VersionChange{From: "old", To: "new"}
	if back := change.Inverse(); back != (annotate.VersionChange{From: "new", To: "old"}) || back.Inverse() != change {
		t.Errorf("back: %+v", back)
	}
}
