package etcdlog_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"galley/internal/team"
)

// read returns the IDs of the next n steps after c.
func read(t *testing.T, log team.Log, c team.Cursor, n int) (ids []string, last team.Cursor) {
	t.Helper()
	for e, err := range log.After(t.Context(), c) {
		if err != nil {
			t.Fatal(err)
		}
		if ids, last = append(ids, e.Step.ID), e.Cursor; len(ids) == n {
			break
		}
	}
	return ids, last
}

// After a compaction, a cursor is still good if nothing was appended since.
func TestCompaction(t *testing.T) {
	desk := newDesk(t)
	log := desk.As("ann")
	c := appendStep(t, log, founding())
	desk.Compact()
	last := appendStep(t, log, creation("one", 1, ""))
	if ids, _ := read(t, log, c, 1); !slices.Equal(ids, []string{"one"}) {
		t.Errorf("after %d: %v", c, ids)
	}
	desk.Compact()
	for _, err := range log.After(t.Context(), c) {
		if !errors.Is(err, team.ErrCompacted) {
			t.Error(err)
		}
		break
	}
	var ids []string
	for e, err := range log.Snapshot(t.Context()) {
		if err != nil || e.Cursor != last && e.Step.ID == "one" {
			t.Fatal(e, err)
		}
		ids = append(ids, e.Step.ID)
	}
	if !slices.Equal(ids, []string{"founding", "one"}) {
		t.Error(ids)
	}
}

// Values that another program wrote do not stop the others.
func TestStepsThatAreNone(t *testing.T) {
	desk := newDesk(t).(desk)
	log := desk.As("ann")
	client := rawClient(t)
	good, _ := team.EncodeStep(creation("other", 1, ""))
	for key, value := range map[string]string{"bo/text-1/x": "{", "bo/text-1/y": string(good), "bo/text-1/z": "@nothing", "bo": ""} {
		if _, err := client.Put(t.Context(), url.PathEscape(desk.name)+"/g1/h/"+key, value); err != nil {
			t.Fatal(err)
		}
	}
	c := appendStep(t, log, founding())
	if ids, _ := read(t, log, c-5, 1); ids[0] != "founding" {
		t.Error(ids)
	}
}

func TestBlobs(t *testing.T) {
	log := newDesk(t).As("ann")
	for _, n := range []int{0, 1, 512 << 10, 3<<20 + 7} {
		want, name := strings.Repeat("x", n), strings.Repeat("d", n%7+1)
		for range 2 {
			if err := log.PutBlob(t.Context(), name, []byte(want)); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := log.Blob(t.Context(), name); err != nil || string(got) != want {
			t.Errorf("%d bytes: got %d, %v", n, len(got), err)
		}
	}
	if _, err := log.Blob(t.Context(), "none"); !errors.Is(err, team.ErrNoBlob) {
		t.Error(err)
	}
}

func TestPresence(t *testing.T) {
	desk := newDesk(t)
	ann, bo := desk.As("ann"), desk.As("bo")
	seen, err := ann.Presence(t.Context(), article, 3)
	if err != nil {
		t.Fatal(err)
	}
	wait := func(want ...team.Person) {
		t.Helper()
		for list := range seen {
			if slices.Equal(list, want) {
				return
			}
		}
	}
	wait()
	ctx, leave := context.WithCancel(t.Context())
	if _, err := bo.Presence(ctx, article, 7); err != nil {
		t.Fatal(err)
	}
	wait(team.Person{Name: "bo", At: 7})
	moved, leaveAgain := context.WithCancel(t.Context())
	defer leaveAgain()
	if _, err := bo.Presence(moved, article, 9); err != nil {
		t.Fatal(err)
	}
	leave()
	wait(team.Person{Name: "bo", At: 9})
	leaveAgain()
	wait()
}
