package reader

import (
	"slices"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
)

// A handler carries out an action. The count is 0 if none was typed.
type handler func(r *Reader, count int)

// handlers holds the handler of every action in the reader's modes except
// motions.
var handlers = map[keys.Action]handler{
	keys.Goto:        func(r *Reader, n int) { r.goTo(n) },
	keys.JumpToWord:  func(r *Reader, _ int) { r.labels.start(&r.state) },
	keys.JumpBack:    func(r *Reader, _ int) { r.jumps.step(&r.state, back) },
	keys.JumpForward: func(r *Reader, _ int) { r.jumps.step(&r.state, forward) },
	keys.FindChar:    func(r *Reader, n int) { r.prompt.askCharacter(&r.state, n) },

	keys.StartSelect: func(r *Reader, _ int) { r.startSelection() },
	keys.SelectPara: func(r *Reader, _ int) {
		r.selectSpan(r.body.sel.withParagraph(r.body.prose, r.body.caret.off))
	},
	keys.SelectSent: func(r *Reader, n int) {
		r.selectSpan(r.body.sel.withSentences(r.body.prose, r.body.caret.off, n))
	},
	keys.Grow:           func(r *Reader, _ int) { r.grow() },
	keys.Shrink:         func(r *Reader, _ int) { r.body.shrink() },
	keys.SwapEnds:       func(r *Reader, _ int) { r.body.swapEnds() },
	keys.WordObject:     selectHandler(segment.Word, "word"),
	keys.SentObject:     selectHandler(sentenceObject, "sentence"),
	keys.QuoteObject:    selectHandler(quotationObject, "quotation"),
	keys.QuoteWithMarks: selectHandler(quotedObject, "quotation"),
	keys.ParaObject:     selectHandler(paragraphObject, "paragraph"),
	keys.JumpToSpan:     func(r *Reader, _ int) { r.labels.startSpan(&r.state) },
	keys.ExtendLeft:     extendHandler(keys.Left),
	keys.ExtendRight:    extendHandler(keys.Right),
	keys.ExtendUp:       extendHandler(keys.Up),
	keys.ExtendDown:     extendHandler(keys.Down),

	keys.ToggleFolds: func(r *Reader, _ int) { r.toggleFolds() },
	keys.FoldBlock:   func(r *Reader, _ int) { r.foldBlock() },

	keys.TagClaim:    tagHandler(annotate.Claim),
	keys.TagQuote:    tagHandler(annotate.Quote),
	keys.TagOpinion:  tagHandler(annotate.Opinion),
	keys.RepeatTag:   func(r *Reader, n int) { r.tagger.repeat(&r.state, n) },
	keys.OpenCard:    func(r *Reader, _ int) { r.openCard() },
	keys.Retag:       func(r *Reader, _ int) { r.prompt.askTag(&r.state) },
	keys.StartResize: func(r *Reader, _ int) { r.resizing.start(&r.state) },
	keys.Delete: func(r *Reader, _ int) {
		if r.mode == keys.Place {
			r.placing.delete(&r.state)
			return
		}
		r.deleteHere()
	},
	keys.LinkAnnotation: func(r *Reader, _ int) { r.startLink() },
	keys.ShowWhose:      func(r *Reader, _ int) { r.showWhose() },
	keys.StartSettle:    func(r *Reader, _ int) { r.settling.start(&r.state) },
	keys.ToggleDone:     func(r *Reader, _ int) { r.done.toggle(&r.state) },
	keys.FollowLink:     func(r *Reader, _ int) { r.followLink() },
	keys.Undo:           func(r *Reader, n int) { undo.run(&r.state, n) },
	keys.Redo:           func(r *Reader, n int) { redo.run(&r.state, n) },
	keys.NextAnnotation: func(r *Reader, _ int) { r.goToNeighbor(forward) },
	keys.PrevAnnotation: func(r *Reader, _ int) { r.goToNeighbor(back) },

	keys.NextOpen: func(r *Reader, _ int) {
		if !r.placing.next(&r.state, r.placing.id) {
			r.goToUnchecked()
		}
	},
	keys.KeepOrphan:      func(r *Reader, _ int) { r.placing.keepOrphan(&r.state) },
	keys.ShowOriginal:    func(r *Reader, _ int) { r.placing.showOriginal(&r.state) },
	keys.NextCandidate:   func(r *Reader, _ int) { r.placing.nextCandidate(&r.state) },
	keys.SetStatus:       func(r *Reader, _ int) { r.prompt.askStatus(&r.state) },
	keys.SetLabels:       func(r *Reader, _ int) { r.labeling.start(&r.state, &r.prompt) },
	keys.Complete:        func(r *Reader, _ int) { r.labeling.complete(&r.state) },
	keys.Reply:           func(r *Reader, _ int) { r.reply() },
	keys.AddSource:       func(r *Reader, _ int) { r.backing.start(&r.state) },
	keys.TagOthers:       func(r *Reader, _ int) { r.tagElsewhere() },
	keys.ShowSuggestions: func(r *Reader, _ int) { r.walk.start(&r.state) },
	keys.Yes:             answerHandler(keys.Yes),
	keys.No:              answerHandler(keys.No),
	keys.All:             answerHandler(keys.All),

	keys.Narrower:      widenHandler(-measureStep),
	keys.Wider:         widenHandler(measureStep),
	keys.ToggleSpacing: layoutHandler((*preferences).toggleSpacing),
	keys.ToggleFocus:   settingHandler((*preferences).toggleFocus),
	keys.ReleaseMouse:  settingHandler((*preferences).toggleMouse),
	keys.ToggleNotes:   layoutHandler((*preferences).toggleNotes),

	keys.StartFind:    func(r *Reader, _ int) { r.find.start(&r.state) },
	keys.StartCommand: func(r *Reader, _ int) { r.command.start(&r.state) },
	keys.FindNext:     func(r *Reader, n int) { r.find.next(&r.state, forward, max(n, 1)) },
	keys.FindPrev:     func(r *Reader, n int) { r.find.next(&r.state, back, max(n, 1)) },
	keys.Copy:         func(r *Reader, _ int) { r.copyWords() },
	keys.CopyCitation: func(r *Reader, _ int) { r.cite() },

	keys.Accept: func(r *Reader, _ int) { r.accept() },
	keys.Back:   func(r *Reader, _ int) { r.back() },
	keys.HowToQuit: func(r *Reader, _ int) {
		r.say("%s leaves the annotation as it was; then %s quits.", r.env.Keys.Key(r.mode, keys.Back), r.key(keys.Quit))
	},
}

// do carries out an action, count times if the action can be repeated.
func (r *Reader) do(action keys.Action, count int) {
	r.hints = r.hints.after(action)
	if r.mode == keys.Settle && r.settling.act(r, action, count) || r.refusedAtFold(action) || r.walk.hold(r.mode, action) {
		return
	}
	before := r.body.caret.off
	if r.mode == keys.Find {
		before = r.find.from
	}
	if r.body.act(action, max(count, 1)) {
		r.sayFolded()
	} else if handle, ok := handlerOf(r.mode, action); ok {
		handle(r, count)
	}
	if r.body.caret.off != before && slices.Contains(jumping, action) {
		r.jumps.add(before)
	}
}

// handlerOf returns the handler of an action in a mode.
func handlerOf(mode keys.Mode, action keys.Action) (handle handler, ok bool) {
	if mode == keys.Suggest {
		if handle, ok = walkHandlers[action]; ok {
			return handle, true
		}
	}
	handle, ok = handlers[action]
	return handle, ok
}

// tagHandler returns the handler of a tag key.
func tagHandler(tag annotate.Tag) handler {
	return func(r *Reader, count int) {
		r.tagger.tag(&r.state, tag, count)
		r.find.hidden = true
	}
}

// answerHandler returns the handler of an answer while tagging the same words.
func answerHandler(answer keys.Action) handler {
	return func(r *Reader, _ int) { r.sequence.answer(&r.state, &r.tagger, answer) }
}

// selectHandler returns the handler that selects the unit at the caret.
func selectHandler(unit object, name string) handler {
	return func(r *Reader, _ int) {
		b := &r.body
		span, ok := unit(b.Text, b.block(b.caret.off), b.caret.off)
		switch {
		case ok:
			r.selectSpan(span)
		case b.sel.active:
			r.say("No %s here: selection unchanged.", name)
		default:
			r.say("No %s here.", name)
		}
	}
}

// extendHandler returns the handler that begins a selection if there is none, then
// moves its head.
func extendHandler(action keys.Action) handler {
	return func(r *Reader, count int) {
		if !r.body.sel.active {
			r.enter(keys.Select)
			r.body.sel.Selection = annotate.Selection{Anchor: r.body.caret.off, Head: r.body.caret.off}
		}
		r.body.act(action, max(count, 1))
	}
}

// widenHandler returns the handler that adds cells to the measure for each count.
func widenHandler(cells int) handler {
	return func(r *Reader, count int) {
		p := &r.body.prefs
		measure := min(p.measure, r.body.columns.text) + cells*max(count, 1)
		p.measure = min(max(measure, minMeasure), maxMeasure)
		r.body.relayout()
		r.say("The text is %d cells wide.", r.body.columns.text)
	}
}

// settingHandler returns the handler that changes a preference.
func settingHandler(change func(*preferences, keys.Table) string) handler {
	return func(r *Reader, _ int) { r.say("%s", change(&r.body.prefs, r.env.Keys)) }
}

// layoutHandler returns the handler that changes a preference and lays the text
// out again.
func layoutHandler(change func(*preferences, keys.Table) string) handler {
	return func(r *Reader, count int) {
		settingHandler(change)(r, count)
		r.body.relayout()
	}
}

// startSelection selects the find hit at the caret, or the cluster under it.
func (r *Reader) startSelection() {
	off := r.body.caret.off
	hit, ok := r.find.hitAt(off)
	if !ok {
		hit = annotate.Span{Start: off, End: annotate.NextGrapheme(r.body.Text, off)}
	}
	r.selectSpan(hit)
}

// grow widens the selection, or selects the word at the caret.
func (r *Reader) grow() {
	b := &r.body
	if !b.sel.active {
		r.startSelection()
		if word, ok := b.word(b.caret.off); ok {
			r.selectSpan(word)
		}
	} else if !b.grow() {
		r.say("The selection is the whole paragraph.")
	}
}

// tagElsewhere looks for other occurrences of the annotation's words. For
// selected words it first asks for the tag.
func (r *Reader) tagElsewhere() {
	if r.mode == keys.Select {
		r.prompt.askElsewhere(&r.state)
	} else if a, ok := r.here(); ok {
		r.sequence.start(&r.state, a.Tag, a.Anchor.Span)
	}
}

// tagSelectedElsewhere looks for other occurrences of the selected words, to tag
// them with the tag of a key.
func (r *Reader) tagSelectedElsewhere(key string) {
	b := &r.body
	tag, ok := r.tagKey(key)
	span, some := b.sel.span(b.prose).Trim(b.Text)
	if !ok || !some {
		r.say("Nothing was tagged.")
		return
	}
	r.placing.end(&r.state)
	r.sequence.start(&r.state, tag, span)
}

// accept completes the current mode.
func (r *Reader) accept() {
	switch {
	case r.mode == keys.Resize && r.base == keys.Settle:
		r.settling.keepSize(&r.state)
	case r.mode == keys.Resize:
		r.resizing.keep(&r.state)
	case r.mode == keys.Place, r.mode == keys.Select && r.placing.id != "":
		r.placing.accept(&r.state)
	case r.mode == keys.Select:
		r.say("%s", unboundText(r.env.Keys, r.mode, "enter"))
	case r.mode == keys.Note:
		r.backing.keep(&r.state)
	case r.mode == keys.Labels:
		r.labeling.keep(&r.state)
	case r.mode == keys.Find:
		r.find.accept(&r.state)
	case r.mode == keys.Command:
		r.command.run(&r.state)
	}
}
