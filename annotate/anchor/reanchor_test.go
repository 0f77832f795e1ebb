package anchor_test

import (
	"errors"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
)

func TestReanchorPlacesOrphansFromTheirOwnVersion(t *testing.T) {
	first, all := marked("The levy passed. «It was a long night in the harbour.» «Nobody asked the crews.»")
	second, _ := marked("The levy passed. Nobody asked the crews.")
	third, _ := marked("The levy passed. It was a long night in the harbour. Nobody asked the crews at all.")
	texts := map[string]*annotate.Article{first.Digest: first, second.Digest: second}
	version := func(digest string) (*annotate.Article, error) {
		if a := texts[digest]; a != nil {
			return a, nil
		}
		return nil, errors.New("no such text")
	}
	one, err := anchor.Reanchor(first, second, all, nil, version, nil)
	if err != nil || len(one.Changes) != 2 || one.Diff.Edited != 1 {
		t.Fatalf("%+v, %v", one, err)
	}
	steps := []annotate.Step{{Changes: one.Changes}}
	for i, a := range all {
		all[i].Anchor = one.Placements[a.ID].Anchor
	}
	two, err := anchor.Reanchor(second, third, all, steps, version, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"anchored: It was a long night in the harbour.", "changed: Nobody asked the crews at all."} {
		if got := paint(third, two.Placements[all[i].ID].Anchor); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	delete(texts, first.Digest)
	lost, err := anchor.Reanchor(second, third, all, steps, version, nil)
	if err != nil || paint(third, lost.Placements["0"].Anchor) != "moved: It was a long night in the harbour." {
		t.Errorf("without the first text: %+v, %v", lost.Placements, err)
	}
	back, err := anchor.Reanchor(second, first, all, steps, version, nil)
	if err != nil || len(back.Changes) != 2 {
		t.Fatalf("%+v, %v", back, err)
	}
	for i, c := range back.Changes {
		if !c.After.Equal(*one.Changes[i].Before) {
			t.Errorf("%+v, not as it was at first", c.After)
		}
	}
	if _, err := anchor.Reanchor(first, third, all, nil, version, func(int, int) bool { return false }); !errors.Is(err, anchor.ErrStopped) {
		t.Errorf("error %v", err)
	}
}
