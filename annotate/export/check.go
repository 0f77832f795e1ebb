package export

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
)

// maxID is the length of the longest identifier, in bytes.
const maxID = 128

// checkID holds what an identifier may be made of, so that it can be typed,
// printed and put into an address.
func checkID(id string) error {
	const others = "-_.:"
	for _, r := range id {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune(others, r) {
			continue
		}
		return fmt.Errorf("%.40q is no identifier: use letters, digits and %s", id, others)
	}
	if id == "" || len(id) > maxID {
		return fmt.Errorf("%.40q is no identifier: it must have 1 to %d characters", id, maxID)
	}
	return nil
}

// checkSpan holds that a span may carry an annotation on text.
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

// checkAnchor holds that an anchor says of text what is true.
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
	switch s {
	case annotate.Anchored, annotate.Moved, annotate.Changed, annotate.Ambiguous, annotate.Orphan:
		return nil
	}
	return fmt.Errorf("unknown state %.40q", string(s))
}

func checkKind(k annotate.SourceKind) error {
	switch k {
	case annotate.FromFile, annotate.FromURL, annotate.FromStdin, annotate.FromSample:
		return nil
	}
	return fmt.Errorf("unknown kind of source %.40q", string(k))
}

// A registry notices identifiers that were used already.
type registry map[string]bool

func (r registry) add(id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	if r[id] {
		return fmt.Errorf("identifier %s is used twice", id)
	}
	r[strings.Clone(id)] = true // it may be part of something large that is not to be kept
	return nil
}

// checkBundle holds what must be true before a bundle is written.
func (r registry) checkBundle(b Bundle) error {
	a := b.Article
	if err := r.add(a.ID); err != nil {
		return err
	}
	if err := a.Check(); err != nil {
		return err
	}
	if err := checkKind(a.Source.Kind); err != nil {
		return err
	}
	for _, n := range b.Annotations {
		if err := r.checkAnnotation(a, n); err != nil {
			return fmt.Errorf("annotation %.40q: %w", n.ID, err)
		}
	}
	return nil
}

func (r registry) checkAnnotation(a *annotate.Article, n annotate.Annotation) error {
	if err := r.add(n.ID); err != nil {
		return err
	}
	if _, err := annotate.ParseTag(string(n.Tag)); err != nil {
		return err
	}
	if n.Anchor.State.Placed() && n.Anchor.TextDigest != a.Digest {
		return errors.New("it was placed on another version of the text")
	}
	return checkAnchor(a.Text, n.Anchor)
}
