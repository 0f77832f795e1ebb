package storage

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// Parts of the names of files that are kept beside a library, after the name of the library.
const (
	draftInfix   = ".draft-"
	dailyInfix   = ".backup-" // followed by the day
	damagedInfix = ".damaged-header"
	olderInfix   = ".schema-"
	usedInfix    = ".used-" // followed by the feature and the user
	syncSuffix   = ".sync"
	lockSuffix   = ".sync.lock" // made by galley-sync
)

// FirstUse reports whether a user uses a feature for the first time with the library at
// path, and notes that in an empty file beside the library. It is true again if that file
// cannot be made.
func FirstUse(path, feature, user string) bool {
	f, err := os.OpenFile(path+usedInfix+feature+"-"+url.PathEscape(user), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		f.Close()
	}
	return !errors.Is(err, fs.ErrExist)
}

// Beside returns what Galley keeps in a file beside the library at path, such as "a
// draft", even if file is another name of it. It returns "" for other files.
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

// besideKind returns what a file with that name beside a library is, or "".
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
	case strings.HasPrefix(rest, usedInfix):
		return "a note of what was explained"
	case strings.HasPrefix(rest, damagedInfix):
		return "the copy of a library with a damaged header"
	case strings.HasPrefix(rest, olderInfix):
		return "the backup of an older library"
	case rest == syncSuffix, rest == lockSuffix:
		return "the state of the exchange with a team"
	case isDay && err == nil:
		return "a daily backup"
	}
	return ""
}
