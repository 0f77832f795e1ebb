package annotate

import (
	"fmt"
	"slices"
	"strings"
)

// A Tag says what a span is. The zero value is no tag.
type Tag string

// The three tags.
const (
	Claim   Tag = "claim"
	Quote   Tag = "quote"
	Opinion Tag = "opinion"
)

// Tags lists the tags in the order in which they are shown.
func Tags() []Tag { return []Tag{Claim, Quote, Opinion} }

// ParseTag returns the tag with that name.
func ParseTag(name string) (Tag, error) {
	if t := Tag(name); slices.Contains(Tags(), t) {
		return t, nil
	}
	return "", fmt.Errorf("unknown tag %q: use claim, quote or opinion", name)
}

// Letter is the capital that stands for the tag in the gutter.
func (t Tag) Letter() string {
	if t == "" {
		return ""
	}
	return strings.ToUpper(string(t[:1]))
}

// A FieldSpec describes one field of a tag.
type FieldSpec struct {
	Name    string
	Choices []string // the sensible values, first is the default meaning; nil: free text
	List    bool     // the field holds several values
}

// FieldSpecs lists the fields of a tag in the order of the card. All are
// optional, and values outside Choices are allowed: newsrooms have their own.
func (t Tag) FieldSpecs() []FieldSpec {
	switch t {
	case Claim:
		return []FieldSpec{
			{Name: "claimant"},
			{Name: "status", Choices: []string{"unchecked", "checking", "accurate", "inaccurate", "corrected", "unverifiable"}},
			{Name: "sources", List: true},
			{Name: "checker"},
		}
	case Quote:
		return []FieldSpec{
			{Name: "speaker"},
			{Name: "role"},
			{Name: "medium", Choices: []string{"interview", "statement", "speech", "document", "post"}},
			{Name: "verified", Choices: []string{"unverified", "heard", "transcript", "confirmed"}},
			{Name: "reference"},
		}
	case Opinion:
		return []FieldSpec{{Name: "holder"}, {Name: "target"}, {Name: "basis"}}
	}
	return nil
}
