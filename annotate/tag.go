package annotate

import (
	"cmp"
	"fmt"
	"slices"
)

// A Tag says what a span is. The zero value is no tag.
type Tag string

// The three tags.
const (
	Claim   Tag = "claim"
	Quote   Tag = "quote"
	Opinion Tag = "opinion"
)

// A TagSpec describes a tag. All of them are in the table below: a new field of a
// tag is one entry there.
type TagSpec struct {
	Letter   string      // shown in the gutter
	Article  string      // "a" or "an"
	Plural   string      // "claims"
	Fields   []FieldSpec // in the order in which they are shown; all are optional
	Who      []string    // the fields that say whose words they are, the name first
	Asks     string      // what the card asks for first, which is the name in Who
	Status   string      // the field that says how far an annotation has been checked, or ""
	Verdicts []Verdict   // the suggested values of Status, the default first
	Backing  string      // the field that says what an annotation rests on
	Color    string      // the background of its words in documents, as RRGGBB
}

// A FieldSpec describes one field of a tag.
type FieldSpec struct {
	Name     string
	Singular string   // the word for one value, if it is not Name
	Choices  []string // the suggested values, the default first; nil: free text; others are allowed
	List     bool     // the field holds several values
}

var tagSpecs = map[Tag]TagSpec{
	Claim: {
		Letter: "C", Article: "a", Plural: "claims", Color: "BCDCFF",
		Who: []string{"claimant"}, Asks: "who claims it", Status: "status", Verdicts: claimVerdicts, Backing: SourcesField,
		Fields: []FieldSpec{
			{Name: "claimant"},
			{Name: "status", Choices: namesOf(claimVerdicts)},
			{Name: SourcesField, Singular: "source", List: true},
			{Name: "checker"},
		},
	},
	Quote: {
		Letter: "Q", Article: "a", Plural: "quotes", Color: "D5EDB0",
		Who: []string{"speaker", "role"}, Asks: "who said it", Status: "verified", Verdicts: quoteVerdicts, Backing: "reference",
		Fields: []FieldSpec{
			{Name: "speaker"},
			{Name: "role"},
			{Name: "medium", Choices: []string{"interview", "statement", "speech", "document", "post"}},
			{Name: "verified", Choices: namesOf(quoteVerdicts)},
			{Name: "reference"},
		},
	},
	Opinion: {
		Letter: "O", Article: "an", Plural: "opinions", Color: "FFCFE0",
		Who: []string{"holder"}, Asks: "whose it is", Backing: "basis",
		Fields: []FieldSpec{{Name: "holder"}, {Name: "target"}, {Name: "basis"}},
	},
}

// Tags lists the tags in the order in which they are shown.
func Tags() []Tag { return []Tag{Claim, Quote, Opinion} }

// ParseTag returns the tag with that name, or an error if there is none.
func ParseTag(name string) (Tag, error) {
	if t := Tag(name); slices.Contains(Tags(), t) {
		return t, nil
	}
	return "", fmt.Errorf("unknown tag %q: use claim, quote or opinion", name)
}

// Spec returns the description of the tag, or the zero value if t is not a tag.
// Its slices must not be changed.
func (t Tag) Spec() TagSpec { return tagSpecs[t] }

// Letter returns the capital shown for the tag in the gutter.
func (t Tag) Letter() string { return t.Spec().Letter }

// Title returns the tag capitalized: "Claim".
func (t Tag) Title() string { return t.Letter() + string(t[1:]) }

// Heading returns the plural capitalized: "Claims".
func (t Tag) Heading() string { return t.Letter() + t.Spec().Plural[1:] }

// WithArticle returns the tag with its indefinite article: "a claim", "an opinion".
func (t Tag) WithArticle() string { return t.Spec().Article + " " + string(t) }

// Statuses lists the suggested values of the tag's status field, the default
// first; nil if the tag has no status.
func (t Tag) Statuses() []string { return t.Spec().Field(t.Spec().Status).Choices }

// Field returns the field with that name, or the zero value if the tag has none.
func (s TagSpec) Field(name string) FieldSpec {
	if i := slices.IndexFunc(s.Fields, func(f FieldSpec) bool { return f.Name == name }); i >= 0 {
		return s.Fields[i]
	}
	return FieldSpec{}
}

// One returns the word for one value of the field: "source", "reference".
func (f FieldSpec) One() string { return cmp.Or(f.Singular, f.Name) }
