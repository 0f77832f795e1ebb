// Package export writes articles with their annotations in the formats of other
// tools, and reads them back. Each format has its own file and an entry in
// [Formats].
//
// # Rules
//
//   - Positions are written in Unicode code points, 0-based and half-open,
//     unless the format counts in other units.
//   - Bundles are checked before they are written: the words of an annotation
//     are always those at its position.
//   - What a format cannot represent is counted in a [LossReport], never
//     dropped silently.
//   - Input is not trusted. Invalid input is rejected, not repaired, with an error
//     that says where and why in one line: a wrong position must not put an
//     annotation on the wrong words. Only notes, fields and the like are cleaned.
//   - Positions in the text of the file lead to the same words of the article,
//     through other white space. Positions in any other text are hints: the words are
//     searched for in the article. If they are not found in exactly one place,
//     the state of the annotation says so.
//   - Importing an export restores everything that the format can represent.
//   - No character that acts on a terminal is written.
//   - Nothing about this computer is written, such as the folder of a file, unless
//     WriteOptions ask for it. The creator of an annotation is written.
//
// The package opens no files and reads no clock.
package export

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"galley/annotate"
)

// A Bundle is an article with annotations on it.
type Bundle struct {
	Article     *annotate.Article // without Text and Blocks if these are damaged
	Words       int               // number of words in the text
	Also        []Location        // further locations that the article was read from, oldest first
	Done        []annotate.Done   // who has finished annotating it
	Collection  string            // the name by which the user groups it, "" for none
	Annotations []annotate.Annotation
}

// A Location is where an article was read from.
type Location struct {
	Kind    annotate.SourceKind `json:"kind"`
	Address string              `json:"location"` // a path or URL, not empty
}

// isTextless reports whether the text of the article is damaged. Its annotations
// have no places.
func (b Bundle) isTextless() bool { return b.Article.Text == "" && b.Article.Blocks == nil }

// WriteOptions control an export.
type WriteOptions struct {
	Generator string    // program and version, "galley 0.2.0"
	Exported  time.Time // time of the export
	NoText    bool      // leave out the text and blocks of articles
	WithPaths bool      // name files with their folders, and keep secrets in addresses
	Public    bool      // for everyone to read, in formats with permissions
	BySpeaker bool      // order or group by those whose words they are, in formats with Format.BySpeaker
	Offsets   []Unit    // of positions, in addition to code points, in JSON and JSON Lines
}

// A Unit is what positions are counted in.
type Unit string

// The units besides code points.
const (
	UTF16 Unit = "utf16" // code units of UTF-16, as in JavaScript
	Bytes Unit = "byte"  // bytes of UTF-8, as in Go
)

// Units lists the units of WriteOptions.Offsets.
func Units() []Unit { return []Unit{UTF16, Bytes} }

// ReadOptions control an import.
type ReadOptions struct {
	// Clean returns its argument as a canonical text: without control
	// characters, terminal escapes and hidden characters. It is required.
	Clean func(text string) string
	// FindArticle returns the article that a file refers to: a saved one, or one
	// made of ArticleRef.Text. It returns an UnknownArticleError if there is none. If
	// it is nil, articles are not found.
	FindArticle func(ArticleRef) (*annotate.Article, error)
	// IsDoubtful reports whether FindArticle only supposed which article is meant. An
	// annotation whose words are not in it is left out. It is called after FindArticle
	// has been called for all references. If it is nil, no article is doubtful.
	IsDoubtful func(ArticleRef) bool
	// LeaveOut is called for each entry that is left out because its article is not
	// found. If it is nil, such an entry is an error.
	LeaveOut func(e Entry, reason string)
	// Unfound is called for each annotation whose article FindArticle did not find, with
	// its words. It may be nil.
	Unfound func(ref ArticleRef, words string)
	// ReadCompanion returns the contents of the file with the same name and another
	// extension. It may be nil.
	ReadCompanion func(extension string) ([]byte, error)
	// Edit is called for each row of a table that has an id, instead of reading an
	// annotation from it. It may be nil.
	Edit func(RowEdit) error
	// DefaultTag is the tag of annotations whose label is not a tag. If it is "",
	// they are rejected with ErrNoTag.
	DefaultTag annotate.Tag
	// Columns maps the names of columns of a table, in any case, to
	// names in ReadableColumns. It may be nil.
	Columns map[string]string
	// MaxBytes limits the size of the input; 0 means DefaultMaxBytes.
	MaxBytes int64
}

// An ArticleRef is how a file refers to an article. Unknown members are "".
type ArticleRef struct {
	ID        string              // Galley's
	Kind      annotate.SourceKind // of Location
	Location  string              // path, name of a file, or address
	Canonical string              // address that the article declares as canonical
	Title     string
	SHA256    string // of its source
	Digest    string // of its canonical text
	Text      string // the text itself, which may not be canonical
}

// An Entry is a part of a file that is about one article.
type Entry struct {
	Unit   string // "row"
	Number int    // from 1
}

// An UnknownArticleError is returned when the article of an entry is not found.
type UnknownArticleError struct{ Reason string }

// Error implements error.
func (e *UnknownArticleError) Error() string { return e.Reason }

// DefaultMaxBytes is the default of ReadOptions.MaxBytes: 150,000 annotations in the
// most verbose format, or the texts of two hundred novels.
const DefaultMaxBytes = 256 << 20

// The sentinel errors.
var (
	// ErrNoText is returned when the text of an article is not in the file and
	// ReadOptions.FindArticle is nil.
	ErrNoText = errors.New("the text of the article is not in the file")
	// ErrTooLarge is returned for an input larger than ReadOptions.MaxBytes.
	ErrTooLarge = errors.New("too large to import")
	// ErrWrongFormat is returned for an input in another format.
	ErrWrongFormat = errors.New("not in this format")
	// ErrSyntax is returned for a damaged JSON file: its beginning is valid.
	ErrSyntax = errors.New("not valid JSON")
	// ErrNoTag is returned when annotations have no tag and
	// ReadOptions.DefaultTag is "".
	ErrNoTag = errors.New("not tagged claim, quote or opinion")
	// ErrUnknownFormat is returned by FormatByName for a name that is not in Formats.
	ErrUnknownFormat = errors.New("unknown format")
)

// All returns an iterator over bundles.
func All(bundles ...Bundle) iter.Seq2[Bundle, error] {
	return func(yield func(Bundle, error) bool) {
		for _, b := range bundles {
			if !yield(b, nil) {
				return
			}
		}
	}
}

// eachBundle checks each bundle and calls write with it and its annotations in text
// order. Unless WriteOptions.WithPaths is set, no writer sees the folder of a file, or
// a secret in an address.
func eachBundle(bundles iter.Seq2[Bundle, error], opt WriteOptions, write func(Bundle, annotate.Set) error) error {
	ids := idSet{}
	for b, err := range bundles {
		if err != nil {
			return err
		}
		if err := ids.addBundle(b); err != nil {
			return fmt.Errorf("article %.40q: %w", b.Article.ID, err)
		}
		if !opt.WithPaths {
			a := *b.Article
			a.Source = a.Source.Public()
			b.Article, b.Also = &a, publicLocations(b.Also, a.Source)
		}
		if err := write(b, annotate.NewSet(annotate.InTextOrder(b.Annotations))); err != nil {
			return fmt.Errorf("article %s: %w", b.Article.ID, err)
		}
	}
	return nil
}

// publicLocations returns the locations without folders and secrets. Those that are then
// repeated are left out, also that of the source s.
func publicLocations(locations []Location, s annotate.Source) (list []Location) {
	for _, l := range locations {
		l.Address = annotate.Source{Kind: l.Kind, Location: l.Address}.Public().Location
		if l != (Location{s.Kind, s.Location}) && !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	return list
}
