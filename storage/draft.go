package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
)

// draftFormat names the format of draft files and its version.
const draftFormat = "galley-draft/1"

// maxDraft is the size of the largest draft file that is read, in bytes.
const maxDraft = 64 << 20

// A Draft is what a user has typed in a card that is still open: an edit of one
// annotation that is not a step of the history yet. Its file is next to the
// library, has mode 0600, and is locked while a process has the card open, where
// the system has such locks. Each card has a file of its own. The methods are
// safe for concurrent use.
type Draft struct {
	Article string // its ID
	ID      string // names the file; also the ID of the step

	path string

	mu      sync.Mutex
	step    annotate.Step
	removed bool

	writing sync.Mutex
	file    *os.File // locked; nil unless it was written here
}

// A storedDraft is the content of a draft file.
type storedDraft struct {
	Format  string     `json:"format"`
	Article string     `json:"article"`
	Step    storedStep `json:"step"`
}

// NewDraft returns the draft with an ID, for an article in the library at path.
// It replaces the file of a draft with that ID once it is written.
func NewDraft(path, article, id string) *Draft {
	return &Draft{Article: article, ID: id, path: draftPrefix(path, article) + id}
}

// draftPrefix returns the beginning of the paths of an article's drafts, or of all
// drafts if article is "".
func draftPrefix(path, article string) string {
	if article == "" {
		return path + draftInfix
	}
	return path + draftInfix + url.PathEscape(article) + "-"
}

// IsDraft reports whether a file that begins with data is a draft, of any library.
func IsDraft(data []byte) bool {
	return bytes.HasPrefix(data, []byte(`{"format":"galley-draft/`))
}

// Step returns the edit of the annotation, with the time of the last key and the
// creator who typed it.
func (d *Draft) Step() annotate.Step {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.step
}

// Put sets the step that Write writes: the edit of one annotation. It does no I/O.
func (d *Draft) Put(step annotate.Step) {
	step.ID = d.ID
	d.mu.Lock()
	defer d.mu.Unlock()
	d.step = step
}

// Write writes the draft to disk, unless it was removed. A file that it replaces is
// complete until the new one is. The error may be ErrFull or ErrPermission.
func (d *Draft) Write() error {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	step, removed := d.step, d.removed
	d.mu.Unlock()
	if removed {
		return nil
	}
	data, err := json.Marshal(storedDraft{draftFormat, d.Article, newStoredStep(step)})
	if err == nil {
		err = d.replace(data)
	}
	if err != nil {
		return classify(err)
	}
	return nil
}

// replace writes a new file and gives it the name of the draft.
func (d *Draft) replace(data []byte) error {
	dir := filepath.Dir(d.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	RemoveLeftovers(dir)
	temp, err := openTemp(d.path, 0o600)
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Sync())
	locked := lockUntilClosed(temp)
	if err == nil {
		err = os.Rename(temp.Name(), d.path)
	}
	if err != nil {
		_ = temp.Close()
		return errors.Join(err, os.Remove(temp.Name()))
	}
	syncFolder(dir)
	d.unlock()
	d.file = locked
	return nil
}

// Remove removes the file. Nothing is written any more.
func (d *Draft) Remove() error {
	d.mu.Lock()
	d.removed = true
	d.mu.Unlock()
	d.writing.Lock()
	defer d.writing.Unlock()
	d.unlock()
	if err := os.Remove(d.path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// unlock closes the file. d.writing must be held.
func (d *Draft) unlock() {
	if d.file != nil {
		_ = d.file.Close()
		d.file = nil
	}
}

// Drafts returns the drafts in the library at path that no process is typing: of an
// article, or of all articles if article is "". Files of other users are
// skipped; err joins what is wrong with others that cannot be read, one line each.
func Drafts(path, article string) (drafts []*Draft, err error) {
	for _, file := range draftFiles(path, article) {
		d, locked, readErr := readDraft(path, file)
		switch {
		case errors.Is(readErr, fs.ErrNotExist), errors.Is(readErr, fs.ErrPermission), locked:
		case readErr != nil:
			err = errors.Join(err, fmt.Errorf("%s is not a draft that can be read (%w)", quoted(file), readErr))
		case article == "" || d.Article == article:
			drafts = append(drafts, d)
		}
	}
	return drafts, err
}

// RemoveDrafts removes drafts of an article, even those that are being typed: those of
// the given annotations, or all if annotations is nil.
func RemoveDrafts(path, article string, annotations []string) (err error) {
	for _, file := range draftFiles(path, article) {
		if annotations != nil {
			d, _, readErr := readDraft(path, file)
			if readErr != nil || !slices.Contains(annotations, d.step.Changes[0].ID()) {
				continue
			}
		}
		if removeErr := os.Remove(file); !errors.Is(removeErr, fs.ErrNotExist) {
			err = errors.Join(err, removeErr)
		}
	}
	return err
}

// draftFiles lists the paths of draft files. It removes what processes left that
// were killed while they wrote one.
func draftFiles(path, article string) (files []string) {
	dir, prefix := filepath.Split(draftPrefix(path, article))
	RemoveLeftovers(filepath.Clean(dir))
	entries, _ := os.ReadDir(filepath.Clean(dir)) // a folder that cannot be listed has no drafts to offer
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && !strings.HasSuffix(e.Name(), ".part") && e.Type().IsRegular() {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files
}

// readDraft reads a draft of the library at path. locked reports whether a process
// is typing it.
func readDraft(path, file string) (d *Draft, locked bool, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	opened, err := f.Stat()
	if err != nil {
		return nil, false, err
	}
	data, err := io.ReadAll(io.LimitReader(f, maxDraft+1))
	if err != nil {
		return nil, false, err
	}
	d, err = parseDraft(path, file, data)
	locked = isLocked(f)
	if now, statErr := os.Stat(file); statErr == nil && !os.SameFile(opened, now) {
		locked = true // it was just replaced
	}
	return d, locked, err
}

// parseDraft returns the draft in data, which was read from file.
func parseDraft(path, file string, data []byte) (*Draft, error) {
	if len(data) > maxDraft {
		return nil, fmt.Errorf("it is larger than %d MiB", maxDraft>>20)
	}
	var stored storedDraft
	if err := json.Unmarshal(data, &stored); err != nil {
		return nil, err
	}
	if stored.Format != draftFormat {
		return nil, fmt.Errorf("its format is %s, not %s", quoted(stored.Format), quoted(draftFormat))
	}
	id, ok := strings.CutPrefix(file, draftPrefix(path, stored.Article))
	if !ok || stored.Article == "" {
		return nil, fmt.Errorf("it is of another article, %s", quoted(stored.Article))
	}
	step := stored.Step.step(stored.Article, 0)
	if len(step.Changes) != 1 || step.Changes[0].Before == nil || step.Changes[0].After == nil ||
		step.Changes[0].Before.ID != step.Changes[0].After.ID || !isKey(step.Changes[0].ID()) {
		return nil, errors.New("it is not an edit of one annotation")
	}
	d := NewDraft(path, stored.Article, id)
	d.Put(step)
	return d, nil
}
