package memory

import (
	"runtime/debug"
	"testing"
)

var first = debug.SetGCPercent(startupGC)

func TestCollectorWaitsUntilStartupEnds(t *testing.T) {
	if first != startupGC {
		t.Errorf("%d percent during start-up", first)
	}
	for range 2 {
		EndStartup()
		if got := debug.SetGCPercent(startupGC); got != normalGC || got == startupGC {
			t.Errorf("%d percent afterwards, want %d", got, normalGC)
		}
	}
	EndStartup()
}
