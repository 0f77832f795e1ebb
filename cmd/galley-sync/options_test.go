package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/cmd/galley-sync/etcdlog"
	"galley/storage"
)

func TestAddresses(t *testing.T) {
	for address, want := range map[string][]string{
		"etcd://host/desk":                   {"host:2379", "desk"},
		"etcd://a:1,b,10.0.0.1:3/the%20desk": {"a:1", "b:2379", "10.0.0.1:3", "the desk"},
		"etcd://[::1],[::2]:7/x/y":           {"[::1]:2379", "[::2]:7", "x/y"},
		"etcd://host":                        nil,
		"etcd:///desk":                       nil,
		"etcd://host/":                       nil,
		"etcd://,b/desk":                     nil,
		"http://host/desk":                   nil,
		"etcd://ann:secret@host/desk":        nil,
		"":                                   nil,
	} {
		endpoints, desk, err := parseAddress(address)
		got := append(endpoints, desk)
		if (err != nil) != (want == nil) || err == nil && !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", address, got, err, want)
		}
		if err != nil && (!errors.As(err, new(usageError)) || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestPasswordFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	for content, want := range map[string]string{"secret\n": "secret", "two words\r\nmore": "two words", "x": "x", "\nx": "", "": ""} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readPassword(path)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q: %q, %v", content, got, err)
		}
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readPassword(path); err == nil || !strings.Contains(err.Error(), "others can read") {
		t.Errorf("readable by others: %v", err)
	}
}

func TestMistakesInTheArguments(t *testing.T) {
	for _, args := range []string{
		"", "--to x", "--to etcd://h/d more", "--to etcd://h/d --user ann", "--to etcd://h/d --password-file x",
		"--to etcd://h/d --cert c", "--to etcd://h/d --user a --password-file p --cert c --key k", "--unknown",
	} {
		var out strings.Builder
		err := run(t.Context(), strings.Fields(args), strings.NewReader(""), &out, &out)
		if !errors.As(err, new(usageError)) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

// Only one process exchanges a library; another says so, or waits.
func TestTheLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "galley.db")
	release, err := lock(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock(t.Context(), path, false); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("a second: %v", err)
	}
	next := make(chan error)
	go func() {
		release, err := lock(t.Context(), path, true)
		if err == nil {
			release()
		}
		next <- err
	}()
	release()
	if err := <-next; err != nil {
		t.Error(err)
	}
}

// A process that waits for another one ends with its standard input.
func TestWaitingEndsWithStandardInput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	release, err := lock(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	in, reader := io.Pipe()
	end := make(chan error)
	go func() {
		var out strings.Builder
		end <- run(t.Context(), []string{"--to=etcd://127.0.0.1:1/desk", "--db=" + path, "--until-eof"}, in, &out, &out)
	}()
	reader.Close()
	if err := <-end; err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path + ".sync"); err == nil {
		t.Error("a process that exchanged nothing left a state")
	}
}

// The reader does not see what galley-sync prints: a mistake in the settings is in the state.
func TestMistakesOfTheSettingsAreShown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "galley.db")
	in, reader := io.Pipe()
	end := make(chan error)
	go func() {
		end <- run(t.Context(), []string{"--to=etcd://h", "--db=" + path, "--until-eof"}, in, io.Discard, io.Discard)
	}()
	for storage.New(path).SyncState(time.Now()).Problem == "" {
		select {
		case err := <-end:
			t.Fatalf("it ended: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	reader.Close()
	if err := <-end; !errors.As(err, new(usageError)) {
		t.Error(err)
	}
}

// The state of a process that has ended is not written again.
func TestNoStateAfterTheEnd(t *testing.T) {
	s := newSyncer(filepath.Join(t.TempDir(), "galley.db"), etcdlog.Options{}, io.Discard)
	s.fail(errors.New("offline"))
	if _, err := os.Stat(s.store.SyncPath()); err != nil {
		t.Fatal(err)
	}
	s.end()
	s.fail(errors.New("another error"))
	if _, err := os.Stat(s.store.SyncPath()); err == nil {
		t.Error("the state is there again")
	}
}
