package cli

import (
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/storage"

	"github.com/oklog/ulid/v2"
)

func noon() time.Time { return time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC) }

func newID() string { return ulid.Make().String() }

// stepOn returns a step that annotates the first n bytes of an article.
func stepOn(a *annotate.Article, n int) annotate.Step {
	return annotate.Step{ID: newID(), Time: noon(), Creator: "ada", Summary: "claim in ¶1", Changes: []annotate.Change{
		annotate.Create(annotate.Annotation{
			ID: newID(), Article: a.ID, Tag: annotate.Claim, Created: noon(), Modified: noon(),
			Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{End: n}),
		}),
	}}
}

func (p *program) store() *storage.Store { return storage.New(p.dbPath()) }
