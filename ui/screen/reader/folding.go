package reader

import (
	"slices"

	"galley/annotate"
	"galley/ui/keys"
)

// toggleFolds unfolds everything, or restores the folds.
func (s *state) toggleFolds() {
	folded := s.body.folds.toggle(s.body.Article)
	s.body.relayout()
	count := annotate.Plural(folded, "block")
	switch {
	case folded == 0:
		s.say("Nothing is folded here; %s folds this paragraph.", s.key(keys.FoldBlock))
	case s.body.folds.allShown:
		s.say("Everything unfolded; %s folds %s again.", s.key(keys.ToggleFolds), count)
	default:
		s.say("%s folded; %s shows all.", count, s.key(keys.ToggleFolds))
	}
}

// foldBlock folds the block at the caret, with its neighbors if they were unfolded
// together, or unfolds the blocks folded there. It saves the folds.
func (s *state) foldBlock() {
	b := &s.body
	if s.unfold() {
		return
	}
	run := b.folds.unfolded(b.Blocks, b.BlockAt(b.caret.off))
	b.folds.fold(b.blocks(run))
	b.relayout()
	folded, them := "Folded", "it"
	if n := run.Len(); n > 1 {
		folded, them = annotate.Plural(n, "block")+" folded again", "them"
	}
	s.say("%s; %s unfolds %s, %s shows everything.", folded, s.key(keys.OpenCard), them, s.key(keys.ToggleFolds))
	s.env.Library.SaveFolds(b.ID, b.Digest, b.folds.decided)
}

// unfold unfolds the blocks at the caret, and saves the folds. It reports whether
// any were folded.
func (s *state) unfold() bool {
	b := &s.body
	run, ok := b.fold(b.caret.off)
	if !ok {
		return false
	}
	b.folds.unfold(b.blocks(run))
	b.relayout()
	them := "them"
	if run.Len() == 1 {
		them = "it"
	}
	s.say("%s unfolded; %s folds %s again.", annotate.Plural(run.Len(), "block"), s.key(keys.FoldBlock), them)
	s.env.Library.SaveFolds(b.ID, b.Digest, b.folds.decided)
	return true
}

// refusedAtFold reports whether an action would act on folded words, and if so
// shows a message.
func (s *state) refusedAtFold(action keys.Action) bool {
	if _, ok := s.body.fold(s.body.caret.off); !ok || s.mode != keys.Read || !slices.Contains(wordActions(), action) {
		return false
	}
	s.sayFolded()
	return true
}

// wordActions returns the actions on the words at the caret.
func wordActions() []keys.Action {
	return []keys.Action{
		keys.TagClaim, keys.TagQuote, keys.TagOpinion, keys.RepeatTag, keys.TagOthers, keys.Copy, keys.CopyCitation,
		keys.StartSelect, keys.SelectPara, keys.SelectSent, keys.ExtendLeft, keys.ExtendRight, keys.ExtendUp, keys.ExtendDown,
		keys.Grow, keys.WordObject, keys.SentObject, keys.QuoteObject, keys.ParaObject,
	}
}

// sayFolded shows which blocks are folded at the caret, why, and the keys that
// unfold them.
func (s *state) sayFolded() {
	run, ok := s.body.fold(s.body.caret.off)
	if !ok || s.mode != keys.Read {
		return
	}
	s.say("%s folded here%s. %s unfolds, %s shows all that is folded.", annotate.Plural(run.Len(), "block"),
		whyFolded(s.body.blocks(run)), s.key(keys.OpenCard), s.key(keys.ToggleFolds))
}
