package launch

import (
	"runtime/debug"
	"testing"
)

var first = debug.SetGCPercent(sparing)

func TestTheCollectorIsSparedUntilTheProgramHasBegun(t *testing.T) {
	if first != sparing {
		t.Errorf("%d per cent at first", first)
	}
	for range 2 {
		Over()
		if got := debug.SetGCPercent(sparing); got != usual || got == sparing {
			t.Errorf("%d per cent then, the rule is %d", got, usual)
		}
	}
	Over()
}
