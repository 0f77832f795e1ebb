package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate/export"
	"galley/internal/library"
	"galley/internal/wording"
)

// formatNamed finds a format in a list. An unknown name is a usage error.
func formatNamed(name string, formats []export.Format) (export.Format, error) {
	i := slices.IndexFunc(formats, func(f export.Format) bool { return f.Name == name })
	if i < 0 {
		return export.Format{}, library.Usagef("unknown format %s: use %s", wording.Quote(name), wording.Or(export.FormatNames(formats)))
	}
	return formats[i], nil
}

// formatOf finds the first format whose files have the extension of path.
func formatOf(path string) (f export.Format, ok bool) {
	formats, ext := export.Formats(), strings.ToLower(filepath.Ext(path))
	i := slices.IndexFunc(formats, func(f export.Format) bool { return f.Extension == ext })
	if i < 0 {
		return f, false
	}
	return formats[i], true
}

// formatList explains each format on a separate line.
func formatList() string {
	var list strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&list, "- %s: %s\n", f.Name, f.Summary)
	}
	return strings.TrimRight(list.String(), "\n")
}
