package teamtest

import (
	"context"
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/team"
)

// Bob has imported an annotation of ann's onto another article.
func testIDOfAnotherArticle(t *testing.T, d Desk) {
	ann, bob := join(t, d, "ann"), join(t, d, "bob")
	ann.save(harbour("/ann/harbour.txt"))
	first := ann.mark("nine hours")
	second := ann.mark("ferry crews")
	bob.save(edited("/bob/harbour.txt"))
	imported := bob.mark("nine hours")
	imported.ID = first.ID
	bob.commit(annotate.Create(imported))
	bob.sync()
	ann.sync()
	var warned []string
	bob.warn = func(err error) { warned = append(warned, err.Error()) }
	bob.sync()
	if len(warned) != 1 || !strings.Contains(warned[0], first.ID) {
		t.Errorf("warnings %q", warned)
	}
	if a, err := bob.store.FindAnnotation(second.ID); err != nil || a.Creator != "ann" {
		t.Errorf("the rest of what ann sent: %+v, %v", a, err)
	}
	if a, err := bob.store.FindAnnotation(first.ID); err != nil || a.Creator != "bob" {
		t.Errorf("bob's annotation: %+v, %v", a, err)
	}
}

// A textlessLog lacks a text, or has bytes that are not that text.
type textlessLog struct {
	team.Log
	digest string
	b      []byte
}

func (l textlessLog) Blob(ctx context.Context, digest string) ([]byte, error) {
	switch {
	case digest != l.digest:
		return l.Log.Blob(ctx, digest)
	case l.b == nil:
		return nil, team.ErrNoBlob
	}
	return l.b, nil
}

// The steps of an article wait for its text; those of others do not.
func testHeld(blob []byte) func(*testing.T, Desk) {
	return func(t *testing.T, d Desk) { testHeldWith(t, d, blob) }
}

func testHeldWith(t *testing.T, d Desk, blob []byte) {
	ann, bob, id := pair(t, d)
	whole := bob.log
	ann.takeVersion(edited("/ann/harbour.txt"))
	ann.mark("the weather")
	ann.sync()
	cy := join(t, d, "cy")
	other := text("/cy/dyke.txt", "The dyke holds", "Nobody slept that night.")
	cy.save(other)
	dyke := cy.mark("Nobody slept").ID
	cy.sync()
	var warned []string
	bob.warn = func(err error) { warned = append(warned, err.Error()) }
	bob.log = textlessLog{whole, edited("").Digest, blob}
	bob.edit(id, func(a *annotate.Annotation) { a.Note = "bob's" })
	for range 2 { // the second process reads what waits
		state, err := bob.replica().Sync(t.Context())
		if must(t, err); state.Refused == nil || state.Queued != 1 {
			t.Errorf("state %+v", state)
		}
	}
	if len(warned) != 2 || !strings.Contains(warned[0], "Harbour levy") {
		t.Errorf("warnings %q", warned)
	}
	if a, err := bob.store.FindAnnotation(dyke); err != nil || a.Creator != "cy" {
		t.Errorf("the other article: %+v, %v", a, err)
	}
	bob.log = whole
	bob.sync()
	ann.sync()
	for _, l := range []*library{ann, bob} {
		a, err := l.store.FindAnnotation(id)
		if must(t, err); a.Note != "bob's" || a.Anchor.TextDigest != edited("").Digest {
			t.Errorf("%s has %+v", l.login, a)
		}
	}
	if held, err := bob.store.Held(); err != nil || held != nil {
		t.Errorf("held %v, %v", held, err)
	}
}
