package teamtest

import (
	"testing"
)

// TestReplicas tests libraries that share a desk. newDesk returns an empty one.
func TestReplicas(t *testing.T, newDesk func(testing.TB) Desk) {
	for name, test := range map[string]func(*testing.T, Desk){
		"AMarkGoesOver": testMarkGoesOver,
	} {
		t.Run(name, func(t *testing.T) { test(t, newDesk(t)) })
	}
}

func testMarkGoesOver(t *testing.T, d Desk) {
	ann, bob := join(t, d, "ann"), join(t, d, "bob")
	ann.save(harbour("/ann/harbour.txt"))
	n := ann.mark("The vote came after nine hours")
	ann.sync()
	bob.sync()
	wantSame(t, ann, bob)
	if got := bob.get(n.ID); got.Creator != "ann" {
		t.Errorf("creator %q", got.Creator)
	}
	if s := bob.article().Source; s.Location != "" {
		t.Errorf("the path of another computer came along: %q", s.Location)
	}
}
