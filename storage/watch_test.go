package storage

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// receives fails the test unless a value arrives.
func receives(t *testing.T, written <-chan struct{}) {
	t.Helper()
	select {
	case _, ok := <-written:
		if !ok {
			t.Fatal("the channel was closed")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("no value")
	}
}

// writesUntilSeen makes writes until one is seen: watching begins at some time after
// Watch has returned.
func writesUntilSeen(t *testing.T, written <-chan struct{}, write func()) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		write()
		select {
		case <-written:
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("no write was seen")
}

func TestWatchReportsCommitsByOthers(t *testing.T) {
	s, r, _ := marked(t)
	written := s.Watch(t.Context())
	other, n := New(s.Path()), 0
	commit := func() {
		n++
		must(t, other.SavePosition(r.ID, r.Digest, n, n, noon))
	}
	writesUntilSeen(t, written, commit)
	commit()
	receives(t, written)
}

func TestWatchFollowsAFileThatIsReplaced(t *testing.T) {
	s, _, _ := marked(t)
	written := s.Watch(t.Context())
	data, err := os.ReadFile(s.Path())
	must(t, err)
	replace := func() {
		beside := s.Path() + ".new"
		must(t, os.WriteFile(beside, data, 0o600))
		must(t, os.Rename(beside, s.Path()))
	}
	writesUntilSeen(t, written, replace)
	replace()
	receives(t, written)
}

func TestWatchWaitsForTheFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "later")
	written := New(filepath.Join(folder, "galley.db")).Watch(t.Context())
	must(t, os.Mkdir(folder, 0o700))
	writesUntilSeen(t, written, func() {
		must(t, os.WriteFile(filepath.Join(folder, "galley.db"), []byte("x"), 0o600))
	})
}

func TestPollSeesWhatChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	w := fileWatch{path: path, written: make(chan struct{}, 1)}
	w.poll()
	must(t, os.WriteFile(path, []byte("one"), 0o600))
	w.poll()
	if w.poll(); len(w.written) > 0 {
		t.Error("reported a file that was not written")
	}
	must(t, os.WriteFile(path, []byte("three"), 0o600))
	if w.poll(); len(w.written) == 0 {
		t.Error("did not report another size")
	}
	<-w.written
	must(t, os.Chtimes(path, time.Time{}, time.Now().Add(time.Minute)))
	if w.poll(); len(w.written) == 0 {
		t.Error("did not report another time")
	}
}

// BenchmarkWatch measures the time from the end of a commit by another process until
// Watch reports it.
func BenchmarkWatch(b *testing.B) {
	s, r, _ := marked(b)
	written, other := s.Watch(b.Context()), New(s.Path())
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		must(b, other.SavePosition(r.ID, r.Digest, i%50, i%50, noon))
		b.StartTimer()
		select {
		case <-written:
		case <-time.After(time.Second): // watching had not begun
		}
	}
}
