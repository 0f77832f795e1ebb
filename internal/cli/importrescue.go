package cli

import (
	"bytes"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/storage"
)

// isRescue tells a rescue file from an export.
func isRescue(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 100)], []byte(`"galley-rescue/`))
}

// takeRescue plans the steps of a rescue file, each as it was, but for those
// that were saved after all.
func (p *program) takeRescue(in *intake, path string) error {
	a, steps, err := storage.ReadRescue(path)
	if err != nil {
		return err
	}
	target, saved, err := p.arrival(a)
	if err != nil {
		return err
	}
	made := map[string]bool{}
	if saved {
		history, err := p.store().History(target.ID)
		if err := p.readable(err); err != nil {
			return err
		}
		for _, s := range history {
			made[s.ID] = true
		}
	}
	words := segment.CountArticleWords(a)
	for _, s := range steps {
		in.takeStep(s, made[s.ID])
		if !made[s.ID] {
			in.bundles = append(in.bundles, storage.NewArticle{Article: a, Words: words, Step: s})
		}
	}
	in.known[target.ID] = true
	return nil
}

// takeStep counts what a step of a rescue file does.
func (in *intake) takeStep(s annotate.Step, made bool) {
	for _, c := range s.Changes {
		switch {
		case made:
			in.there++
		case c.Before == nil:
			in.added++
		default:
			in.edited++
		}
	}
}
