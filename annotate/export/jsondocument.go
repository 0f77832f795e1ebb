package export

import (
	"cmp"
	"fmt"
	"time"

	"galley/annotate"
)

// The types in this file describe the JSON document, with its members in the
// order in which they are written. Their tags apply in both directions: the
// reader requires every member that is not omitempty or omitzero, and rejects
// unknown names, except where later versions may add some.
// docs/export.schema.json is the published form of these rules.

// formatJSON names the version of the document.
const formatJSON formatName = "galley/1"

type formatName string

func (f formatName) check() error {
	if f != formatJSON {
		return fmt.Errorf("%.40q is not %q: this version of Galley cannot read it", string(f), string(formatJSON))
	}
	return nil
}

type document struct {
	Format    formatName `json:"format"`
	Generator string     `json:"generator,omitempty"`
	Exported  time.Time  `json:"exported,omitzero"`
	Articles  []article  `json:"articles"`
}

type article struct {
	ID string `json:"id"`
	annotate.Meta
	Source      articleSource     `json:"source"`
	Removed     annotate.Removals `json:"removed,omitzero"`
	Collection  string            `json:"collection,omitempty"`
	Done        []annotate.Done   `json:"done,omitempty"`
	Words       int               `json:"words"`
	Paragraphs  int               `json:"paragraphs"`
	Text        *string           `json:"text,omitempty"`
	TextSHA256  string            `json:"text_sha256,omitempty"` // if the text is left out
	Blocks      []block           `json:"blocks,omitzero"`
	Annotations []annotation      `json:"annotations"`
}

// An articleSource has the further locations of an article, too.
type articleSource struct {
	annotate.Source
	Also []Location `json:"also,omitempty"`
}

type block struct {
	Kind       string  `json:"kind"`
	Level      uint8   `json:"level,omitempty"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Folded     bool    `json:"folded,omitempty"`
	Rule       string  `json:"rule,omitempty"`
	Confidence float32 `json:"sureness,omitempty"`
	Runs       []run   `json:"runs,omitempty"`
}

// A run has one style. Text with several styles has a run for each, over the
// same range, one after the other.
type run struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Style string `json:"style"`
	Href  string `json:"href,omitempty"`
}

type annotation struct {
	ID        string              `json:"id"`
	Tag       string              `json:"tag"`
	Quote     string              `json:"quote"`
	Prefix    string              `json:"prefix,omitempty"`
	Suffix    string              `json:"suffix,omitempty"`
	Start     *int                `json:"start,omitempty"`
	End       *int                `json:"end,omitempty"`
	UTF16     *place              `json:"utf16,omitempty"` // as Start and End, which readers use
	Byte      *place              `json:"byte,omitempty"`
	Paragraph int                 `json:"paragraph,omitempty"`
	Note      string              `json:"note,omitempty"`
	Fields    annotate.Fields     `json:"fields,omitempty"`
	Labels    []string            `json:"labels,omitempty"`
	Links     []annotate.Relation `json:"links,omitempty"`
	Replies   []annotate.Reply    `json:"replies,omitempty"`
	Suggested string              `json:"suggested,omitempty"`
	Seen      bool                `json:"seen,omitempty"`
	Decided   string              `json:"decided,omitempty"`
	From      []string            `json:"from,omitempty"`
	Anchor    anchorDetails       `json:"anchor"`
	Creator   string              `json:"creator,omitempty"`
	Created   time.Time           `json:"created"`
	Modified  time.Time           `json:"modified"`
}

// words returns the words that the annotation was made on.
func (n *annotation) words() string { return cmp.Or(n.Anchor.Original, n.Quote) }

type anchorDetails struct {
	State      string  `json:"state"`
	Score      float64 `json:"score"`
	Reason     string  `json:"reason,omitempty"`
	Original   string  `json:"original,omitempty"`
	Candidates []place `json:"candidates,omitempty"`
}

type place struct {
	Start int `json:"start"`
	End   int `json:"end"`
}
