package cli

import (
	"io"

	"galley/annotate/export"
	"galley/internal/library"
	"galley/ui"
	"galley/ui/screen/exporting"
)

// An exporter is the library as a [ui.Exporter], until ui calls the library
// itself.
type exporter struct{ lib *library.Library }

// Formats implements [ui.Exporter].
func (x exporter) Formats() []exporting.Format {
	var list []exporting.Format
	for _, f := range export.Formats() {
		list = append(list, exporting.Format{Name: f.Name, About: f.Summary, Extension: f.Extension})
	}
	return list
}

// Suggest implements [ui.Exporter].
func (x exporter) Suggest(stem string) (free, folder string) { return library.SuggestFile(stem) }

// Write implements [ui.Exporter].
func (x exporter) Write(w io.Writer, o ui.Outgoing) (lost string, err error) {
	f, err := export.FormatByName(o.Format)
	if err != nil {
		return "", err
	}
	e := x.lib.ExportArticle(o.Article, o.Annotations, f)
	err = e.Write(w)
	return e.Loss.String(), err
}

// WriteFile implements [ui.Exporter].
func (x exporter) WriteFile(name string, replace bool, o ui.Outgoing) (string, error) {
	f, err := export.FormatByName(o.Format)
	if err != nil {
		return "", err
	}
	existing := library.KeepExisting
	if replace {
		existing = library.ReplaceExisting
	}
	return x.lib.ExportArticle(o.Article, o.Annotations, f).WriteFile(library.ExpandHome(name), existing)
}
