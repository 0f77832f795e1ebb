package reader

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/layout"
)

// Folding is which blocks are shown as one row with their neighbours: the
// furniture that reading found, but for what the person decided. Offsets and
// numbers know nothing of it.
type folding struct {
	shown   bool         // nothing is folded for now
	decided map[int]bool // by where a block begins: the person folded it, or unfolded it; never changed, replaced
	opened  map[int]bool // the same for now only: a jump led into these
}

// foldingOf is what an article is opened with.
func foldingOf(decided map[int]bool) folding { return folding{decided: maps.Clone(decided)} }

// folds reports whether a block is folded.
func (f folding) folds(b annotate.Block) bool {
	if f.shown || f.opened[b.Span.Start] {
		return false
	}
	if folded, ok := f.decided[b.Span.Start]; ok {
		return folded
	}
	return b.Folded
}

// folded is folds for the layout.
func (f folding) folded(a *annotate.Article) func(block int) bool {
	return func(block int) bool { return f.folds(a.Blocks[block]) }
}

// deciding is m with a decision on blocks. What reading decided too needs none.
func deciding(m map[int]bool, blocks []annotate.Block, folded bool) map[int]bool {
	m = maps.Clone(m)
	if m == nil {
		m = make(map[int]bool, len(blocks))
	}
	for _, b := range blocks {
		if m[b.Span.Start] = folded; folded == b.Folded {
			delete(m, b.Span.Start)
		}
	}
	return m
}

// beginning is where reading begins: past what is folded at the top.
func (r *Reader) beginning() int {
	for _, b := range r.article.Blocks {
		if !r.folding.folds(b) {
			return b.Span.Start
		}
	}
	return 0
}

// fold is the run of folded blocks at off.
func (r *Reader) fold(off int) (run annotate.Span, ok bool) {
	if r.layout == nil {
		return annotate.Span{}, false
	}
	return r.layout.Folds(r.article.BlockAt(off))
}

// relay lays the text out anew, the caret's row where it is on the screen.
func (r *Reader) relay() {
	c := r.canvas
	r.canvas = kit.Canvas{}
	*r = r.On(c)
}

// newLayout lays the article out for a canvas.
func (r *Reader) newLayout(c kit.Canvas) *layout.Layout {
	return layout.New(r.article, layout.Options{
		Measure: r.measure(), Method: c.Method, Spacing: r.env.Spacing, Folded: r.folding.folded(r.article),
	})
}

// toggleFolds shows everything, or folds again what was folded.
func (r *Reader) toggleFolds() {
	folded := 0
	was := r.folding
	was.shown = false
	for _, b := range r.article.Blocks {
		if was.folds(b) {
			folded++
		}
	}
	r.folding.shown = !r.folding.shown && folded > 0
	r.folding.opened = nil
	r.relay()
	key := r.env.Keys.Key(keys.Read, keys.ToggleFolds)
	switch {
	case folded == 0:
		r.say(fmt.Sprintf("Nothing is folded here; %s folds this paragraph.", r.env.Keys.Key(keys.Read, keys.FoldBlock)))
	case r.folding.shown:
		r.say(fmt.Sprintf("All is shown; %s folds %s again.", key, blocks(folded)))
	default:
		r.say(fmt.Sprintf("%s folded; %s shows all.", blocks(folded), key))
	}
}

// foldBlock folds the block of the caret, with its neighbours if they were
// unfolded together, or unfolds what is folded here. It is remembered.
func (r *Reader) foldBlock() []effect.Effect {
	if _, ok := r.fold(r.caret); ok {
		return r.unfold()
	}
	run := r.unfolded(r.article.BlockAt(r.caret))
	r.folding.shown, r.folding.opened = false, nil
	r.folding.decided = deciding(r.folding.decided, r.article.Blocks[run.Start:run.End], true)
	r.relay()
	said, them := "Folded", "it"
	if run.Len() > 1 {
		said, them = blocks(run.Len())+" folded again", "them"
	}
	r.say(fmt.Sprintf("%s; %s unfolds %s, %s shows everything.", said, r.env.Keys.Key(keys.Read, keys.OpenCard), them, r.env.Keys.Key(keys.Read, keys.ToggleFolds)))
	return r.keepFolds()
}

// unfolded is the run of blocks around block that reading folded and the person
// unfolded, else block alone.
func (r *Reader) unfolded(block int) annotate.Span {
	list := r.article.Blocks
	byHand := func(i int) bool {
		folded, decided := r.folding.decided[list[i].Span.Start]
		return list[i].Folded && decided && !folded
	}
	run := annotate.Span{Start: block, End: block + 1}
	if !byHand(block) {
		return run
	}
	for run.Start > 0 && byHand(run.Start-1) {
		run.Start--
	}
	for run.End < len(list) && byHand(run.End) {
		run.End++
	}
	return run
}

// unfold shows the folded blocks at the caret. It is remembered.
func (r *Reader) unfold() []effect.Effect {
	run, ok := r.fold(r.caret)
	if !ok {
		return nil
	}
	r.folding.decided = deciding(r.folding.decided, r.article.Blocks[run.Start:run.End], false)
	r.relay()
	them := "them"
	if run.Len() == 1 {
		them = "it"
	}
	r.say(fmt.Sprintf("%s unfolded; %s folds %s again.", blocks(run.Len()), r.env.Keys.Key(keys.Read, keys.FoldBlock), them))
	return r.keepFolds()
}

func (r *Reader) keepFolds() []effect.Effect {
	return []effect.Effect{effect.SaveFolds{Article: r.article.ID, Text: r.article.Digest, Folds: r.folding.decided}}
}

// showAt unfolds what hides off, until the article is opened again: a jump
// leads there.
func (r *Reader) showAt(off int) {
	run, ok := r.fold(off)
	if !ok {
		return
	}
	opened := maps.Clone(r.folding.opened)
	if opened == nil {
		opened = make(map[int]bool, run.Len())
	}
	for _, b := range r.article.Blocks[run.Start:run.End] {
		opened[b.Span.Start] = true
	}
	r.folding.opened = opened
	r.relay()
}

// rest is where the caret comes to rest that is sent from where it is to off: a
// fold has one place, its beginning, and what moves on from there leaves it.
func (r *Reader) rest(off int) int {
	run, ok := r.fold(off)
	if !ok {
		return off
	}
	head := r.settle(r.blockSpan(run.Start).Start)
	if r.caret == head && off > head && run.End < len(r.article.Blocks) {
		return r.settle(r.blockSpan(run.End).Start)
	}
	return head
}

// atFold reports whether what the person asks for would act on words that are
// folded away, and says so.
func (r *Reader) atFold(action keys.Action) bool {
	run, ok := r.fold(r.caret)
	if !ok || r.mode != keys.Read || !slices.Contains(onText(), action) {
		return false
	}
	r.sayFolded(run)
	return true
}

// sayFolded says what is folded and why, and what shows it.
func (r *Reader) sayFolded(run annotate.Span) {
	said := blocks(run.Len()) + " folded here" + r.whyFolded(run)
	t := r.env.Keys
	r.say(fmt.Sprintf("%s. %s unfolds, %s shows all that is folded.", said, t.Key(keys.Read, keys.OpenCard), t.Key(keys.Read, keys.ToggleFolds)))
}

// whyFolded names what reading took the blocks of a fold for, and how sure it
// was of the least sure.
func (r *Reader) whyFolded(run annotate.Span) string {
	var names []string
	least := float32(1)
	for _, b := range r.article.Blocks[run.Start:run.End] {
		if b.Rule == "" {
			continue
		}
		least = min(least, b.Sureness)
		if !slices.Contains(names, b.Reason()) {
			names = append(names, b.Reason())
		}
	}
	const most = 3
	switch {
	case len(names) == 0:
		return ""
	case len(names) > most:
		names = append(names[:most], "…")
	}
	return fmt.Sprintf(": %s (%.0f%% sure)", strings.Join(names, ", "), 100*least)
}

// onText are the actions that take the words at the caret.
func onText() []keys.Action {
	return []keys.Action{
		keys.TagClaim, keys.TagQuote, keys.TagOpinion, keys.Again, keys.Others, keys.Copy, keys.Cite,
		keys.StartSelect, keys.SelectPara, keys.SelectSent, keys.ExtendLeft, keys.ExtendRight, keys.ExtendUp, keys.ExtendDown,
		keys.Grow, keys.TheWord, keys.TheSent, keys.TheQuote, keys.ThePara,
	}
}

// blocks counts blocks in words.
func blocks(n int) string {
	if n == 1 {
		return "1 block"
	}
	return fmt.Sprintf("%d blocks", n)
}
