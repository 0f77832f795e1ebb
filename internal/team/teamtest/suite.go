package teamtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/team"
)

// Test tests logs. newDesk returns an empty desk.
func Test(t *testing.T, newDesk func(testing.TB) Desk) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Desk)
	}{
		{"RepeatedStepIsAppendedOnce", testRepeated},
		{"StepOnAnotherStateIsAConflict", testConflicts},
		{"TextTurnsOnce", testTurns},
		{"LargeStepsOnlyCreate", testLarge},
		{"EntriesComeInOrderAndGoOn", testOrder},
		{"CompactedLogStartsAgainWithASnapshot", testCompacted},
		{"BlobsAreKeptWhole", testBlobs},
		{"ReadersSeeEachOther", testPresence},
		{"ManyWritersLoseNothing", testWriters},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, newDesk(t)) })
	}
}

const (
	firstText  = "text-1"
	secondText = "text-2"
)

// on returns an annotation on a text.
func on(text, id, note string) annotate.Annotation {
	return annotate.Annotation{
		ID: id, Tag: annotate.Claim, Note: note,
		Anchor: annotate.Anchor{State: annotate.Anchored, TextDigest: text, Span: annotate.Span{Start: 1, End: 5}, Exact: "word", Score: 1},
	}
}

func stepOf(id string, changes ...annotate.Change) annotate.Step {
	return annotate.Step{ID: id, Time: time.Unix(1e9, 0).UTC(), Creator: "nobody", Summary: "step " + id, Changes: changes}
}

func turnOf(id, from, to string) annotate.Step {
	return annotate.Step{ID: id, Version: annotate.VersionChange{From: from, To: to}}
}

// appendTo appends a step that must not be refused.
func appendTo(t testing.TB, l team.Log, article string, s annotate.Step) team.Cursor {
	t.Helper()
	c, err := l.Append(t.Context(), article, s)
	must(t, err)
	return c
}

// wantConflict appends a step that must be refused.
func wantConflict(t testing.TB, l team.Log, s annotate.Step) *team.Conflict {
	t.Helper()
	_, err := l.Append(t.Context(), firstText, s)
	conflict := (*team.Conflict)(nil)
	if !errors.As(err, &conflict) {
		t.Fatalf("step %s: %v, want a conflict", s.ID, err)
	}
	return conflict
}

// snapshot returns the entries of a log.
func snapshot(t testing.TB, l team.Log) (entries []team.Entry) {
	t.Helper()
	for e, err := range l.Snapshot(t.Context()) {
		must(t, err)
		entries = append(entries, e)
	}
	return entries
}

func testRepeated(t *testing.T, d Desk) {
	ann := d.As("ann")
	found := appendTo(t, ann, firstText, turnOf("s0", "", firstText))
	s := stepOf("s1", annotate.Create(on(firstText, "a", "")))
	c := appendTo(t, ann, firstText, s)
	appendTo(t, ann, firstText, stepOf("s2", annotate.Delete(on(firstText, "a", ""))))
	if again := appendTo(t, ann, firstText, s); again != c || c <= found {
		t.Errorf("cursors %d, %d and %d", found, c, again)
	}
	entries := snapshot(t, ann)
	if len(entries) != 3 || entries[1].By != "ann" || entries[1].Article != firstText || entries[1].Cursor != c {
		t.Fatalf("entries %+v", entries)
	}
	if got := entries[1].Step; got.ID != "s1" || got.Summary != s.Summary || len(got.Changes) != 1 || !got.Changes[0].After.Equal(*s.Changes[0].After) {
		t.Errorf("step %+v", got)
	}
}

func testConflicts(t *testing.T, d Desk) {
	ann, bob := d.As("ann"), d.As("bob")
	if _, err := ann.Append(t.Context(), firstText, stepOf("s0", annotate.Create(on(firstText, "a", "")))); err == nil {
		t.Error("an article that is not on the desk got an annotation")
	}
	appendTo(t, ann, firstText, turnOf("s1", "", firstText))
	a := on(firstText, "a", "")
	appendTo(t, ann, firstText, stepOf("s2", annotate.Create(a)))
	edited := on(firstText, "a", "edited")
	for i, c := range []annotate.Change{annotate.Create(edited), annotate.Edit(edited, a), annotate.Delete(edited), annotate.Delete(on(firstText, "b", ""))} {
		conflict := wantConflict(t, bob, stepOf(fmt.Sprint("no", i), annotate.Create(on(firstText, fmt.Sprint("new", i), "")), c))
		if conflict.Text != "" || !slices.Equal(conflict.Annotations, []string{c.ID()}) {
			t.Errorf("%d: conflict %+v", i, conflict)
		}
	}
	signed := a
	signed.Creator = "ann" // as the others have it
	appendTo(t, bob, firstText, stepOf("s3", annotate.Edit(signed, edited), annotate.Create(on(firstText, "new0", ""))))
	wantConflict(t, ann, stepOf("s4", annotate.Edit(a, on(firstText, "a", "mine"))))
	if n := len(snapshot(t, ann)); n != 3 {
		t.Errorf("%d entries", n)
	}
}

func testTurns(t *testing.T, d Desk) {
	ann, bob := d.As("ann"), d.As("bob")
	appendTo(t, ann, firstText, turnOf("s1", "", firstText))
	appendTo(t, ann, firstText, stepOf("s2", annotate.Create(on(firstText, "a", ""))))
	if c := wantConflict(t, bob, turnOf("s3", "", firstText)); c.Text != firstText {
		t.Errorf("entered again: %+v", c)
	}
	appendTo(t, ann, firstText, turnOf("s4", firstText, secondText))
	for _, s := range []annotate.Step{turnOf("s5", firstText, "text-3"), stepOf("s6", annotate.Create(on(firstText, "b", "")))} {
		if c := wantConflict(t, bob, s); c.Text != secondText {
			t.Errorf("%s: %+v", s.ID, c)
		}
	}
	appendTo(t, bob, firstText, stepOf("s7", annotate.Edit(on(firstText, "a", ""), on(secondText, "a", ""))))
	appendTo(t, bob, firstText, turnOf("s8", secondText, firstText))
}

func testLarge(t *testing.T, d Desk) {
	ann := d.As("ann")
	appendTo(t, ann, firstText, turnOf("s1", "", firstText))
	large, edits := stepOf("s2"), stepOf("s3")
	note := strings.Repeat("x", 10_000) // several requests of most engines
	for i := range 3 * team.MaxChanges {
		a := on(firstText, fmt.Sprint("a", i), note)
		large.Changes = append(large.Changes, annotate.Create(a))
		edits.Changes = append(edits.Changes, annotate.Edit(a, on(firstText, a.ID, "edited")))
	}
	appendTo(t, ann, firstText, large)
	if _, err := ann.Append(t.Context(), firstText, edits); err == nil {
		t.Error("a large step of edits was taken")
	}
	edits.Changes = edits.Changes[:team.MaxChanges]
	appendTo(t, ann, firstText, edits)
	entries := snapshot(t, d.As("bob"))
	if len(entries) != 3 || len(entries[1].Step.Changes) != 3*team.MaxChanges || !entries[1].Step.Changes[7].After.Equal(*large.Changes[7].After) {
		t.Errorf("%d entries", len(entries))
	}
}

// take returns the next n entries after a cursor.
func take(t testing.TB, l team.Log, c team.Cursor, n int) (entries []team.Entry) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for e, err := range l.After(ctx, c) {
		must(t, err)
		if entries = append(entries, e); len(entries) == n {
			break
		}
	}
	return entries
}

func testOrder(t *testing.T, d Desk) {
	ann, bob := d.As("ann"), d.As("bob")
	appendTo(t, ann, firstText, turnOf("s0", "", firstText))
	done := make(chan []team.Entry)
	go func() { done <- take(t, bob, 0, 6) }() // waits for what comes
	appendTo(t, ann, "other", turnOf("o0", "", "other"))
	for i := range 4 {
		appendTo(t, ann, firstText, stepOf(fmt.Sprint("s", i+1), annotate.Create(on(firstText, fmt.Sprint("a", i), ""))))
	}
	entries := <-done
	var ids []string
	for i, e := range entries {
		if ids = append(ids, e.Step.ID); i > 0 && e.Cursor <= entries[i-1].Cursor {
			t.Errorf("cursor %d after %d", e.Cursor, entries[i-1].Cursor)
		}
	}
	if got := strings.Join(ids, " "); got != "s0 o0 s1 s2 s3 s4" {
		t.Errorf("order %s", got)
	}
	for i := range entries[:5] {
		if next := take(t, ann, entries[i].Cursor, 1); next[0].Step.ID != ids[i+1] {
			t.Errorf("after %s came %s", ids[i], next[0].Step.ID)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	var ended error
	for _, err := range ann.After(ctx, entries[5].Cursor) {
		ended = err
	}
	if ended == nil {
		t.Error("the end of the context is not an error")
	}
}

func testCompacted(t *testing.T, d Desk) {
	ann := d.As("ann")
	appendTo(t, ann, firstText, turnOf("s0", "", firstText))
	appendTo(t, ann, firstText, stepOf("s1", annotate.Create(on(firstText, "a", ""))))
	appendTo(t, ann, firstText, stepOf("s2", annotate.Create(on(firstText, "b", ""))))
	first := snapshot(t, ann)[0].Cursor
	d.Compact()
	var ended error
	for _, err := range ann.After(t.Context(), first) {
		if ended = err; err != nil {
			break
		}
	}
	if !errors.Is(ended, team.ErrCompacted) {
		t.Errorf("error %v", ended)
	}
	entries := snapshot(t, ann)
	if len(entries) != 3 {
		t.Fatalf("%d entries", len(entries))
	}
	appendTo(t, ann, firstText, stepOf("s3", annotate.Create(on(firstText, "c", ""))))
	if next := take(t, ann, entries[2].Cursor, 1); next[0].Step.ID != "s3" {
		t.Errorf("then came %s", next[0].Step.ID)
	}
}
