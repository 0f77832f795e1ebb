package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"galley/annotate/export"
)

// anyFormat is every format, readable those that can be imported.
func anyFormat(export.Format) bool { return true }

func readable(f export.Format) bool { return f.Readable() }

// formatNames lists the formats that are meant.
func formatNames(meant func(export.Format) bool) []string {
	var names []string
	for _, f := range export.Formats() {
		if meant(f) {
			names = append(names, f.Name)
		}
	}
	return names
}

// formatNamed finds a format among those that are meant.
func formatNamed(name string, meant func(export.Format) bool) (export.Format, error) {
	f, err := export.FormatByName(name)
	if err != nil || !meant(f) {
		return f, misuse("unknown format %s: use %s", quoted(name), orList(formatNames(meant)))
	}
	return f, nil
}

// formatOf is the format that the name of a file stands for, the first listed
// that has its ending; ok is false if there is none.
func formatOf(path string) (f export.Format, ok bool) {
	ending := strings.ToLower(filepath.Ext(path))
	for _, f := range export.Formats() {
		if f.Extension == ending {
			return f, true
		}
	}
	return f, false
}

// formatList says what each format is for, a line each.
func formatList() string {
	var list strings.Builder
	for _, f := range export.Formats() {
		fmt.Fprintf(&list, "  %s: %s\n", f.Name, f.Summary)
	}
	return strings.TrimRight(list.String(), "\n")
}
