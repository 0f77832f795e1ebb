package export

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// A pathError is an error in a member of a document, such as
// articles[0].annotations[3].tag.
type pathError struct {
	path string
	err  error
}

// Error implements error.
func (e *pathError) Error() string { return e.path + ": " + e.err.Error() }

// Unwrap returns the cause.
func (e *pathError) Unwrap() error { return e.err }

// addPath adds the path of a member to an error, in front of any path that the
// error has. It returns nil if err is nil.
func addPath(path string, err error) error {
	path = strings.TrimPrefix(path, ".")
	if err == nil || path == "" {
		return err
	}
	if below, ok := err.(*pathError); ok {
		return &pathError{path + "." + below.path, below.err}
	}
	return &pathError{path, err}
}

// maxID is the maximum length of an identifier, in bytes.
const maxID = 128

// checkID returns an error for an identifier that cannot be typed, printed or used in
// an address.
func checkID(id string) error {
	const others = "-_.:"
	for _, r := range id {
		if (r >= 0x80 || !isASCIIAlphanumeric(byte(r))) && !strings.ContainsRune(others, r) {
			return fmt.Errorf("%.40q is not an identifier: use letters, digits and %s", id, others)
		}
	}
	if id == "" || len(id) > maxID {
		return fmt.Errorf("%.40q is not an identifier: it must have 1 to %d characters", id, maxID)
	}
	return nil
}

func isASCIIAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// checkSpan returns an error for a span that cannot have an annotation.
func checkSpan(text string, span annotate.Span) error {
	switch {
	case span.Start < 0 || span.End > len(text):
		return annotate.ErrOutsideText
	case span.Empty():
		return errors.New("the range is empty")
	case !annotate.IsGraphemeBoundary(text, span.Start), !annotate.IsGraphemeBoundary(text, span.End):
		return errors.New("the range cuts a character in two")
	case !span.Fits(text):
		return errors.New("the range begins or ends with white space")
	}
	return nil
}

// checkAnchor returns an error for an anchor that does not match text.
func checkAnchor(text string, a annotate.Anchor) error {
	if err := checkState(a.State); err != nil {
		return err
	}
	if a.Exact == "" {
		return errors.New("the words that were marked are missing")
	}
	if !(a.Score >= 0 && a.Score <= 1) {
		return fmt.Errorf("score %v is not from 0 to 1", a.Score)
	}
	for _, c := range a.Candidates {
		if c.Start < 0 || c.End > len(text) || c.Empty() {
			return fmt.Errorf("candidate %d–%d: %w", c.Start, c.End, annotate.ErrOutsideText)
		}
	}
	if !a.State.Placed() {
		return nil
	}
	if err := checkSpan(text, a.Span); err != nil {
		return err
	}
	if a.State != annotate.Changed && a.Span.In(text) != a.Exact {
		return fmt.Errorf("the words there are %.40q, not %.40q", a.Span.In(text), a.Exact)
	}
	return nil
}

func checkState(s annotate.State) error {
	if slices.Contains([]annotate.State{annotate.Anchored, annotate.Moved, annotate.Changed, annotate.Ambiguous, annotate.Orphan}, s) {
		return nil
	}
	return fmt.Errorf("unknown state %.40q", string(s))
}

func checkKind(k annotate.SourceKind) error {
	if slices.Contains([]annotate.SourceKind{annotate.FromFile, annotate.FromURL, annotate.FromStdin, annotate.FromSample}, k) {
		return nil
	}
	return fmt.Errorf("unknown kind of source %.40q", string(k))
}

// An idSet holds the identifiers that are in use.
type idSet map[string]bool

// add checks an identifier and adds it. It fails if the set contains the identifier.
func (s idSet) add(id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	if s[id] {
		return fmt.Errorf("identifier %s is used twice", id)
	}
	s[strings.Clone(id)] = true // otherwise the document stays in memory
	return nil
}

// addBundle checks a bundle before it is written, and adds its identifiers.
func (s idSet) addBundle(b Bundle) error {
	a := b.Article
	textErr := a.Check()
	if b.isTextless() {
		textErr = nil
	}
	if err := cmp.Or(s.add(a.ID), textErr, checkKind(a.Source.Kind)); err != nil {
		return err
	}
	for _, n := range b.Annotations {
		if err := s.addAnnotation(a, n); err != nil {
			return fmt.Errorf("annotation %.40q: %w", n.ID, err)
		}
	}
	return nil
}

func (s idSet) addAnnotation(a *annotate.Article, n annotate.Annotation) error {
	_, tagErr := annotate.ParseTag(string(n.Tag))
	if err := cmp.Or(s.add(n.ID), tagErr); err != nil {
		return err
	}
	if n.Anchor.State.Placed() && n.Anchor.TextDigest != a.Digest {
		return errors.New("it was placed on another version of the text")
	}
	return checkAnchor(a.Text, n.Anchor)
}
