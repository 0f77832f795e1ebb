package storage

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"galley/annotate"
)

// edited returns a step in which every field is set.
func edited() annotate.Step {
	a := annotate.Annotation{ID: "a", Article: "x", Tag: annotate.Quote, Note: "n", Creator: "ada", Created: noon, Modified: noon, Fields: annotate.Fields{"speaker": {"Ada"}},
		Anchor: annotate.Anchor{Span: annotate.Span{Start: 1, End: 2}, Exact: "e", Prefix: "p", State: annotate.Ambiguous, Score: 0.5, Reason: "r", Candidates: []annotate.Span{{Start: 3, End: 4}}}}
	b := a.Clone()
	b.Note = "m"
	return annotate.Step{ID: "s", Seq: 7, Time: noon, Creator: "ada", Summary: "edit", Undoes: "u", Version: annotate.VersionChange{From: "f", To: "t"}, Changes: []annotate.Change{{Before: &a, After: &b}, {Before: &a}, {After: &b}}}
}

// FuzzDecodeStep checks that a decoded step survives encoding and decoding.
func FuzzDecodeStep(f *testing.F) {
	seed, err := stepPayload(edited())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"changes":[{},{}]}`))
	f.Add([]byte(`{"changes":[],"time":"0000-01-01T00:00:00+01:00"}`))
	f.Add([]byte(`{"changes":[{"b":null,"a":{"anchor":{"or":[[1,2]]}}}],"time":"2026-01-01T00:00:00+02:00"}`))
	f.Fuzz(func(t *testing.T, payload []byte) {
		step, err := decodeStep("x", 7, payload)
		if err != nil {
			return
		}
		encoded, err := stepPayload(step)
		if err != nil {
			t.Fatal(err)
		}
		again, err := decodeStep("x", 7, encoded)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step, again, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzDecodeAnnotation checks the same of annotations.
func FuzzDecodeAnnotation(f *testing.F) {
	seed, err := encodeAnnotation(*edited().Changes[0].After)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"fields":{"sources":[]},"created":"0001-01-01T00:00:00Z","anchor":{"score":1e308}}`))
	f.Fuzz(func(t *testing.T, payload []byte) {
		a, err := decodeAnnotation("x", payload)
		if err != nil {
			return
		}
		again, err := asStored(a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, again, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}

// FuzzReadRescue checks that the blocks of an article from a rescue file tile its text.
func FuzzReadRescue(f *testing.F) {
	path, err := WriteRescue(f.TempDir(), harbour(), []annotate.Step{edited()}, time.Unix(0, 0))
	if err != nil {
		f.Fatal(err)
	}
	seed, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"format": "galley-rescue/1", "steps": [{}], "text": "a", "blocks": "AQE=", "record": ""}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "rescue.json")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		a, steps, err := ReadRescue(path)
		if err != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatal("decoded invalid JSON")
		}
		if err := a.Check(); err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			for _, c := range s.Changes {
				_ = c.Inverse()
			}
		}
	})
}
