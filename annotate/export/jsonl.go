package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"galley/annotate"
)

// A line is one annotation with what is needed to know its article. The
// members of the annotation are those of the JSON document.
type line struct {
	Article articleHead `json:"article"`
	annotation
}

// An articleHead tells which article an annotation belongs to, and which text
// of it positions speak of.
type articleHead struct {
	ID         string    `json:"id,omitempty"`
	Title      string    `json:"title,omitempty"`
	Byline     string    `json:"byline,omitempty"`
	Published  string    `json:"published,omitempty"`
	Language   string    `json:"language,omitempty"`
	Kind       string    `json:"kind,omitempty"`
	Location   string    `json:"location,omitempty"`
	Retrieved  time.Time `json:"retrieved,omitzero"`
	SHA256     string    `json:"sha256,omitempty"`
	TextSHA256 string    `json:"text_sha256,omitempty"`
}

func headOut(a *annotate.Article) articleHead {
	return articleHead{
		ID: a.ID, Title: a.Meta.Title, Byline: a.Meta.Byline, Published: a.Meta.Published, Language: a.Meta.Language,
		Kind: string(a.Source.Kind), Location: a.Source.Location, Retrieved: a.Source.Retrieved.UTC(),
		SHA256: a.Source.SHA256, TextSHA256: a.Digest,
	}
}

func (in *jsonReader) about(head articleHead) ArticleRef {
	return ArticleRef{
		ID: head.ID, Kind: annotate.SourceKind(head.Kind), Location: in.line(head.Location), Title: in.line(head.Title),
		SHA256: head.SHA256, Digest: head.TextSHA256,
	}
}

// WriteJSONL writes one JSON object a line: an annotation as WriteJSON writes
// it, and with it what tells its article. It holds no text of articles.
func WriteJSONL(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) error {
	buf := bufio.NewWriterSize(EscapeJSON(w), 64<<10)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		head, mapper := headOut(b.Article), annotate.NewMapper(b.Article.Text)
		for _, n := range set.All() {
			if err := enc.Encode(line{head, annotationOut(n, b.Article, mapper)}); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, buf.Flush())
}

// ReadJSONL reads what WriteJSONL wrote. The articles must be known already.
// Where one has another text now, the words are sought in it.
func ReadJSONL(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newIntake(opt)
	first := newStrictDecoder(nil)
	err := eachLine(decoded(r, opt), func(data []byte) error {
		var l line
		if err := first.next(bytes.NewReader(data)).decode(&l); err != nil {
			return err
		}
		return in.takeLine(&l)
	})
	if err != nil {
		return nil, nil, err
	}
	return in.bundles()
}

func (in *intake) takeLine(l *line) error {
	s, err := in.shelf(in.about(l.Article))
	if err != nil {
		return placed("article", err)
	}
	n, err := in.own(&l.annotation, s, l.Article.TextSHA256)
	if err != nil {
		return err
	}
	s.put(n)
	return nil
}

// eachLine has read take the lines that are not blank. An error says in which
// line it was, from 1.
func eachLine(r io.Reader, read func(data []byte) error) error {
	lines := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ; number++ {
		data, end := lines.ReadBytes('\n')
		if data = bytes.TrimSpace(data); len(data) > 0 {
			if err := read(data); err != nil {
				return fmt.Errorf("line %d: %w", number, err)
			}
		}
		if end == io.EOF {
			return nil
		}
		if end != nil {
			return fmt.Errorf("line %d: %w", number, end)
		}
	}
}
