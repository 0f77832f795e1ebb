//go:build unix

package main

import (
	"os"
	"path/filepath"
)

// killRepair kills a repair at one of its writes, then repairs again.
func killRepair(t *trial) {
	prepareLibrary(t.home)
	want := t.state()
	t.withKill(1+t.random.IntN(24)).run("doctor", "--repair", "new.db")
	repaired := t.withLibrary("new.db")
	if _, err := os.Stat(repaired.db); err != nil {
		t.mustRun("doctor", "--repair", "new.db")
	} else {
		t.mustRun("backup", "copy.db") // it removes what was left behind, too
	}
	repaired.checkSound()
	if got := repaired.state(); got != want {
		t.fail("the repaired library has\n%s\nnot\n%s", got, want)
	}
	if left, _ := filepath.Glob(filepath.Join(t.dir, "*.part*")); len(left) > 0 {
		t.fail("left behind: %q", left)
	}
}
