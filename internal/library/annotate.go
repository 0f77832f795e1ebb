package library

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// An AnnotateRequest asks for an annotation of an article, which is saved if it
// is new.
type AnnotateRequest struct {
	Article string // its name
	Read    ReadOptions
	Words   Selector
	Tag     annotate.Tag
	Note    string
	Fields  annotate.Fields
	Labels  []string
	Links   []annotate.Relation // To is an id, or a unique start or end of one
	Blind   bool                // others may already have annotated the words
}

// An AnnotateResult is the outcome of an AnnotateRequest.
type AnnotateResult struct {
	Article    *annotate.Article
	Annotation annotate.Annotation // the existing one, if the words already have the tag
	Notices    []string
}

// Run carries out the request. The result has notices even with an error. With a
// PartialError, it is complete, but the article has damaged annotations.
func (r AnnotateRequest) Run(l *Library) (AnnotateResult, error) {
	m, err := l.find(r.Article, r.Read)
	if err == nil {
		err = m.refuseBook()
	}
	if err != nil {
		return AnnotateResult{}, err
	}
	t, err := l.text(m)
	if err != nil {
		return AnnotateResult{}, err
	}
	span, err := r.Words.Find(t.article)
	if err != nil {
		return AnnotateResult{}, err
	}
	if m.Trashed() { // a request that is refused must leave it there
		if _, err := r.existing(l, m.Record.ID, span); withoutPartial(err) != nil {
			return AnnotateResult{}, err
		}
	}
	links, err := r.links(l, m.Record.ID)
	if err != nil {
		return AnnotateResult{}, err
	}
	record, err := l.keep(m, t)
	if err != nil {
		return AnnotateResult{}, err
	}
	a := withID(t.article, record.ID)
	result := AnnotateResult{Article: a}
	if m.Trashed() {
		result.Notices = append(result.Notices, quoteTitle(record)+" was restored from the trash")
	}
	result.Notices = append(result.Notices, m.notices(t.remark, "the saved text was annotated")...)
	r.Links = links
	n := r.annotation(a, span)
	old, partial := r.existing(l, a.ID, span)
	if err := withoutPartial(partial); err != nil {
		return result, err
	}
	if old != nil {
		result.Annotation = *old
		result.Notices = append(result.Notices, "already "+r.Tag.WithArticle()+"; nothing was changed")
		return result, partial
	}
	result.Notices = append(result.Notices, unusualValues(n)...)
	step := l.step(fmt.Sprintf("%s in %s", n.Tag, wording.Paragraph(a, span)))
	n.ID, n.Creator, n.Created, n.Modified = l.options.NewID(), step.Creator, step.Time, step.Time
	step.Changes = []annotate.Change{annotate.Create(n)}
	result.Annotation = n
	_, err = l.store.Commit(a.ID, step)
	return result, cmp.Or(err, partial)
}

// annotation returns the annotation of a span, without what its step adds.
func (r AnnotateRequest) annotation(a *annotate.Article, span annotate.Span) annotate.Annotation {
	n := annotate.Annotation{
		Article: a.ID, Tag: r.Tag, Note: source.Clean(r.Note), Fields: r.Fields, Anchor: anchor.Describe(a.Text, a.Digest, span),
	}
	for _, label := range r.Labels {
		n = n.WithLabels(source.CleanLine(label))
	}
	for _, link := range r.Links {
		n = n.WithLink(link)
	}
	return n
}

// existing returns the annotation that the words already have, nil for none, or an
// error if it lacks something of the request.
func (r AnnotateRequest) existing(l *Library, article string, span annotate.Span) (*annotate.Annotation, error) {
	list, _, partial := l.store.Annotations(article)
	if err := withoutPartial(partial); err != nil {
		return nil, err
	}
	author := l.step("").Creator
	for i, old := range list {
		if old.Span() != span || old.Tag != r.Tag || r.Blind && old.Creator != author {
			continue
		}
		if missing := r.missing(old); missing != "" {
			return nil, fmt.Errorf("already %s (%s); %s not added; galley annotations lists it, and the reader edits it",
				r.Tag.WithArticle(), old.ID, missing)
		}
		return &list[i], partial
	}
	return nil, partial
}

// missing names what the request has and an existing annotation has not, with a verb:
// "the note was". It is "" for nothing.
func (r AnnotateRequest) missing(old annotate.Annotation) string {
	note := source.Clean(r.Note)
	var names []string
	if note != "" && note != old.Note {
		names = append(names, "the note")
	}
	for name, values := range r.Fields {
		if !slices.Equal(values, old.Fields[name]) {
			names = append(names, "the fields")
			break
		}
	}
	if slices.ContainsFunc(r.Labels, func(label string) bool { return !old.HasLabel(annotate.TrimLabel(source.CleanLine(label))) }) {
		names = append(names, "the labels")
	}
	if slices.ContainsFunc(r.Links, func(link annotate.Relation) bool { return !slices.Contains(old.Links, link) }) {
		names = append(names, "the links")
	}
	switch {
	case names == nil:
		return ""
	case len(names) == 1 && names[0] == "the note":
		return "the note was"
	}
	return wording.And(names) + " were"
}

// keep saves the article of a match, or its new location, and takes it out of the
// trash.
func (f finder) keep(m Match, t text) (Record, error) {
	switch {
	case !m.isNew(t):
		return m.Record, nil
	case m.content == nil:
		return m.Record, f.store.Restore(m.Record.ID)
	}
	records, err := f.store.SaveArticles([]storage.NewArticle{m.newArticle(t.article)}, f.options.Now())
	if err != nil {
		return Record{}, err
	}
	return records[0], nil
}

// links returns the links with whole ids, or an error if one of them does not lead to
// an annotation of the article.
func (r AnnotateRequest) links(l *Library, article string) ([]annotate.Relation, error) {
	const unchanged = "nothing was annotated"
	var links []annotate.Relation
	for _, link := range r.Links {
		n, err := l.findAnnotation(link.To, unchanged)
		if err != nil {
			return nil, err
		}
		if n.Article != article {
			return nil, fmt.Errorf("annotation %s is on another article; %s; links are within one article", n.ID, unchanged)
		}
		links = append(links, annotate.Relation{Kind: link.Kind, To: n.ID})
	}
	return links, nil
}

// ParseLinks parses KIND=ID pairs as links.
func ParseLinks(pairs []string) ([]annotate.Relation, error) {
	var links []annotate.Relation
	for _, pair := range pairs {
		name, id, _ := strings.Cut(pair, "=")
		kind, err := annotate.ParseRelationKind(name)
		switch {
		case id == "":
			return nil, Usagef("--link %s names no annotation; write --link supports=ID", wording.Quote(pair))
		case err != nil:
			return nil, Usagef("--link: %w", err)
		}
		links = append(links, annotate.Relation{Kind: kind, To: id})
	}
	return links, nil
}

// ParseFields parses name=value pairs as the fields of an annotation with a tag.
// It returns a UsageError for a field that the tag does not have.
func ParseFields(tag annotate.Tag, pairs []string) (annotate.Fields, error) {
	var fields annotate.Fields
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		value = strings.TrimSpace(source.Clean(value))
		if !ok || value == "" {
			return nil, Usagef("--field %s has no value; write --field name=value", wording.Quote(pair))
		}
		spec, err := fieldSpec(tag, name)
		if err != nil {
			return nil, err
		}
		if len(fields[name]) > 0 && !spec.List {
			return nil, Usagef("--field %s is given twice; it takes one value", name)
		}
		fields = fields.With(name, append(fields[name], value)...)
	}
	return fields, nil
}

// fieldSpec finds the named field of a tag.
func fieldSpec(tag annotate.Tag, name string) (annotate.FieldSpec, error) {
	var names []string
	for _, spec := range tag.Spec().Fields {
		if spec.Name == name {
			return spec, nil
		}
		names = append(names, spec.Name)
	}
	return annotate.FieldSpec{}, Usagef("%s has no field %s; its fields are %s", tag.WithArticle(), wording.Quote(name), wording.And(names))
}

// unusualValues returns a notice for each field value that is not one of the
// suggested ones. Such values are allowed, but may be mistyped.
func unusualValues(n annotate.Annotation) []string {
	var notes []string
	for _, spec := range n.Tag.Spec().Fields {
		value := n.Fields.Get(spec.Name)
		if value != "" && spec.Choices != nil && !slices.Contains(spec.Choices, value) {
			notes = append(notes, fmt.Sprintf("note: %s is not one of %s; it is kept as you wrote it", wording.Quote(value), strings.Join(spec.Choices, ", ")))
		}
	}
	return notes
}
