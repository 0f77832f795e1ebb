// Package reader implements the screen on which an article is read and annotated. A
// Reader is a Bubble Tea model, and a value: messages go in, a new Reader comes out. It
// is composed of small values, each with one job:
//
//   - body is the text on the screen: prose (the article as motions see it),
//     viewport, caret, selection, folds, progress, columns and preferences;
//   - state adds the annotations, the steps that were made, the mode and the
//     message: everything that keys act on;
//   - find, command, jumps, placing, sequence, walk, labels, prompt, resizing, settling, backing,
//     tagger, pointer and hints each hold the data for one kind of work, and act on the
//     state passed to them.
//
// Its one coordinate is the byte offset into the article's canonical text: the
// caret, the selection, find hits and annotations are all offsets, so that they
// stay on their words when the window is resized.
package reader

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Reader is the screen for one article.
type Reader struct {
	state
	pending  keys.Pending // the incomplete command
	offers   offers
	hints    hints
	tagger   tagger
	prompt   prompt
	drafts   drafts
	labels   labels
	resizing resizing
	backing  backing
	labeling labeling
	settling settling
	find     find
	command  command
	jumps    jumps
	placing  placing
	walk     walk
	sequence sequence
	followed followed
	present  present
	pointer  pointer
	shared   bool // a panel covers the lower part of the screen: no footer, no drawer
}

// New returns the reader of a document, with its pending steps applied. It must
// get a canvas before any other message.
func New(env Env, doc library.Document) Reader {
	r := Reader{offers: newOffers(env.Keys), drafts: doc.Drafts, walk: newWalk(env, doc), state: state{
		env:         env,
		annotations: annotations{author: env.Author, done: doc.Done, blind: env.Blind, steps: steps{opened: doc.Seq, known: doc.Seq}},
		message:     kit.NoticeMsg{Text: doc.Notice},
		codebook:    doc.Codebook,
		body: body{
			prose:    prose{doc.Article},
			numbered: doc.Article.NumberedBlocks(),
			prefs:    preferences{measure: env.Measure, spacing: env.Spacing},
			folds:    folds{decided: doc.Folds},
			read:     doc.Read,
		},
	}}
	r.steps.own = env.Library.Pending(doc.Article.ID)
	r.replace(r.steps.applyUnsaved(annotate.NewSet(r.visible(doc.Annotations))))
	if n := len(r.unplaced()); n > 0 {
		need := "annotations need"
		if n == 1 {
			need = "annotation needs"
		}
		r.message.Text = strings.TrimSpace(fmt.Sprintf("%s %d %s a place: %s goes to the first.", doc.Notice, n, need, r.key(keys.NextOpen)))
	}
	if doc.First {
		r.hints = firstHints()
	}
	r.body.caret = caretAt(r.body.cluster(min(max(doc.Caret, 0), len(doc.Article.Text)-1)))
	if r.body.caret.off == 0 {
		r.body.caret.off = r.body.cluster(r.body.beginning())
	}
	r.drafts.ask(&r.state, &r.prompt)
	return r
}

// Article returns the open article.
func (r Reader) Article() *annotate.Article { return r.body.Article }

// Caret returns the byte offset of the caret.
func (r Reader) Caret() int { return r.body.caret.off }

// Percent returns the percentage of the unfolded text before byte offset off.
func (r Reader) Percent(off int) int { return r.body.progress.percent(off) }

// Read returns how much of the unfolded text has been on the screen, in percent: up to the
// furthest row.
func (r Reader) Read() int { return r.body.read }

// DescribePlace returns the tag and place of an annotation: "Claim in ¶7".
func (r Reader) DescribePlace(a annotate.Annotation) string {
	return r.body.withPlace(a.Tag.Title(), a.Anchor.Span)
}

// Init implements [kit.Screen].
func (r Reader) Init() tea.Cmd { return nil }

// Keyboard implements [kit.Screen].
func (r Reader) Keyboard() kit.Keyboard {
	footer := r.footer()
	k := kit.Keyboard{Mode: r.mode, State: footer.state(), FreeMouse: r.body.prefs.mouseFree}
	switch {
	case r.isAsking():
		k.Input = kit.Raw
	case r.mode.IsText():
		k.Input = kit.Text
	}
	if footer.showsKeys() {
		k.Keys = r.footerKeys()
	}
	return k
}

// isAsking reports whether the next key answers a prompt.
func (r *Reader) isAsking() bool { return r.prompt != nil || r.labels.active }

// Update handles a message from the root.
func (r Reader) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	r.handle(msg)
	r.walk.refresh(&r.state)
	r.settling.refresh(&r)
	r.body.see()
	return r, r.commands()
}

// commands returns the commands that an update needs.
func (r *Reader) commands() tea.Cmd {
	var cmds []tea.Cmd
	if r.copied != "" {
		cmds = append(cmds, tea.SetClipboard(r.copied))
	}
	if r.pointer.mustTick {
		out := r.env.Outbox
		cmds = append(cmds, tea.Tick(dragInterval, func(time.Time) tea.Msg { return out.Address(dragMsg{}) }))
	}
	if ask := r.walk.command(&r.state); ask != nil {
		cmds = append(cmds, ask)
	}
	if r.labeling.reads {
		r.labeling.reads = false
		cmds = append(cmds, r.env.Outbox.Do(func() tea.Msg {
			labels, _ := r.env.Library.Labels() // none is completed if they cannot be read
			return labelsMsg(labels)
		}))
	}
	r.copied, r.pointer.mustTick = "", false
	return tea.Batch(cmds...)
}

// handle handles what the user does, and leaves all else to receive.
func (r *Reader) handle(msg tea.Msg) {
	switch msg := msg.(type) {
	case kit.ActionMsg, kit.UnboundMsg, kit.PendingMsg, kit.KeyMsg:
		r.message, r.pending = kit.NoticeMsg{}, keys.Pending{}
		r.pointer.endDrag() // a page that the key opens would get the release
		r.press(msg)
		r.uncover()
	case tea.KeyPressMsg, tea.PasteMsg:
		r.input(msg)
	case kit.ScrollMsg:
		if msg.Rows != 0 && r.body.scroll(msg.Rows) {
			r.sayFolded()
		}
	case tea.MouseMsg:
		r.mouse(msg)
	case tea.BlurMsg:
		r.pointer.endDrag()
	case dragMsg:
		r.pointer.dragOn(&r.state)
	default:
		r.receive(msg)
	}
}

// receive handles a message from the root, a page or a command.
func (r *Reader) receive(msg tea.Msg) {
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		if r.setCanvas(msg); r.env.Queue.Open {
			r.env.Queue.Open = false
			r.settling.start(&r.state)
		}
	case kit.NoticeMsg:
		r.notice(msg)
	case kit.VisitMsg:
		if r.labels.link != "" && msg.Annotation != "" {
			r.linkTo(msg.Annotation)
			return
		}
		r.dropPrompt()
		r.visit(msg)
	case kit.CardMsg:
		r.keepCard(msg)
		r.drafts.ask(&r.state, &r.prompt)
	case kit.RenameMsg:
		renaming(msg).run(&r.state)
	case kit.ForReaderMsg: // from a page, which shows what the reader says
		r.handle(msg.Msg)
		r.env.Outbox.Post(r.message)
		r.message = kit.NoticeMsg{}
	case kit.DraftSavedMsg:
		r.backing.saved = true
	case PresenceMsg:
		r.meet(msg)
	case kit.AnnotationsMsg:
		before := r.set
		r.reload(msg.Set, msg.Seq)
		r.tellOfOthers(before)
	case library.Result:
		asks := r.steps.saveError == "" && errors.Is(msg.Err, library.ErrHeader)
		r.handleResult(msg)
		if asks && !r.isAsking() && r.mode == keys.Read {
			r.prompt.askHeader(&r.state)
		}
	case labelsMsg:
		r.learn(msg)
	case offersMsg:
		r.walk.receive(&r.state, msg)
		r.walk.release(r)
	case kit.SettleMsg:
		r.settle()
	}
}

// setCanvas draws the reader on a canvas. The row of the caret stays where it
// is on the screen.
func (r *Reader) setCanvas(msg kit.CanvasMsg) {
	r.shared = msg.Shared
	if msg.Canvas.Width > 0 && r.body.setCanvas(msg.Canvas) {
		r.uncover()
	}
}

// uncover scrolls so that a footer of several rows does not cover the caret.
func (r *Reader) uncover() { r.body.view.uncover(r.body.caret.off, r.coveredRows) }

// coveredRows returns how many rows of the text area the footer covers.
func (r *Reader) coveredRows() int {
	footer := r.footer()
	return footer.covers(footer.String())
}

// notice shows a message.
func (r *Reader) notice(msg kit.NoticeMsg) {
	if shown := strings.TrimSuffix(r.message.Text, "."); msg.Kind == kit.Unsolicited {
		if shown != "" {
			msg.Text = shown + ". " + msg.Text
		}
		msg.Kind = r.message.Kind
	}
	r.message = msg
	r.uncover()
}
