// Package export writes articles with their annotations in the formats that
// other tools read, and reads them back. Each format has a file of its own, or
// two, and a place in [Formats].
//
// # Rules
//
//   - Positions leave as Unicode code points, from 0, half-open, unless the
//     format counts otherwise.
//   - What is written is checked first: an annotation never leaves with words
//     that do not stand where it says.
//   - What a format cannot hold is counted in a [LossReport], never dropped in
//     silence.
//   - What comes in is a stranger's. It is refused, with the place and the
//     reason in one line, rather than repaired: a wrong position must not
//     become an annotation on the wrong words. Only notes, fields and the like
//     are cleaned.
//   - Positions that speak of another text are not believed. Their words are
//     sought in the article, and where they are not found in one certain place
//     the annotation says so in its state.
//   - Import of an export is identity on what the format can hold.
//   - Nothing that is written carries a character that acts on a terminal.
//
// The package opens nothing and reads no clock.
package export

import (
	"errors"
	"iter"
	"time"

	"galley/annotate"
)

// A Bundle is one article with annotations of it.
type Bundle struct {
	Article     *annotate.Article
	Words       int // how many words the text has
	Annotations []annotate.Annotation
}

// WriteOptions say how to write.
type WriteOptions struct {
	Generator string    // program and version, "galley 0.1.0"
	Exported  time.Time // when this export was made
	NoText    bool      // leave the text and the blocks of the articles out
}

// ReadOptions say how to read.
type ReadOptions struct {
	// Clean returns its argument as a canonical text: without control
	// characters, terminal escapes and hidden characters. It must be given.
	Clean func(text string) string
	// FindArticle returns the article that a file speaks of without holding it as
	// Galley does: a saved one, or one made of ArticleRef.Text. Nil knows none.
	FindArticle func(ArticleRef) (*annotate.Article, error)
	// ReadCompanion returns the contents of the file of the same name with another
	// extension. Nil knows none.
	ReadCompanion func(extension string) ([]byte, error)
	// DefaultTag is given to annotations whose file says no tag that Galley knows; ""
	// refuses them with ErrNoTag.
	DefaultTag annotate.Tag
	// MaxBytes is the largest input that is read, 0 for DefaultMaxBytes.
	MaxBytes int64
}

// An ArticleRef is what a file says of an article. What it does not say is "".
type ArticleRef struct {
	ID       string              // that Galley gave it
	Kind     annotate.SourceKind // of Location
	Location string              // path or address
	Title    string
	SHA256   string // of the bytes that it was made of
	Digest   string // of its canonical text
	Text     string // the text itself, clean but not canonical
}

// DefaultMaxBytes is the largest input that is read unless options say
// otherwise.
const DefaultMaxBytes = 256 << 20

// The sentinel errors.
var (
	// ErrNoText is returned when the text of an article is not in the file and
	// ReadOptions.FindArticle is nil.
	ErrNoText = errors.New("the text of the article is not in the file")
	// ErrTooLarge is returned for an input over ReadOptions.MaxBytes.
	ErrTooLarge = errors.New("larger than can be imported")
	// ErrWrongFormat is returned for an input that is not of the format at all.
	ErrWrongFormat = errors.New("not of this format")
	// ErrNoTag is returned when annotations have no tag that Galley knows and
	// ReadOptions.DefaultTag is "".
	ErrNoTag = errors.New("neither claim, quote nor opinion")
	// ErrUnknownFormat is returned by FormatByName.
	ErrUnknownFormat = errors.New("unknown format")
)

// All yields bundles that are at hand already.
func All(bundles ...Bundle) iter.Seq2[Bundle, error] {
	return func(yield func(Bundle, error) bool) {
		for _, b := range bundles {
			if !yield(b, nil) {
				return
			}
		}
	}
}
