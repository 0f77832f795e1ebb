package storage_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"galley/storage"
)

func TestTheStateOfASync(t *testing.T) {
	s := storage.New(filepath.Join(t.TempDir(), "galley.db"))
	now := time.Now().UTC()
	if got := s.SyncState(now); got.String() != "" {
		t.Errorf("without a file: %v", got)
	}
	for want, state := range map[string]storage.SyncState{
		"synced":                {Online: true},
		"offline":               {},
		"offline: 12 to send":   {Unsent: 12},
		"12 to send":            {Online: true, Unsent: 12},
		"read only: 1 not sent": {Online: true, Unsent: 1, ReadOnly: true},
	} {
		state.At = now
		if err := s.WriteSyncState(state); err != nil {
			t.Fatal(err)
		}
		if got := s.SyncState(now); got != state || got.String() != want {
			t.Errorf("got %+v, %q; want %q", got, got, want)
		}
	}
	old, err := os.Stat(s.SyncPath())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.WriteSyncState(storage.SyncState{At: now}); err != nil {
		t.Fatal(err)
	}
	if written, err := os.Stat(s.SyncPath()); err != nil || os.SameFile(old, written) {
		t.Errorf("a file that others read was written to, %v", err)
	}
	if got := s.SyncState(now.Add(time.Minute)); got.String() != "" {
		t.Errorf("of a process that has ended: %v", got)
	}
	if err := os.WriteFile(s.SyncPath(), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := s.SyncState(now); got.String() != "" {
		t.Errorf("half written: %v", got)
	}
}

func TestFilesOfASyncAreBesideTheLibrary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	for name, want := range map[string]bool{".sync": true, ".sync.lock": true, ".synced": false, "x.sync": false} {
		if err := os.WriteFile(path+name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path + name)
		if err != nil {
			t.Fatal(err)
		}
		if got := storage.Beside(path, info); (got != "") != want {
			t.Errorf("%s is %q", name, got)
		}
	}
}
