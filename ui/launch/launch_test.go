package launch

import (
	"runtime/debug"
	"testing"
)

func TestTheCollectorIsSparedUntilTheProgramHasBegun(t *testing.T) {
	if got := debug.SetGCPercent(sparing); got != sparing {
		t.Errorf("%d per cent at first", got)
	}
	Over()
	if got := debug.SetGCPercent(sparing); got != usual {
		t.Errorf("%d per cent then, the rule is %d", got, usual)
	}
	Over()
	if got := debug.SetGCPercent(usual); got != sparing {
		t.Error("the second time changes something")
	}
}
