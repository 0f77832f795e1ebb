package export

import (
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/oklog/ulid/v2"

	"galley/annotate"
	"galley/annotate/source/archive"
)

var (
	lostSource    = LossKind{"source without plain text", "sources without plain text"}
	lostSelection = LossKind{"selection that is not on words", "selections that are not on words"}
)

// ReadREFIQDA reads the text sources of a project of REFI-QDA. A code that is named like
// a tag is the tag, others are labels: a code is what a label is. A link between selections
// is a link if it is named like a kind of ours; other links are left out and counted.
// Positions are code points in the text of the source.
func ReadREFIQDA(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	raw, err := io.ReadAll(limited(r, opt))
	if err != nil {
		return nil, nil, err
	}
	files, err := archive.Open(raw)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	data, err := files.Read(projectFile)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	p := qdaReader{importer: newImporter(opt), files: files, codes: map[string]string{}, users: map[string]string{}, notes: map[string]qdaNote{}, links: map[string][]fileLink{}, ends: map[string]bool{}}
	if err := xml.Unmarshal(data, &p.qdaProject); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	if p.Users != nil {
		for _, user := range p.Users.List {
			p.users[user.GUID] = user.Name
		}
	}
	if p.Notes != nil {
		for _, note := range p.Notes.List {
			p.notes[note.GUID] = note
		}
	}
	if p.Links != nil {
		for _, l := range p.Links.List {
			p.links[l.Origin] = append(p.links[l.Origin], fileLink{l.Name, l.Origin, l.Target})
			p.ends[l.Origin], p.ends[l.Target] = true, true
		}
	}
	p.learn(p.Codes, 0)
	for _, source := range p.Sources {
		if err := p.readEntry("source", func() error { return p.source(source) }); err != nil {
			return nil, nil, err
		}
	}
	for _, rest := range p.links {
		p.loss.add(lostRelation, len(rest))
	}
	return p.bundles()
}

// A qdaReader reads a project. Its maps are by GUID.
type qdaReader struct {
	*importer
	qdaProject
	files *archive.Archive
	codes map[string]string
	users map[string]string
	notes map[string]qdaNote
	links map[string][]fileLink // by their origin, until it is read
	ends  map[string]bool       // of links
}

// learn adds the names of codes and of those below them.
func (p *qdaReader) learn(codes []qdaCode, depth int) {
	for _, c := range codes {
		p.codes[c.GUID] = c.Name
		if depth < maxCodeDepth {
			p.learn(c.Codes, depth+1)
		}
	}
}

// text returns the text at a path, or the content if there is no path.
func (p *qdaReader) text(path, content string) string {
	if content != "" || path == "" {
		return content
	}
	data, err := p.files.Read(sourcesFolder + strings.TrimPrefix(path, internalPrefix))
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "\ufffd")
}

func (p *qdaReader) source(s qdaSource) error {
	text := p.text(s.Path, s.Content)
	if text == "" {
		p.loss.add(lostSource, 1)
		return nil
	}
	if len(s.Selections) == 0 {
		return nil
	}
	f, err := p.fileText(ArticleRef{Title: p.line(s.Name), Text: text}, text)
	if err != nil {
		return err
	}
	for _, selection := range s.Selections {
		span, err := f.mapper.SpanFromRunes(selection.Start, selection.End)
		if err == nil {
			span, err = f.words(p.importer, span)
		}
		if err != nil {
			p.loss.add(lostSelection, 1)
			continue
		}
		n := p.annotation(selection)
		n.ID = p.id(selection.GUID)
		f.add(n, span)
		f.name(selection.GUID)
		f.links = append(f.links, p.links[selection.GUID]...)
		delete(p.links, selection.GUID)
	}
	return f.place(p.importer)
}

// id returns the identifier of an annotation at an end of a link that Galley wrote, so that
// the library recognizes it. Others are recognized by their contents, and have none.
func (p *qdaReader) id(guid string) string {
	if !p.ends[guid] || !strings.HasPrefix(p.Origin, qdaOrigin) {
		return ""
	}
	var u ulid.ULID
	raw, err := hex.DecodeString(strings.ReplaceAll(guid, "-", ""))
	if err != nil || u.UnmarshalBinary(raw) != nil || p.seen.add(u.String()) != nil {
		return ""
	}
	return u.String()
}

// annotation returns the annotation of a selection, without its place.
func (p *qdaReader) annotation(s qdaSelection) annotate.Annotation {
	n := annotate.Annotation{Creator: p.line(p.users[s.Creator]), Created: p.date(s.Created), Modified: p.date(s.Modified)}
	if n.Modified.IsZero() {
		n.Modified = n.Created
	}
	for _, coding := range s.Codings {
		name := p.codes[coding.Code.Target]
		if tag, err := tagOf(name); err == nil && n.Tag == "" {
			n.Tag = tag
		} else {
			n = n.WithLabels(strings.ReplaceAll(p.line(name), ",", ";"))
		}
	}
	if n.Tag == "" {
		n.Tag = p.defaultTag()
	}
	var notes []string
	if strings.HasPrefix(p.Origin, qdaOrigin) {
		const continued = "\x00"
		for line := range strings.SplitSeq(strings.ReplaceAll(s.Description, "\n ", continued), "\n") {
			if name, value, ok := cutField(line); ok && p.line(name) == name {
				addValue(&n, name, p.opt.Clean(strings.ReplaceAll(value, continued, "\n")))
			}
		}
	} else if s.Description != "" {
		notes = append(notes, s.Description)
	}
	for _, ref := range s.Notes {
		note := p.notes[ref.Target]
		text := p.text(note.Path, note.Content)
		if note.About == qdaReply {
			n.Replies = append(n.Replies, annotate.Reply{Creator: p.line(p.users[note.Creator]), Created: p.date(note.Created), Note: p.opt.Clean(text)})
			continue
		}
		notes = append(notes, nonEmpty(text)...)
	}
	n.Note = p.opt.Clean(strings.Join(notes, "\n\n"))
	return n
}
