package reader

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// nextOpen goes to the next annotation that needs the person: first those whose
// place is not certain, then those that are still to be checked, round the end
// if need be.
func (r *Reader) nextOpen() {
	if r.nextDoubt(r.placing.id) {
		return
	}
	placed := r.set.Placed()
	from := slices.IndexFunc(placed, func(a annotate.Annotation) bool { return a.Anchor.Span.Start >= r.caret && a.ID != r.current })
	if at := r.set.Rank(r.current); at > 0 {
		from = at
	}
	open := 0
	for _, a := range placed {
		if a.NeedsChecking() {
			open++
		}
	}
	for i := range placed {
		a := placed[(max(from, 0)+i)%len(placed)]
		if a.NeedsChecking() {
			r.jumpInto(a.Anchor.Span.Start)
			r.current = a.ID
			r.say(fmt.Sprintf("%s · %d still open · %s status  %s source", heading(a), open,
				r.env.Keys.Key(keys.Read, keys.SetStatus), r.env.Keys.Key(keys.Read, keys.AddSource)))
			return
		}
	}
	r.say("Nothing is open: every claim is checked and every quote is verified.")
}

// startStatus waits for the letter of the status of the annotation here.
func (r *Reader) startStatus() {
	a, ok := r.here()
	if !ok {
		return
	}
	choices := a.Tag.Statuses()
	if choices == nil {
		r.say("An opinion has no status.")
		return
	}
	r.await, r.current = awaitStatus, a.ID
	var offered []string
	for _, choice := range choices {
		offered = append(offered, unbroken(letterOf(choice, choices)+" "+choice))
	}
	r.say(strings.Join(offered, "  "))
}

// letterOf is the key of a choice: its first letter that no choice before it
// has taken.
func letterOf(choice string, choices []string) string {
	taken := ""
	for _, c := range choices {
		for _, letter := range c {
			if !strings.ContainsRune(taken, letter) {
				if c == choice {
					return string(letter)
				}
				taken += string(letter)
				break
			}
		}
	}
	return ""
}

// finishStatus sets the status that a letter stands for.
func (r *Reader) finishStatus(key string) []effect.Effect {
	a, ok := r.set.Get(r.current)
	if !ok {
		return nil
	}
	choices := a.Tag.Statuses()
	i := slices.IndexFunc(choices, func(c string) bool { return letterOf(c, choices) == key })
	if i < 0 {
		r.say("The status is as it was.")
		return nil
	}
	fx := r.edit(a.Tag.Spec().Status+" of "+string(a.Tag), a, func(a *annotate.Annotation) {
		a.Fields = a.Fields.With(a.Tag.Spec().Status, choices[i])
	})
	r.current = a.ID
	r.say(fmt.Sprintf("%s: %s. %s goes to the next open one.", a.Tag.Title(), choices[i], r.env.Keys.Key(keys.Read, keys.NextOpen)))
	return fx
}

// startSource opens the line in which a source is typed.
func (r *Reader) startSource() {
	a, ok := r.here()
	if !ok {
		return
	}
	value := ""
	if a.Tag.Spec().Backing != annotate.SourcesField {
		value = a.Fields.Get(a.Tag.Spec().Backing)
	}
	r.current, r.noting, r.mode, r.source = a.ID, a.ID, keys.Note, kit.NewField(value)
}

// keepSource adds what was typed to the annotation.
func (r *Reader) keepSource() []effect.Effect {
	a, ok := r.set.Get(r.noting)
	r.mode, r.noting = keys.Read, ""
	if !ok {
		r.warn("The annotation was deleted in another window; what you typed is on the clipboard.")
		return []effect.Effect{effect.Copy{Text: r.source.Value()}}
	}
	r.current = a.ID
	name, typed := a.Tag.Spec().Backing, strings.TrimSpace(r.source.Value())
	values := []string{typed}
	if name == annotate.SourcesField {
		values = append(slices.Clone(a.Fields[name]), typed)
	}
	fx := r.edit(name+" of "+string(a.Tag), a, func(a *annotate.Annotation) { a.Fields = a.Fields.With(name, values...) })
	if fx != nil {
		r.say(kept(name))
	}
	return fx
}

// kept says that what was typed is in a field now.
func kept(field string) string {
	if field == annotate.SourcesField {
		return "Added to the sources."
	}
	return "Kept as the " + field + "."
}

// typeSource handles a key or a paste while a source is typed.
func (r *Reader) typeSource(msg tea.Msg) { r.source = r.source.Update(msg) }
