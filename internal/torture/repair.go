//go:build unix

package main

import (
	"os"
	"path/filepath"
)

// killDailyBackup kills the first change of a day at one of its writes, then makes
// another.
func killDailyBackup(t *trial) {
	prepareLibrary(t.home)
	backups := func() []string {
		found, err := filepath.Glob(t.db + ".backup-*-??")
		t.must(err)
		return found
	}
	for _, b := range backups() {
		t.must(os.Remove(b))
	}
	t.withKill(1+t.random.IntN(24)).run("annotate", "levy.txt", "--tag", "claim", "--quote", sentence(1))
	for _, b := range backups() {
		t.withLibrary(b).checkSound()
		t.must(os.Remove(b))
	}
	t.mustRun("annotate", "levy.txt", "--tag", "opinion", "--quote", sentence(2))
	made := backups()
	if len(made) != 1 {
		t.fail("daily backups: %q", made)
	}
	if got, want := t.withLibrary(made[0]).state(), t.state(); got != want {
		t.fail("the backup has\n%s\nnot\n%s", got, want)
	}
	if left, _ := filepath.Glob(t.db + "*.part"); len(left) > 0 {
		t.fail("left behind: %q", left)
	}
}

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
