package reader

import (
	"slices"
	"time"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
)

// finished lists the people who are done with the article.
type finished []annotate.Done

// has reports whether a person is done.
func (f finished) has(by string) bool { return annotate.DoneIndex(f, by) >= 0 }

// isBlind reports whether what others annotated is hidden until the user is done.
func (n annotations) isBlind() bool { return n.blind && !n.done.has(n.author) }

// visible returns the annotations that the user may see.
func (n annotations) visible(all []annotate.Annotation) []annotate.Annotation {
	if !n.isBlind() {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(a annotate.Annotation) bool { return a.Creator != n.author })
}

// toggle records that the user is done with the article, or is not.
func (f *finished) toggle(s *state) {
	done, at := f.has(s.author), s.now()
	if done {
		at = time.Time{}
		*f = slices.DeleteFunc(slices.Clone(*f), func(d annotate.Done) bool { return d.By == s.author })
	} else {
		*f = append(slices.Clone(*f), annotate.Done{By: s.author, At: at})
	}
	s.env.Library.SetDone(s.body.ID, s.author, at)
	s.replace(annotate.NewSet(slices.Clone(s.visible(s.set.All()))))
	switch {
	case done:
		s.say("You are not done with this article any more.")
	case s.blind:
		s.env.Outbox.Post(kit.ReloadMsg{})
		s.say("Done. What others annotated is shown; %s shows whose, %s settles differences.", s.key(keys.ShowWhose), s.key(keys.StartSettle))
	default:
		s.say("Done: the library says so. %s again takes it back.", s.key(keys.ToggleDone))
	}
}
