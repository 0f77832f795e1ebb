package library

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"galley/annotate"
)

// A file that is read value by value need not fit in memory.
func TestImportDoesNotHoldTheFile(t *testing.T) {
	const padding = 24 << 20
	l := newLibrary(t)
	exported(t, l)
	path := filepath.Join(t.TempDir(), "marks.csv")
	rewrite(t, path, "quote\nevery ticket\n"+strings.Repeat("\n", padding))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	in, err := l.PlanImport([]string{path}, ImportOptions{Article: firstID(t, l), DefaultTag: annotate.Claim})
	runtime.ReadMemStats(&after)
	if err != nil || in.Added != 1 {
		t.Fatalf("%+v, %v", in, err)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > padding/2 {
		t.Errorf("allocated %d MB for a file of %d MB", n>>20, padding>>20)
	}
}

func firstID(t *testing.T, l *Library) string {
	t.Helper()
	records, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	return records[0].ID
}
