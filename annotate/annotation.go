package annotate

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
)

// A State says how well an anchor is placed on its text.
type State string

// The states. Only Anchored and Moved are certain.
const (
	Anchored  State = "anchored"  // the same words at the same place
	Moved     State = "moved"     // the same words elsewhere
	Changed   State = "changed"   // the words were edited
	Ambiguous State = "ambiguous" // several candidates, or one that is uncertain
	Orphan    State = "orphan"    // the words are gone
)

// Placed reports whether an annotation in this state has a span.
func (s State) Placed() bool { return s != Ambiguous && s != Orphan }

// Certain reports whether an annotation in this state covers the exact words that
// were marked. The others have to be reviewed.
func (s State) Certain() bool { return s.Placed() && s != Changed }

// An Anchor ties an annotation to words of a text, so that they can be found
// again after the text was edited.
type Anchor struct {
	Span       Span   // where the words are or, if they are not placed, last were; may be empty
	Exact      string // the words that were marked
	Prefix     string // up to 64 code points before them
	Suffix     string // up to 64 code points after them
	TextDigest string // the version of the text that Span refers to
	State      State
	Score      float64 // confidence from 0 to 1; 1 for Anchored
	Reason     string  // the reason for this state; "" for Anchored
	Candidates []Span  // for Ambiguous: spans of the article's current text
}

// An Annotation is a tagged span with its note, fields and creator.
type Annotation struct {
	ID        string // ULID
	Article   string // ID of the article
	Tag       Tag
	Anchor    Anchor
	Note      string // Markdown
	Fields    Fields
	Labels    []string   // the user's own words on it, each once; see TrimLabel
	Links     []Relation // to other annotations of the article
	Replies   []Reply    // oldest first
	Suggested string     // rule and version of the suggestion that it was, or ""
	Seen      bool       // a suggestion was opened or edited after it was accepted
	Decided   string     // the kind of difference between people that it settles, or ""; see IsRejection
	From      []string   // IDs of the annotations that differed
	Creator   string
	Created   time.Time // UTC
	Modified  time.Time // UTC
}

// The reasons of orphans for which the words were not searched in vain.
const (
	KeptOrphan  = "kept without a place" // the user chose to keep it
	TextDamaged = "the text is damaged"  // its words have not been searched for
)

// OtherText is the Reason of an annotation that On returns without a place.
const OtherText = "it is placed on another version of the text than the one that is saved"

// On returns the annotation as it is on the text with the given digest: without a
// place if it is placed on another text, where its span means other words.
func (a Annotation) On(digest string) Annotation {
	if a.Anchor.State.Placed() && a.Anchor.TextDigest != digest {
		a.Anchor.State, a.Anchor.Score, a.Anchor.Reason = Orphan, 0, OtherText
	}
	return a
}

// NeedsPlacing reports whether the user has to decide where the annotation
// belongs.
func (a Annotation) NeedsPlacing() bool {
	switch a.Anchor.State {
	case Changed, Ambiguous:
		return true
	case Orphan:
		return a.Anchor.Reason != KeptOrphan
	}
	return false
}

// Verdict returns the verdict that the status field holds, which is the default if the
// field is empty. It returns the zero Verdict if the tag has no status, and for a
// rejection.
func (a Annotation) Verdict() Verdict {
	if a.IsRejection() {
		return Verdict{}
	}
	spec := a.Tag.Spec()
	return spec.Verdict(a.Fields.Get(spec.Status))
}

// Status returns the name of the verdict: the value of the status field, or its
// default.
func (a Annotation) Status() string { return a.Verdict().Name }

// NeedsChecking reports whether the annotation still has to be checked: a claim
// that is unchecked or being checked, or a quote that is unverified.
func (a Annotation) NeedsChecking() bool { return a.Verdict().Outcome == Open }

// FieldsInOrder yields the name and the values of each field that has values:
// the fields of the tag in the order of its TagSpec, then the others by name.
func (a Annotation) FieldsInOrder() iter.Seq2[string, []string] {
	return func(yield func(string, []string) bool) {
		spec := a.Tag.Spec()
		for _, f := range spec.Fields {
			if values := a.Fields[f.Name]; len(values) > 0 && !yield(f.Name, values) {
				return
			}
		}
		for _, name := range slices.Sorted(maps.Keys(a.Fields)) {
			other := spec.Field(name).Name == ""
			if values := a.Fields[name]; other && len(values) > 0 && !yield(name, values) {
				return
			}
		}
	}
}

// Who returns the claimant, the speaker or the holder of the opinion, or "" if
// that field is empty.
func (a Annotation) Who() string {
	if who := a.Tag.Spec().Who; len(who) > 0 {
		return a.Fields.Get(who[0])
	}
	return ""
}

// Span returns the span that the annotation covers, or an empty one if it is not
// placed.
func (a Annotation) Span() Span {
	if !a.Anchor.State.Placed() {
		return Span{}
	}
	return a.Anchor.Span
}

// Clone returns a deep copy.
func (a Annotation) Clone() Annotation {
	a.Fields = a.Fields.Clone()
	a.Anchor.Candidates = slices.Clone(a.Anchor.Candidates)
	a.Labels, a.Links, a.Replies = slices.Clone(a.Labels), slices.Clone(a.Links), slices.Clone(a.Replies)
	a.From = slices.Clone(a.From)
	return a
}

// Equal reports whether a and b are the same in every field.
func (a Annotation) Equal(b Annotation) bool {
	return a.ID == b.ID && a.Article == b.Article && a.Tag == b.Tag && a.Note == b.Note &&
		a.Creator == b.Creator && a.Created.Equal(b.Created) && a.Modified.Equal(b.Modified) &&
		a.Suggested == b.Suggested && a.Seen == b.Seen && a.Decided == b.Decided && slices.Equal(a.From, b.From) && a.Fields.Equal(b.Fields) && slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Links, b.Links) &&
		slices.EqualFunc(a.Replies, b.Replies, Reply.Equal) && a.Anchor.Equal(b.Anchor)
}

// Equal reports whether a and b are the same in every field.
func (a Anchor) Equal(b Anchor) bool {
	return a.Span == b.Span && a.Exact == b.Exact && a.Prefix == b.Prefix && a.Suffix == b.Suffix &&
		a.TextDigest == b.TextDigest && a.State == b.State && a.Score == b.Score && a.Reason == b.Reason &&
		slices.Equal(a.Candidates, b.Candidates)
}

// ProposalReason begins the Reason of a proposal: an annotation that waits next to another
// one, which another member of the team changed at the same time.
const ProposalReason = "proposed: "

// IsProposal reports whether the annotation is a proposal that was not decided on.
func (a Annotation) IsProposal() bool {
	return !a.Anchor.State.Placed() && strings.HasPrefix(a.Anchor.Reason, ProposalReason)
}
