package export

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A zoteroItem is an item of a Zotero library: a work, a file of it, an annotation of the
// file, or anything else.
type zoteroItem struct {
	Key, ItemType, Title, URI, URL string

	Data        *zoteroItem     // the item itself, in an answer of the API
	ParentItem  json.RawMessage // its key, or false
	ContentType string          // of a file
	MimeType    string          // the same, from Better BibTeX
	Attachments []zoteroItem    // from Better BibTeX, without keys
	Meta        struct {
		CreatedByUser struct{ Name, Username string } // in a group
	}

	AnnotationType       string
	AnnotationAuthorName string
	AnnotationText       string
	AnnotationComment    string
	AnnotationColor      string
	AnnotationPageLabel  string
	Tags                 []struct{ Tag string }
	DateAdded            string
	DateModified         string
}

// A zoteroReader collects the annotations of Zotero.
type zoteroReader struct {
	*importer
	byKey map[string]*zoteroItem
}

// ReadZotero reads the annotations in JSON of Zotero's API or of Better BibTeX, and those
// in a note that Zotero exports as Markdown. In JSON, the title or the address is that of
// the item, if the file has it; in Markdown it is a heading above annotations of several
// items. The sources are Zotero's data/item.js and editorInstance.js, its
// translator "Note Markdown", and lib/bbtjson.ts of Better BibTeX.
func ReadZotero(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := io.ReadAll(decode(r, opt))
	if err != nil {
		return nil, nil, err
	}
	in := zoteroReader{newImporter(opt), map[string]*zoteroItem{}}
	data = bytes.TrimSpace(data)
	if !bytes.HasPrefix(data, []byte("[")) && !bytes.HasPrefix(data, []byte("{")) {
		return in.result(in.addNote(string(data)))
	}
	list := oneOrMany(data)
	var file struct{ Items []json.RawMessage }
	if len(list) == 1 && json.Unmarshal(list[0], &file) == nil && file.Items != nil {
		list = file.Items
	}
	if len(list) == 0 && !json.Valid(data) {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, errCut)
	}
	items := make([]zoteroItem, len(list))
	for i, one := range list {
		if err := json.Unmarshal(one, &items[i]); err != nil {
			return nil, nil, addPath(fmt.Sprintf("[%d]", i), fmt.Errorf("%w: %w", ErrWrongFormat, describeMismatch(err)))
		}
		items[i].index(in.byKey)
	}
	for i := range items {
		item := &items[i]
		if item.Data != nil {
			item.Data.Meta = item.Meta
			item = item.Data
		}
		if item.ItemType != "annotation" {
			continue
		}
		if err := in.readEntry("annotation", func() error { return in.addItem(item) }); err != nil {
			return nil, nil, err
		}
	}
	return in.bundles()
}

// index adds an item and its files to a map by key. A file of Better BibTeX has its key at
// the end of its address in Zotero.
func (item *zoteroItem) index(byKey map[string]*zoteroItem) {
	if item.Data != nil {
		item = item.Data
	}
	byKey[cmp.Or(item.Key, path.Base(item.URI))] = item
	for i := range item.Attachments {
		file := &item.Attachments[i]
		file.ParentItem, _ = json.Marshal(cmp.Or(item.Key, path.Base(item.URI)))
		file.index(byKey)
	}
}

// addItem adds the annotation for a highlight.
func (in zoteroReader) addItem(item *zoteroItem) error {
	words := zoteroPlain().Replace(item.AnnotationText)
	if strings.TrimSpace(in.opt.Clean(words)) == "" {
		in.loss.add(lostNoText, 1)
		return nil
	}
	labels := make([]string, len(item.Tags))
	for i, tag := range item.Tags {
		labels[i] = tag.Tag
	}
	user := item.Meta.CreatedByUser
	return in.clip(clipping{
		ref: in.refOf(item), words: quotation{exact: words},
		note: zoteroMarkdown().Replace(item.AnnotationComment), creator: cmp.Or(item.AnnotationAuthorName, user.Name, user.Username),
		labels: labels, fields: map[string]string{colorField: item.AnnotationColor, locationField: pageLocation(item.AnnotationPageLabel)},
		created: in.date(item.DateAdded), modified: in.date(item.DateModified),
	})
}

// refOf returns how the article of an annotation is found: by the title of the work
// or else of its file, and for a saved page by its address.
func (in zoteroReader) refOf(item *zoteroItem) ArticleRef {
	key := asString(item.ParentItem)
	file := in.byKey[key]
	if file == nil {
		return ArticleRef{Title: in.line("attachment " + key + " in Zotero")}
	}
	work := in.byKey[asString(file.ParentItem)]
	if work == nil {
		work = file
	}
	ref := ArticleRef{Title: in.line(cmp.Or(work.Title, file.Title))}
	if cmp.Or(file.ContentType, file.MimeType) == "text/html" {
		ref.Kind, ref.Location = annotate.FromURL, in.line(cmp.Or(file.URL, work.URL))
	}
	return ref
}

// zoteroPlain removes the markup that Zotero allows in text.
func zoteroPlain() *strings.Replacer {
	return strings.NewReplacer("<i>", "", "</i>", "", "<b>", "", "</b>", "", "<sub>", "", "</sub>", "", "<sup>", "", "</sup>", "")
}

// zoteroMarkdown replaces the markup that Zotero allows in comments.
func zoteroMarkdown() *strings.Replacer {
	return strings.NewReplacer("<i>", "*", "</i>", "*", "<b>", "**", "</b>", "**", "<sub>", "", "</sub>", "", "<sup>", "", "</sup>", "")
}
