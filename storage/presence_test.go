package storage

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPresence(t *testing.T) {
	s, r, _ := marked(t)
	now := time.Now()
	ada, ben := s.Presence(), New(s.Path()).Presence()
	wantOthers := func(p *Presence, at time.Time, want ...Reading) {
		t.Helper()
		if diff := cmp.Diff(want, p.Others(at)); diff != "" {
			t.Error(diff)
		}
	}
	wantOthers(ada, now)
	there, here := Reading{"Ben", r.ID, 2}, Reading{"Ada", r.ID, 1}
	must(t, ben.Show(there, now))
	wantOthers(ada, now, there)
	must(t, ada.Show(here, now))
	wantOthers(ben, now, here)
	there.Paragraph = 3
	must(t, ben.Show(there, now))
	wantOthers(ada, now, there)

	file := ben.file
	stale := now.Add(-time.Minute)
	must(t, os.Chtimes(file, stale, stale))
	wantOthers(ada, now)
	if _, err := os.Stat(file); err == nil {
		t.Error("the file of an ended process is still there")
	}
	ada.Leave()
	ben.Leave()
	if _, err := os.Stat(s.Path() + ".readers"); err == nil {
		t.Error("the folder is still there after the last has left")
	}
}

func TestPresenceWritesOnlyWhatDiffers(t *testing.T) {
	s, r, _ := marked(t)
	p, now := s.Presence(), time.Now()
	at := Reading{"Ada", r.ID, 1}
	must(t, p.Show(at, now))
	must(t, os.Remove(p.file))
	must(t, p.Show(at, now.Add(presenceInterval/2)))
	if _, err := os.Stat(p.file); err == nil {
		t.Error("the same place was written again")
	}
	must(t, p.Show(at, now.Add(presenceInterval)))
	if _, err := os.Stat(p.file); err != nil {
		t.Errorf("the place would be taken for that of an ended process: %v", err)
	}
}

// Anybody who can write to the folder can put anything there.
func TestPresenceSkipsWhatIsNoPlace(t *testing.T) {
	s, _, _ := marked(t)
	folder := s.Path() + ".readers"
	must(t, os.Mkdir(folder, 0o700))
	for name, content := range map[string]string{"a.json": "{", "b.json": "", "c.txt": `{"name":"Eve"}`, "d.json": `{"paragraph":"x"}`} {
		must(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	must(t, os.Mkdir(filepath.Join(folder, "e.json"), 0o700))
	if others := s.Presence().Others(time.Now()); len(others) > 0 {
		t.Errorf("got %v", others)
	}
}
