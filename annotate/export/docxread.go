package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export/docx"
)

var (
	lostChange = LossKind{"tracked change", "tracked changes"}
	lostLoose  = LossKind{"comment on no words", "comments on no words"}
)

// ReadDocx reads the comments and highlights of a document from Word, LibreOffice or
// WriteDocx. ReadOptions.FindArticle gets the text of the document. Answers to comments
// are replies. Comments on no words and tracked changes are left out and counted.
func ReadDocx(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	raw, err := io.ReadAll(limited(r, opt))
	if err != nil {
		return nil, nil, err
	}
	review, err := docx.ReadReview(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	in := newImporter(opt)
	in.loss.add(lostReply, review.Replies)
	in.loss.add(lostLoose, review.Loose)
	in.loss.add(lostChange, review.Changes)
	if len(review.Marks) == 0 {
		return in.bundles()
	}
	f, err := in.fileText(ArticleRef{Title: in.line(review.Title), Text: review.Text}, review.Text)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range review.Marks {
		span, err := f.words(in, annotate.Span{Start: m.Start, End: m.End})
		if err != nil {
			in.loss.add(lostLoose, 1)
			in.loss.add(lostReply, len(m.Replies))
			continue
		}
		f.add(in.docxMark(m), span)
	}
	return in.result(f.place(in))
}

// docxMark returns the annotation of a comment or highlight. The first line of a comment
// may have its tag, as commentOf writes it or as "claim: the note"; lines with fields may
// follow.
func (in *importer) docxMark(m docx.Mark) annotate.Annotation {
	tag, lines := commentTag(m.Lines)
	c := clipping{labels: tag, creator: m.Author, created: in.date(m.Date), fields: map[string]string{colorField: m.Color}}
	n := in.clipped(c)
	for ; len(lines) > 0; lines = lines[1:] {
		if isWarning(lines[0]) {
			continue
		}
		name, value, ok := cutField(in.line(lines[0]))
		if ok && name == labelsField {
			labels, _ := parseLabels(value)
			n = n.WithLabels(labels...)
			continue
		}
		if !ok || !slices.Contains(fieldNames(), name) {
			break
		}
		if spec := n.Tag.Spec(); name == spec.Status {
			value = spec.ParseVerdict(value)
		}
		if value != (annotate.Annotation{Tag: n.Tag}).Status() {
			addValue(&n, name, value)
		}
	}
	n.Note = strings.TrimSpace(in.opt.Clean(strings.Join(lines, "\n")))
	for _, r := range m.Replies {
		n.Replies = append(n.Replies, annotate.Reply{Creator: in.line(r.Author), Created: in.date(r.Date), Note: in.opt.Clean(strings.Join(r.Lines, "\n"))})
	}
	return n
}

// commentTag returns the tag at the beginning of a comment, if it has one, and the lines
// without it.
func commentTag(lines []string) (tag, rest []string) {
	if len(lines) == 0 {
		return nil, nil
	}
	title, _, _ := strings.Cut(lines[0], " · ")
	head, note, _ := strings.Cut(title, ":")
	if number, rest, ok := strings.Cut(head, " "); ok && isCommentNumber(number) {
		head = rest
	}
	if _, err := tagOf(head); err != nil {
		return nil, lines
	}
	return []string{head}, append(nonEmpty(strings.TrimSpace(note)), lines[1:]...)
}

// isCommentNumber reports whether s is the number of a comment of WriteDocx: C12, Q1.2.
func isCommentNumber(s string) bool {
	whole, part, _ := strings.Cut(s, ".")
	s = whole + part
	digits := strings.TrimLeft(s, "COQ")
	return len(digits) == len(s)-1 && digits != "" && strings.Trim(digits, "0123456789") == ""
}
