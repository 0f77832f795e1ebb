package storage

import (
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRecordsAreSortedLatestFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var records []Record
		for i, hour := range rapid.SliceOfN(rapid.IntRange(0, 9), 0, 12).Draw(t, "hours") {
			records = append(records, Record{ID: fmt.Sprint(i), Added: noon.Add(time.Duration(hour) * time.Hour)})
		}
		n := len(records)
		sortRecords(records, Record.lastUsed)
		seen := map[string]bool{}
		for i, r := range records {
			if seen[r.ID] = true; i > 0 && r.lastUsed().After(records[i-1].lastUsed()) {
				t.Fatalf("%s, added %v, is after %s, added %v", r.ID, r.Added, records[i-1].ID, records[i-1].Added)
			}
		}
		if len(seen) != n {
			t.Fatalf("%d of %d records are left", len(seen), n)
		}
	})
}

// BenchmarkSortRecords sorts records of which each belongs in the place of the next.
func BenchmarkSortRecords(b *testing.B) {
	const n = 100_000
	records := make([]Record, n)
	for b.Loop() {
		b.StopTimer()
		for i := range records {
			records[i] = Record{Added: noon.Add(time.Duration(-((i + 1) % n)) * time.Second)}
		}
		b.StartTimer()
		sortRecords(records, Record.lastUsed)
	}
}

// A file is not much larger than its contents, however large its memory map is.
func TestSmallLibraryIsASmallFile(t *testing.T) {
	s := newStore(t)
	save(t, s, harbour())
	info, err := os.Stat(s.Path())
	if err != nil || info.Size() > 256<<10 {
		t.Errorf("%d bytes, error %v", info.Size(), err)
	}
}
