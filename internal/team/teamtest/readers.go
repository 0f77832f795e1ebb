package teamtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/team"
)

func testBlobs(t *testing.T, d Desk) {
	ann, bob := d.As("ann"), d.As("bob")
	if _, err := ann.Blob(t.Context(), "none"); !errors.Is(err, team.ErrNoBlob) {
		t.Errorf("error %v", err)
	}
	for name, n := range map[string]int{"empty": 0, "small": 10, "large": 3<<20 + 1} {
		want := bytes.Repeat([]byte("\x00é"), n)[:n]
		must(t, ann.PutBlob(t.Context(), name, want))
		must(t, bob.PutBlob(t.Context(), name, want))
		if got, err := bob.Blob(t.Context(), name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

func testPresence(t *testing.T, d Desk) {
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	ann, err := d.As("ann").Presence(ctx, firstText, 7)
	must(t, err)
	until := func(want ...team.Person) {
		t.Helper()
		for others := range ann {
			if slices.Equal(others, want) {
				return
			}
		}
		t.Fatalf("never saw %v", want)
	}
	until()
	leave, left := context.WithCancel(ctx)
	bob, err := d.As("bob").Presence(leave, firstText, 3)
	must(t, err)
	until(team.Person{Name: "bob", At: 3})
	_, err = d.As("cy").Presence(ctx, secondText, 1)
	must(t, err)
	left()
	for range bob { // ends
	}
	until()
}

func testWriters(t *testing.T, d Desk) {
	const writers, steps = 10, 20
	appendTo(t, d.As("ann"), firstText, turnOf("s0", "", firstText))
	var wait sync.WaitGroup
	for w := range writers {
		l := d.As(fmt.Sprint("writer", w))
		wait.Go(func() {
			for i := range steps {
				id := fmt.Sprintf("w%d-%d", w, i)
				if _, err := l.Append(t.Context(), firstText, stepOf(id, annotate.Create(on(firstText, id, "")))); err != nil {
					t.Errorf("step %s: %v", id, err)
				}
			}
		})
	}
	entries := take(t, d.As("reader"), 0, 1+writers*steps)
	wait.Wait()
	next := map[string]int{}
	for _, e := range entries[1:] {
		if want := fmt.Sprintf("w%s-%d", strings.TrimPrefix(e.By, "writer"), next[e.By]); e.Step.ID != want {
			t.Fatalf("%s came as %s, want %s", e.Step.ID, e.By, want)
		}
		next[e.By]++
	}
}
