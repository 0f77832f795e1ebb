package storage

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
)

// TestSeveralStoresOnOneFileLoseNothing lets several writers, each with its own store
// like a separate program, add annotations and extend a shared note.
func TestSeveralStoresOnOneFileLoseNothing(t *testing.T) {
	const writers, each = 4, 15
	s := newStore(t)
	a := harbour()
	r := save(t, s, a)
	shared := mark(r.ID, a, "SHARED", annotate.Claim, "Harbour levy")
	commit(t, s, r.ID, "S0", annotate.Create(shared))
	var all sync.WaitGroup
	failures := make(chan error, writers)
	for w := range writers {
		all.Go(func() {
			failures <- write(New(s.Path()), r.ID, a, w, each)
		})
	}
	all.Wait()
	for range writers {
		must(t, <-failures)
	}
	got, seq, err := s.Annotations(r.ID)
	must(t, err)
	if len(got) != writers*each+1 || seq != 2*writers*each+1 {
		t.Errorf("%d annotations, seq %d", len(got), seq)
	}
	sum, err := s.FindAnnotation("SHARED")
	must(t, err)
	if n := len(sum.Note); n != writers*each {
		t.Errorf("the note counts %d", n)
	}
	wantHealthy(t, s)
}

// write adds annotations, and a letter to the shared note for each.
func write(s *Store, id string, a *annotate.Article, writer, each int) error {
	s.db.timeout = time.Minute // the locks are polled: on a busy machine two seconds can pass
	for i := range each {
		name := fmt.Sprintf("%d-%d", writer, i)
		if _, err := s.Commit(id, step("S"+name, annotate.Create(mark(id, a, "A"+name, annotate.Quote, "nine hours")))); err != nil {
			return err
		}
		for {
			before, err := s.FindAnnotation("SHARED")
			if err != nil {
				return err
			}
			after := before
			after.Note += "x"
			_, err = s.Commit(id, step("N"+name, annotate.Edit(before, after)))
			if err == nil {
				break
			}
			if !errors.Is(err, ErrConflict) {
				return err
			}
		}
	}
	return nil
}

// killed makes the test binary act as the process that is killed.
const killed = "GALLEY_STORAGE_TEST_LIBRARY"

func TestMain(m *testing.M) {
	if path := os.Getenv(killed); path != "" {
		commitForever(path, os.Getenv(killed+"_RUN"))
	}
	os.Exit(m.Run())
}

// commitForever prints the id of each annotation once it is saved.
func commitForever(path, run string) {
	s, a := New(path), harbour()
	r, err := saveOne(s, a, 31, noon)
	for i := 0; err == nil; i++ {
		id := fmt.Sprintf("%s-%06d", run, i)
		if _, err = s.Commit(r.ID, step("S"+id, annotate.Create(mark(r.ID, a, id, annotate.Claim, "nine hours")))); err == nil {
			fmt.Println(id)
		}
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// TestKilledProcessLosesNothingItAcknowledged kills a writer ten times.
func TestKilledProcessLosesNothingItAcknowledged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no SIGKILL on Windows")
	}
	s := newStore(t)
	var acknowledged []string
	for run := range 10 {
		acknowledged = append(acknowledged, killAfter(t, s.Path(), run, 5+13*run)...)
		r, err := s.ByLocation(annotate.FromFile, harbour().Source.Location)
		must(t, err)
		got, seq, err := s.Annotations(r.ID)
		must(t, err)
		there := make(map[string]bool)
		for _, a := range got {
			there[a.ID] = true
		}
		for _, id := range acknowledged {
			if !there[id] {
				t.Fatalf("%s was saved and is gone", id)
			}
		}
		if int(seq) != len(got) || len(got) > len(acknowledged)+run+1 {
			t.Fatalf("seq %d, %d annotations, %d acknowledged", seq, len(got), len(acknowledged))
		}
		wantHealthy(t, s)
	}
}

// killAfter runs the writer, kills it once it has saved a number of annotations, and
// returns all that it reported as saved.
func killAfter(t *testing.T, path string, run, saved int) (ids []string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), killed+"="+path, fmt.Sprintf("%s_RUN=%d", killed, run))
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if id := lines.Text(); !strings.HasPrefix(id, "error") {
			ids = append(ids, id)
		} else {
			t.Errorf("run %d: %s", run, id)
		}
		if len(ids) == saved {
			must(t, c.Process.Kill())
		}
	}
	_ = c.Wait() // killed
	return ids
}
