package export

import (
	"bytes"
	"io"
	"iter"
	"strings"
	"time"

	"galley/annotate"
)

// A jsonLine is one annotation and its article. The members of the annotation
// are those of the JSON document.
type jsonLine struct {
	Article articleHead `json:"article"`
	annotation
}

// An articleHead identifies the article of an annotation, and the text that
// positions refer to.
type articleHead struct {
	ID         string    `json:"id,omitempty"`
	Title      string    `json:"title,omitempty"`
	Byline     string    `json:"byline,omitempty"`
	Published  string    `json:"published,omitempty"`
	Language   string    `json:"language,omitempty"`
	Kind       string    `json:"kind,omitempty"`
	Location   string    `json:"location,omitempty"`
	Canonical  string    `json:"canonical,omitempty"`
	Retrieved  time.Time `json:"retrieved,omitzero"`
	SHA256     string    `json:"sha256,omitempty"`
	TextSHA256 string    `json:"text_sha256,omitempty"`
}

func headOf(a *annotate.Article) articleHead {
	return articleHead{
		ID: a.ID, Title: a.Meta.Title, Byline: a.Meta.Byline, Published: a.Meta.Published, Language: a.Meta.Language,
		Kind: string(a.Source.Kind), Location: a.Source.Location, Canonical: a.Source.Canonical, Retrieved: a.Source.Retrieved.UTC(),
		SHA256: a.Source.SHA256, TextSHA256: a.Digest,
	}
}

// builderFor returns the builder of the article that head identifies, for an annotation
// on it.
func (in *importer) builderFor(head articleHead, doc *annotation) (*bundleBuilder, error) {
	kind := annotate.SourceKind(head.Kind)
	switch {
	case kind != "" || head.Location == "":
	case isWebAddress(strings.TrimSpace(head.Location)):
		kind = annotate.FromURL
	default:
		kind = annotate.FromFile
	}
	return in.builderOf(ArticleRef{
		ID: head.ID, Kind: kind, Location: in.line(head.Location), Canonical: in.line(head.Canonical), Title: in.line(head.Title),
		SHA256: head.SHA256, Digest: head.TextSHA256,
	}, doc.words())
}

// WriteJSONL writes one JSON object per line: an annotation as WriteJSON writes
// it, and what identifies its article. The text of articles is left out.
func WriteJSONL(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	return nil, writeLines(w, bundles, opt, func(b Bundle, set annotate.Set, encode func(any) error) error {
		head, mapper := headOf(b.Article), annotate.NewMapper(b.Article.Text)
		for _, n := range set.All() {
			if err := encode(jsonLine{head, withOffsets(annotationToJSON(n, b.Article, mapper), n, mapper, opt.Offsets)}); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReadJSONL reads what WriteJSONL wrote. ReadOptions.FindArticle must find the
// articles. Words are searched for if the text of one has changed.
func ReadJSONL(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newImporter(opt)
	lines := newStrictDecoder(strings.NewReader(""))
	err := eachValue(decode(r, opt), func(data []byte) error {
		var l jsonLine
		lines.reset(bytes.NewReader(data))
		if err := lines.decode(&l); err != nil {
			return err
		}
		in.entry = Entry{"annotation", in.entry.Number + 1}
		s, err := in.builderFor(l.Article, &l.annotation)
		if err != nil {
			return in.leaveOut(in.entry, addPath("article", err))
		}
		return in.addExported(&l.annotation, s, l.Article.TextSHA256)
	})
	in.loss.Add(lines.loss())
	return in.result(err)
}
