package reader

import (
	"fmt"
	"strings"

	"galley/ui/effect"
	"galley/ui/keys"
)

// copied says what became of a copy: Galley can only hand it to the terminal.
const copied = "Sent to the terminal's clipboard; if it does not arrive: tmux needs set-clipboard on, some terminals a setting."

// cite copies the words here as a citation: the words, who said them, the
// title, where they stand and where the article came from.
func (r *Reader) cite(int) []effect.Effect {
	var words, who string
	off := r.caret
	if at := r.set.At(r.caret); r.mode == keys.Read && len(at) > 0 {
		a, _ := r.here()
		words, off, who = a.Anchor.Span.In(r.article.Text), a.Anchor.Span.Start, a.Who()
	} else if spans := r.targets(1); len(spans) > 0 {
		words, off = spans[0].In(r.article.Text), spans[0].Start
	}
	if r.mode == keys.Select {
		r.mode, r.grown = r.resting(), nil
	}
	if words == "" {
		r.warn("Nothing to copy here: the selection is blank.")
		return nil
	}
	r.say(copied)
	return []effect.Effect{effect.Copy{Text: r.citation(words, who, off)}}
}

// citation is one line of words, and one of where they come from.
func (r *Reader) citation(words, who string, off int) string {
	words = strings.Join(strings.Fields(words), " ")
	if !strings.ContainsAny(words[:min(len(words), 3)], "“„«\"") {
		words = "“" + words + "”"
	}
	var from []string
	if who != "" {
		from = append(from, who)
	}
	if m := r.article.Meta; m.Byline != "" {
		from = append(from, m.Byline)
	}
	from = append(from, r.article.Name())
	if n := r.article.NumberAt(off); n > 0 {
		from = append(from, fmt.Sprintf("paragraph %d", n))
	}
	for _, s := range []string{r.article.Meta.Published, r.article.Source.Location} {
		if s != "" {
			from = append(from, s)
		}
	}
	return words + "\n— " + strings.Join(from, ", ")
}
