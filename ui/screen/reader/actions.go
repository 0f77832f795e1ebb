package reader

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/effect"
	"galley/ui/keys"
)

// A handler carries out an action that is not a motion.
type handler func(r *Reader, count int) []effect.Effect

// handlers has every action of the reader's modes that is not in motions.
var handlers = map[keys.Action]handler{
	keys.Down:     vertical(func(*Reader) int { return 1 }),
	keys.Up:       vertical(func(*Reader) int { return -1 }),
	keys.HalfDown: paging(func(r *Reader) int { return r.rows() / 2 }),
	keys.HalfUp:   paging(func(r *Reader) int { return -(r.rows() / 2) }),
	keys.PageDown: paging(func(r *Reader) int { return max(r.rows()-2, 1) }),
	keys.PageUp:   paging(func(r *Reader) int { return -max(r.rows()-2, 1) }),
	keys.Goto:     (*Reader).goTo,
	keys.Top:      quiet(func(r *Reader) { r.jump(0) }),
	keys.RowStart: quiet(func(r *Reader) { r.rowEdge(false) }),
	keys.RowEnd:   quiet(func(r *Reader) { r.rowEdge(true) }),

	keys.StartSelect: quiet((*Reader).startSelect),
	keys.SelectPara:  quiet((*Reader).selectParagraph),
	keys.SelectSent:  (*Reader).selectSentence,
	keys.Grow:        quiet((*Reader).grow),
	keys.Shrink:      quiet((*Reader).shrink),
	keys.SwapEnds:    quiet((*Reader).swapEnds),
	keys.TheWord:     quiet(selectObject(segment.Word, "word")),
	keys.TheSent:     quiet(selectObject(theSentence, "sentence")),
	keys.TheQuote:    quiet(selectObject(theQuotation, "quotation")),
	keys.TheMarks:    quiet(selectObject(theQuotationMarked, "quotation")),
	keys.ThePara:     quiet(selectObject(theParagraph, "paragraph")),
	keys.LabelSpan:   quiet(func(r *Reader) { r.startLabels(true) }),
	keys.LabelWord:   quiet(func(r *Reader) { r.startLabels(false) }),
	keys.FindChar:    (*Reader).startFindChar,
	keys.ExtendLeft:  extend(keys.Left),
	keys.ExtendRight: extend(keys.Right),
	keys.ExtendUp:    extend(keys.Up),
	keys.ExtendDown:  extend(keys.Down),

	keys.ToggleFolds: quiet((*Reader).toggleFolds),
	keys.FoldBlock:   func(r *Reader, _ int) []effect.Effect { return r.foldBlock() },

	keys.TagClaim:   tagging(annotate.Claim),
	keys.TagQuote:   tagging(annotate.Quote),
	keys.TagOpinion: tagging(annotate.Opinion),
	keys.OpenCard:   (*Reader).openCard,
	keys.Retag:      quiet((*Reader).startRetag),
	keys.StartSize:  quiet((*Reader).startResize),
	keys.Delete:     (*Reader).delete,
	keys.Undo:       (*Reader).undo,
	keys.Redo:       (*Reader).redo,
	keys.NextMark:   quiet(func(r *Reader) { r.nextMark(true) }),
	keys.PrevMark:   quiet(func(r *Reader) { r.nextMark(false) }),

	keys.KeepOrphan: (*Reader).keepOrphan,
	keys.ShowMade:   func(r *Reader, _ int) []effect.Effect { return r.showMade() },
	keys.NextPlace:  quiet((*Reader).nextPlace),
	keys.NextOpen:   quiet((*Reader).nextOpen),
	keys.SetStatus:  quiet((*Reader).startStatus),
	keys.AddSource:  quiet((*Reader).startSource),
	keys.Again:      (*Reader).again,
	keys.Others:     (*Reader).others,
	keys.Yes:        decide(true, false),
	keys.No:         decide(false, false),
	keys.All:        decide(true, true),

	keys.Narrower:  widen(-measureStep),
	keys.Wider:     widen(measureStep),
	keys.Spacing:   quiet((*Reader).toggleSpacing),
	keys.Focus:     quiet((*Reader).toggleFocus),
	keys.FreeMouse: quiet((*Reader).toggleMouse),
	keys.Margin:    quiet((*Reader).toggleMargin),
	keys.Cite:      (*Reader).cite,

	keys.StartFind: quiet((*Reader).startFind),
	keys.FindNext:  findAgain(true),
	keys.FindPrev:  findAgain(false),
	keys.Accept:    (*Reader).accept,
	keys.Copy:      (*Reader).copy,

	keys.NotQuit: quiet((*Reader).howToQuit),
	keys.Back:    (*Reader).back,
}

// quiet makes a handler of something that asks for no effect.
func quiet(do func(r *Reader)) handler {
	return func(r *Reader, _ int) []effect.Effect {
		do(r)
		return nil
	}
}

// tagging makes the handler of a tag key.
func tagging(tag annotate.Tag) handler {
	return func(r *Reader, count int) []effect.Effect { return r.tag(tag, count) }
}

// unbound says that a key means nothing here and which ones do.
func (r *Reader) unbound(sequence string) {
	t := r.env.Keys
	switch r.mode {
	case keys.Select:
		r.say(fmt.Sprintf("%s does nothing while selecting: %s %s %s tag, %s goes to the other end, %s ends.",
			keys.Name(sequence), t.Key(keys.Select, keys.TagClaim), t.Key(keys.Select, keys.TagQuote),
			t.Key(keys.Select, keys.TagOpinion), t.Key(keys.Select, keys.SwapEnds), t.Key(keys.Select, keys.Back)))
	case keys.Place:
		r.say(fmt.Sprintf("%s does nothing while placing: %s takes the place that is shown, %s selects other words, %s leaves it for later.",
			keys.Name(sequence), t.Key(keys.Place, keys.Accept), t.Key(keys.Place, keys.StartSelect), t.Key(keys.Place, keys.Back)))
	case keys.Resize:
		r.say(fmt.Sprintf("%s does nothing while resizing: move, then %s keeps, %s leaves it as it was.",
			keys.Name(sequence), t.Key(keys.Resize, keys.Accept), t.Key(keys.Resize, keys.Back)))
	default:
		r.say(fmt.Sprintf("%s does nothing here: %s shows the keys.", keys.Name(sequence), t.Key(keys.Read, keys.ShowHelp)))
	}
}

// back goes one step back: out of a mode, then out of the reader.
func (r *Reader) back(int) []effect.Effect {
	switch {
	case r.mode == keys.Find:
		r.cancelFind()
	case r.mode == keys.Note:
		r.mode, r.noting = keys.Read, ""
		r.say("Nothing was added.")
	case r.mode == keys.Offer:
		return r.endOffer()
	case r.mode == keys.Resize:
		r.mode, r.sizing = keys.Read, ""
		r.say("The annotation is as it was.")
	case r.mode == keys.Select:
		r.mode, r.grown = r.resting(), nil
	case r.mode == keys.Place:
		r.mode, r.placing = keys.Read, placing{}
		r.say(fmt.Sprintf("Left as it was; %s comes back to it.", r.env.Keys.Key(keys.Read, keys.NextOpen)))
	case r.find.on:
		r.find = find{}
	case len(r.hints) > 0:
		r.hints = nil
	default:
		r.say(fmt.Sprintf("%s opens the library, %s quits; everything is saved.",
			r.env.Keys.Key(keys.Read, keys.OpenLibrary), r.env.Keys.Key(keys.Read, keys.Quit)))
	}
	return nil
}

func (r *Reader) howToQuit() {
	r.say(fmt.Sprintf("%s leaves the annotation as it was; then %s quits.",
		r.env.Keys.Key(r.mode, keys.Back), r.env.Keys.Key(keys.Read, keys.Quit)))
}

// accept ends what the mode is for.
func (r *Reader) accept(int) []effect.Effect {
	switch r.mode {
	case keys.Resize:
		return r.keepSize()
	case keys.Place:
		return r.acceptPlace()
	case keys.Select:
		if r.placing.id == "" {
			r.unbound("enter")
			return nil
		}
		return r.acceptPlace()
	case keys.Note:
		return r.keepSource()
	}
	r.acceptFind()
	return nil
}

// copy sends the selection, or the sentence here, to the clipboard.
func (r *Reader) copy(int) []effect.Effect {
	spans := r.targets(1)
	if r.mode == keys.Select {
		r.mode, r.grown = r.resting(), nil
	}
	if len(spans) == 0 {
		r.warn("Nothing to copy here: the selection is blank.")
		return nil
	}
	r.say(copied)
	return []effect.Effect{effect.Copy{Text: spans[0].In(r.article.Text)}}
}
