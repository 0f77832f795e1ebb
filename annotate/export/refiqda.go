package export

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"galley/annotate"
)

// The types in this file follow the REFI-QDA standard 1.5 (www.qdasoftware.org).

type qdaProject struct {
	XMLName xml.Name    `xml:"Project"`
	Space   string      `xml:"xmlns,attr"`
	Name    string      `xml:"name,attr"`
	Origin  string      `xml:"origin,attr"`
	Created string      `xml:"creationDateTime,attr,omitempty"`
	Users   *qdaUsers   `xml:"Users"`
	Codes   []qdaCode   `xml:"CodeBook>Codes>Code"`
	Sources []qdaSource `xml:"Sources>TextSource"`
	Notes   *qdaNotes   `xml:"Notes"`
	Links   *qdaLinks   `xml:"Links"`
}

// Lists that the standard does not allow to be empty.
type (
	qdaUsers struct {
		List []qdaUser `xml:"User"`
	}
	qdaNotes struct {
		List []qdaNote `xml:"Note"`
	}
	qdaLinks struct {
		List []qdaLink `xml:"Link"`
	}
)

type qdaUser struct {
	GUID string `xml:"guid,attr"`
	Name string `xml:"name,attr"`
}

type qdaSource struct {
	GUID       string         `xml:"guid,attr"`
	Name       string         `xml:"name,attr"`
	Path       string         `xml:"plainTextPath,attr,omitempty"`
	About      string         `xml:"Description,omitempty"`
	Content    string         `xml:"PlainTextContent,omitempty"`
	Selections []qdaSelection `xml:"PlainTextSelection"`
}

// A qdaSelection is a range of code points, half-open.
type qdaSelection struct {
	GUID        string      `xml:"guid,attr"`
	Name        string      `xml:"name,attr"`
	Start       int         `xml:"startPosition,attr"`
	End         int         `xml:"endPosition,attr"`
	Creator     string      `xml:"creatingUser,attr,omitempty"`
	Created     string      `xml:"creationDateTime,attr,omitempty"`
	Modified    string      `xml:"modifiedDateTime,attr,omitempty"`
	Description string      `xml:"Description,omitempty"`
	Codings     []qdaCoding `xml:"Coding"`
	Notes       []qdaRef    `xml:"NoteRef"`
}

type qdaCoding struct {
	GUID    string `xml:"guid,attr"`
	Creator string `xml:"creatingUser,attr,omitempty"`
	Code    qdaRef `xml:"CodeRef"`
}

type qdaRef struct {
	Target string `xml:"targetGUID,attr"`
}

// A qdaNote is the note of an annotation or, if it is described as one, a reply.
type qdaNote struct {
	GUID    string `xml:"guid,attr"`
	Name    string `xml:"name,attr"`
	Path    string `xml:"plainTextPath,attr,omitempty"`
	Creator string `xml:"creatingUser,attr,omitempty"`
	Created string `xml:"creationDateTime,attr,omitempty"`
	About   string `xml:"Description,omitempty"`
	Content string `xml:"PlainTextContent,omitempty"`
}

// A qdaLink is a link between any two elements of a project, here between selections.
type qdaLink struct {
	GUID      string `xml:"guid,attr"`
	Name      string `xml:"name,attr"`
	Direction string `xml:"direction,attr,omitempty"`
	Origin    string `xml:"originGUID,attr"`
	Target    string `xml:"targetGUID,attr"`
}

const (
	projectSpace   = "urn:QDA-XML:project:1.0"
	projectFile    = "project.qde"
	sourcesFolder  = "Sources/"
	internalPrefix = "internal://" // of paths in the folder of sources
	qdaOrigin      = "Galley"      // the beginning of a project's origin
	qdaReply       = "reply"       // the description of notes that are replies
)

// WriteREFIQDA writes a project of REFI-QDA: a ZIP file with project.qde and the text
// of each article. Tags and labels are codes, the note and replies are notes, links are
// links between selections, and fields are lines of the description ("status: accurate").
// Positions are code points.
func WriteREFIQDA(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	p := &qdaWriter{known: map[string]bool{}}
	p.Space, p.Name, p.Origin, p.Created = projectSpace, "Annotations made with Galley", qdaOrigin+strings.TrimPrefix(opt.Generator, "galley"), qdaTime(opt.Exported)
	for _, tag := range annotate.Tags() {
		p.code(string(tag))
	}
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		p.article(b.Article, set)
		return nil
	})
	if err != nil {
		return nil, err
	}
	project, err := xml.MarshalIndent(p.qdaProject, "", " ")
	if err != nil {
		return nil, err
	}
	out := zip.NewWriter(w)
	add := func(name, content string) error {
		file, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: opt.Exported})
		if err == nil {
			_, err = io.WriteString(file, visible(content)) // no position changes
		}
		return err
	}
	if err := add(projectFile, xml.Header+string(project)+"\n"); err != nil {
		return nil, err
	}
	for i, text := range p.texts {
		if err := add(sourcesFolder+strings.TrimPrefix(p.Sources[i].Path, internalPrefix), text); err != nil {
			return nil, err
		}
	}
	return p.loss, out.Close()
}

// A qdaWriter collects a project.
type qdaWriter struct {
	qdaProject
	known map[string]bool // GUIDs of codes and users
	texts []string        // of the sources
	loss  LossReport
}

// code returns the GUID of a code, which it adds to the codebook.
func (p *qdaWriter) code(name string) string {
	guid := guidOf("code", name)
	if !p.known[guid] {
		p.known[guid] = true
		p.Codes = append(p.Codes, qdaCode{GUID: guid, Name: name, IsCodable: true})
	}
	return guid
}

// user returns the GUID of a user, "" for none.
func (p *qdaWriter) user(name string) string {
	if name == "" {
		return ""
	}
	guid := guidOf("user", name)
	if !p.known[guid] {
		p.known[guid] = true
		if p.Users == nil {
			p.Users = &qdaUsers{}
		}
		p.Users.List = append(p.Users.List, qdaUser{guid, name})
	}
	return guid
}

func (p *qdaWriter) article(a *annotate.Article, set annotate.Set) {
	p.loss.count(set, keepsNotes|keepsFields|keepsCreators|keepsTimes|keepsLabels|keepsLinks|keepsReplies)
	mapper, guid := annotate.NewMapper(a.Text), guidOf("article", a.ID)
	source := qdaSource{GUID: guid, Name: visibleLine(a.Name()), Path: internalPrefix + guid + ".txt", About: webAddress(a)}
	for _, n := range set.Placed() {
		source.Selections = append(source.Selections, p.selection(n, a, mapper))
	}
	for _, l := range innerLinks(set, &p.loss) {
		p.link(l.kind, source.Selections[l.from-1].GUID, source.Selections[l.to-1].GUID)
	}
	p.Sources, p.texts = append(p.Sources, source), append(p.texts, a.Text)
}

func (p *qdaWriter) selection(n annotate.Annotation, a *annotate.Article, mapper *annotate.Mapper) qdaSelection {
	start, end := mapper.RunesFromSpan(n.Anchor.Span)
	s := qdaSelection{
		GUID: qdaID(n.ID), Name: visibleLine(quoteOf(n, a)), Start: start, End: end,
		Creator: p.user(n.Creator), Created: qdaTime(n.Created), Modified: qdaTime(n.Modified),
	}
	for _, code := range append([]string{string(n.Tag)}, n.Labels...) {
		s.Codings = append(s.Codings, qdaCoding{GUID: guidOf("coding", n.ID+" "+code), Creator: s.Creator, Code: qdaRef{p.code(code)}})
	}
	var fields []string
	for name, values := range n.FieldsInOrder() {
		if strings.Contains(name, fieldSeparator) {
			p.loss.add(lostField, 1)
			continue
		}
		for _, value := range values {
			fields = append(fields, name+fieldSeparator+strings.ReplaceAll(value, "\n", "\n ")) // a line with a blank continues the one before
		}
	}
	s.Description = strings.Join(fields, "\n")
	if n.Note != "" {
		p.note(&s, qdaNote{GUID: guidOf("note", n.ID), Content: n.Note})
	}
	for i, r := range n.Replies {
		p.note(&s, qdaNote{
			GUID: guidOf("reply", fmt.Sprint(n.ID, " ", i)), Creator: p.user(r.Creator), Created: qdaTime(r.Created), About: qdaReply, Content: r.Note,
		})
	}
	return s
}

// note adds a note to a selection.
func (p *qdaWriter) note(s *qdaSelection, note qdaNote) {
	if p.Notes == nil {
		p.Notes = &qdaNotes{}
	}
	note.Name = s.Name
	p.Notes.List, s.Notes = append(p.Notes.List, note), append(s.Notes, qdaRef{note.GUID})
}

// link adds a link between selections.
func (p *qdaWriter) link(kind annotate.RelationKind, from, to string) {
	if p.Links == nil {
		p.Links = &qdaLinks{}
	}
	direction := "OneWay"
	if kind == annotate.SameClaim {
		direction = "Bidirectional"
	}
	p.Links.List = append(p.Links.List, qdaLink{guidOf("link", from+" "+to), string(kind), direction, from, to})
}

// qdaID returns the GUID of an annotation: the same 16 bytes as a ULID, if it has one.
func qdaID(id string) string {
	u, err := ulid.ParseStrict(id)
	if err != nil {
		return guidOf("annotation", id)
	}
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// qdaTime returns a time as XML has it, "" for the zero time.
func qdaTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
