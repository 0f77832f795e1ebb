package export

import (
	"fmt"
	"io"
	"strings"

	json "github.com/go-json-experiment/json/v1"
)

// Types of what Calibre exports.
const (
	calibreBooks = "calibre_annotation_collection" // by its annotations browser
	calibreBook  = "calibre_highlights"            // by its viewer
)

// A calibreFile is what Calibre exports.
type calibreFile struct {
	Type                    string
	Annotations, Highlights []calibreAnnotation
}

type calibreAnnotation struct {
	Type      string
	Removed   bool            // and empty
	BookID    json.RawMessage `json:"book_id"` // a number; the viewer does not write it
	Words     string          `json:"highlighted_text"`
	Notes     string
	Timestamp string
	Chapters  []string `json:"toc_family_titles"` // from the outermost to the innermost
	Style     struct{ Kind, Which string }
}

// ReadCalibre reads the highlights that Calibre's viewer and its annotations browser
// export. They do not say more of a book than its number in Calibre. Calibre's sources are
// gui2/library/annotations.py, gui2/viewer/highlights.py and read_book/annotations.pyj.
func ReadCalibre(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := readValue(r, opt)
	if err != nil {
		return nil, nil, err
	}
	var file calibreFile
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, describeMismatch(err))
	}
	if file.Type != calibreBooks && file.Type != calibreBook {
		return nil, nil, fmt.Errorf("%w: its type is %.40q", ErrWrongFormat, file.Type)
	}
	in := newImporter(opt)
	for _, a := range append(file.Annotations, file.Highlights...) {
		if err := in.readEntry("annotation", func() error { return a.addTo(in) }); err != nil {
			return nil, nil, err
		}
	}
	return in.bundles()
}

// addTo adds the annotation for a highlight.
func (a *calibreAnnotation) addTo(in *importer) error {
	if a.Removed {
		return nil
	}
	if a.Type != "highlight" || strings.TrimSpace(in.opt.Clean(a.Words)) == "" {
		in.loss.add(lostNoText, 1)
		return nil
	}
	ref := ArticleRef{}
	if len(a.BookID) > 0 {
		ref.Title = in.line(fmt.Sprintf("book %s in Calibre", a.BookID))
	}
	fields := map[string]string{}
	if a.Style.Kind == "color" {
		fields[colorField] = a.Style.Which
	}
	return in.clip(clipping{ref: ref, words: quotation{exact: a.Words}, note: a.Notes, chapters: a.Chapters, created: in.date(a.Timestamp), fields: fields})
}
