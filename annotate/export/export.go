// Package export writes articles with their annotations in the formats that
// other tools read, and reads them back. Each format has a file of its own and
// one line in [Formats].
//
// # Rules
//
//   - Positions leave as Unicode code points, from 0, half-open, unless the
//     format counts otherwise.
//   - What is written is checked first: an annotation never leaves with words
//     that do not stand where it says.
//   - What comes in is a stranger's. It is refused, with the place and the
//     reason in one line, rather than repaired: a wrong position must not
//     become an annotation on the wrong words. Only notes, fields and the like
//     are cleaned.
//   - Import of an export is identity.
//
// The package opens nothing and reads no clock.
package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"galley/annotate"
)

// A Bundle is one article with annotations of it.
type Bundle struct {
	Article     *annotate.Article
	Words       int // how many words the text has
	Annotations []annotate.Annotation
}

// Options say how to write.
type Options struct {
	Generator string    // program and version, "galley 0.1.0"
	Exported  time.Time // when this export was made
	NoText    bool      // leave the text and the blocks of the articles out
}

// ReadOptions say how to read.
type ReadOptions struct {
	// Clean returns its argument as a canonical text: without control
	// characters, terminal escapes and hidden characters. It must be given.
	Clean func(text string) string
	// Find returns the saved article with that id. It is asked for articles
	// that were exported without their text. Nil knows none.
	Find func(id string) (*annotate.Article, error)
	// MaxBytes is the largest input that is read, 0 for DefaultMaxBytes.
	MaxBytes int64
}

// DefaultMaxBytes is the largest input that is read unless options say
// otherwise.
const DefaultMaxBytes = 256 << 20

// The sentinel errors.
var (
	// ErrNoText is returned when an article was exported without its text and
	// ReadOptions.Find is nil.
	ErrNoText = errors.New("the text of the article is not in the file")
	// ErrTooLarge is returned for an input over ReadOptions.MaxBytes.
	ErrTooLarge = errors.New("larger than can be imported")
	// ErrForeign is returned for an input that is no export at all.
	ErrForeign = errors.New("not a Galley export")
	// ErrUnknownFormat is returned by Named.
	ErrUnknownFormat = errors.New("unknown format")
)

// A Format is one way to write bundles, and perhaps to read them.
type Format struct {
	Name      string // as --format takes it
	Extension string // of files, with the dot
	MediaType string
	// Write writes the bundles one by one. On an error part of them may have
	// been written.
	Write func(io.Writer, iter.Seq2[Bundle, error], Options) error
	// Read reads what Write wrote. It is nil where a format only goes out.
	Read func(io.Reader, ReadOptions) ([]Bundle, error)
}

// Formats lists the formats, the default first.
func Formats() []Format {
	return []Format{
		{Name: "json", Extension: ".json", MediaType: "application/json", Write: WriteJSON, Read: ReadJSON},
	}
}

// Named returns the format with that name, or ErrUnknownFormat.
func Named(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("%w %q: use %s", ErrUnknownFormat, name, strings.Join(names, ", "))
}

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
