package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"galley/annotate"
)

// rescueFormat names the format of rescue files and its version.
const rescueFormat = "galley-rescue/1"

// A rescue is the content of a rescue file. It includes the whole article, which
// may not have been saved either. Title and Location help the user to recognize it.
type rescue struct {
	Format   string       `json:"format"`
	Saved    time.Time    `json:"saved"`
	Article  string       `json:"article,omitempty"` // id, absent if it has none yet
	Title    string       `json:"title"`
	Location string       `json:"location,omitempty"`
	Steps    []storedStep `json:"steps"`
	Text     string       `json:"text"`
	Blocks   []byte       `json:"blocks"` // see blocks.go
	Record   []byte       `json:"record"` // see recordcodec.go
}

// WriteRescue writes an article and steps that could not be saved to a new
// JSON file with mode 0600, and returns its path. The file is in dir, or in the
// folder for temporary files if dir is not writable. WriteRescue never
// overwrites a file.
func WriteRescue(dir string, a *annotate.Article, steps []annotate.Step, now time.Time) (path string, err error) {
	r := rescue{
		Format: rescueFormat, Saved: now.UTC(), Steps: []storedStep{},
		Article: a.ID, Title: a.Name(), Location: a.Source.Location,
		Text: a.Text, Blocks: encodeBlocks(a.Blocks),
		Record: Record{
			Digest: a.Digest, VersionMeta: VersionMeta{Meta: a.Meta, Source: a.Source, Removed: a.Removed},
		}.encode(),
	}
	for _, s := range steps {
		r.Steps = append(r.Steps, newStoredStep(s))
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return "", &Error{Op: "write rescue file", Err: err}
	}
	path, err = writeRescue(dir, data, now)
	if err != nil {
		var second error
		if path, second = writeRescue(os.TempDir(), data, now); second != nil {
			return "", &Error{Op: "write rescue file", Err: classify(errors.Join(err, second))}
		}
	}
	return path, nil
}

// writeRescue writes data to a new file in dir.
func writeRescue(dir string, data []byte, now time.Time) (string, error) {
	stem := filepath.Join(dir, "galley-rescue-"+now.UTC().Format("20060102T150405Z"))
	return writeNumbered(stem, ".json", func(f *os.File) error {
		_, err := f.Write(data)
		return err
	})
}

// ReadRescue reads a file that WriteRescue wrote. The annotations in the steps refer
// to the article by its ID, which may be "".
func ReadRescue(path string) (*annotate.Article, []annotate.Step, error) {
	a, steps, err := readRescue(path)
	if err != nil {
		return nil, nil, &Error{Op: "read the rescue file " + quoted(path), Err: classify(err)}
	}
	return a, steps, nil
}

func readRescue(path string) (*annotate.Article, []annotate.Step, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	var r rescue
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, nil, err
	}
	if r.Format != rescueFormat {
		return nil, nil, fmt.Errorf("its format is %s, not %s", quoted(r.Format), quoted(rescueFormat))
	}
	record, err := decodeRecord(r.Article, r.Record)
	if err != nil {
		return nil, nil, fmt.Errorf("record: %w", err)
	}
	blocks, err := decodeBlocks(string(r.Blocks))
	if err != nil {
		return nil, nil, fmt.Errorf("blocks: %w", err)
	}
	a := &annotate.Article{
		ID: r.Article, Meta: record.Meta, Source: record.Source, Removed: record.Removed,
		Digest: record.Digest, Text: r.Text, Blocks: blocks,
	}
	if err := a.Check(); err != nil {
		return nil, nil, err
	}
	var steps []annotate.Step
	for _, s := range r.Steps {
		steps = append(steps, s.step(a.ID, 0))
	}
	return a, steps, nil
}
