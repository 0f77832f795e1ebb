package storage

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	// presenceInterval is the time after which a place that did not change is shown again.
	presenceInterval = 10 * time.Second
	// presenceTimeout is the age at which a place belongs to a process that has ended.
	presenceTimeout = 3 * presenceInterval
)

// A Reading is where a user reads.
type Reading struct {
	Name      string `json:"name"`
	Article   string `json:"article"`
	Paragraph int    `json:"paragraph"` // from 1; 0: outside numbered paragraphs
}

// A Presence shows the processes that use a library where each other read. Each has a
// small file in a folder beside the library, and removes those of processes that have
// ended. It is not safe for concurrent use.
type Presence struct {
	folder  string
	file    string // its own, "" before it has one
	shown   Reading
	written time.Time
}

// Presence returns the presence of this process at the library. It does no I/O.
func (s *Store) Presence() *Presence { return &Presence{folder: s.db.path + ".readers"} }

// Show shows the others a place. It writes only what differs, or what is about to be
// taken for that of an ended process.
func (p *Presence) Show(r Reading, now time.Time) error {
	if r == p.shown && now.Sub(p.written) < presenceInterval {
		return nil
	}
	data, err := json.Marshal(r)
	if err == nil && p.file == "" {
		err = p.create()
	}
	if err == nil {
		err = os.WriteFile(p.file, data, 0o600)
	}
	if err == nil {
		p.shown, p.written = r, now
	}
	return err
}

// create makes the file of this process, readable by those who can read the library.
func (p *Presence) create() error {
	beside, err := os.Stat(filepath.Dir(p.folder))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(p.folder, beside.Mode().Perm()); err != nil {
		return err
	}
	f, err := os.CreateTemp(p.folder, "*.json")
	if err != nil {
		return err
	}
	p.file = f.Name()
	if library, err := os.Stat(strings.TrimSuffix(p.folder, ".readers")); err == nil {
		_ = f.Chmod(library.Mode().Perm())
	}
	return f.Close()
}

// Others returns the places of the other processes, by name.
func (p *Presence) Others(now time.Time) (others []Reading) {
	entries, _ := os.ReadDir(p.folder) // there is no folder before somebody reads
	for _, entry := range entries {
		path := filepath.Join(p.folder, entry.Name())
		info, err := entry.Info()
		switch {
		case err != nil || path == p.file || filepath.Ext(path) != ".json":
			continue
		case now.Sub(info.ModTime()) > presenceTimeout:
			_ = os.Remove(path)
			continue
		}
		if r, ok := readPresence(path); ok {
			others = append(others, r)
		}
	}
	slices.SortFunc(others, func(a, b Reading) int { return strings.Compare(a.Name, b.Name) })
	return others
}

// readPresence reads the file of a process. ok is false while it is being written.
func readPresence(path string) (r Reading, ok bool) {
	const maxBytes = 4 << 10
	data, err := os.ReadFile(path)
	if err != nil || len(data) > maxBytes {
		return Reading{}, false
	}
	err = json.Unmarshal(data, &r)
	return r, err == nil
}

// Leave removes the file of this process, and the folder if it is the last.
func (p *Presence) Leave() {
	if p.file != "" {
		_ = os.Remove(p.file)
		_ = os.Remove(p.folder) // fails while others read
		p.file, p.shown = "", Reading{}
	}
}
