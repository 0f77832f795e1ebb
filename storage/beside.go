package storage

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// What is in the names of the files that are kept beside a library, after its own name.
const (
	draftInfix   = ".draft-"
	dailyInfix   = ".backup-" // followed by the day
	damagedInfix = ".damaged-header"
	olderInfix   = ".schema-"
)

// Beside says what a file is that is kept beside the library at path, under any name: "a
// draft". It is "" for other files.
func Beside(path string, file fs.FileInfo) string {
	dir, library := filepath.Split(path)
	entries, _ := os.ReadDir(filepath.Clean(dir)) // a folder that cannot be read has none
	for _, e := range entries {
		what := besideKind(library, e.Name())
		if info, err := e.Info(); what != "" && err == nil && os.SameFile(info, file) {
			return what
		}
	}
	return ""
}

// besideKind says what a file beside a library is by its name.
func besideKind(library, name string) string {
	rest, ok := strings.CutPrefix(name, library)
	day, isDay := strings.CutPrefix(rest, dailyInfix)
	_, err := time.Parse(time.DateOnly, day)
	switch {
	case strings.HasSuffix(name, ".part") && regexp.MustCompile(leftoverPattern).MatchString(name):
		return "a temporary file"
	case !ok:
		return ""
	case strings.HasPrefix(rest, draftInfix):
		return "a draft"
	case strings.HasPrefix(rest, damagedInfix):
		return "the copy of a library with a damaged header"
	case strings.HasPrefix(rest, olderInfix):
		return "the backup of an older library"
	case isDay && err == nil:
		return "a daily backup"
	}
	return ""
}
