package kit

import (
	"galley/annotate"
	"galley/ui/keys"
)

// Messages from the root to a screen. Beside these a screen gets
// [tea.KeyPressMsg] and [tea.PasteMsg] while text is typed, and the clicks,
// motions and releases of the mouse's left button.
type (
	// ActionMsg carries out an action. Posted by a screen it asks the root for
	// an action that means the same on every screen, such as opening a page.
	ActionMsg struct {
		Action keys.Action
		Count  int // 0: none was typed
	}
	// UnboundMsg reports keys that mean nothing in the screen's mode.
	UnboundMsg struct{ Sequence string }
	// PendingMsg reports a key press that is no whole command: what was typed
	// of one so far, nothing after a key that the root itself handled. As with
	// every other key press the message on the screen goes.
	PendingMsg struct{ keys.Pending }
	// KeyMsg is a key for a prompt that takes a single one, by the name that
	// the table of keys has for it.
	KeyMsg struct{ Key string }
	// ScrollMsg scrolls by rows of the screen, down if positive, as the wheel
	// does.
	ScrollMsg struct{ Rows int }
	// CanvasMsg places a screen on a canvas: first, and when its size, theme or
	// way to measure changes.
	CanvasMsg struct {
		Canvas Canvas
		Shared bool // a panel covers the footer, and messages are not shown
	}
	// AnnotationsMsg reports that the article's annotations changed elsewhere.
	// Seq is the last step that they include.
	AnnotationsMsg struct {
		Set annotate.Set
		Seq uint64
	}
	// CardMsg hands the reader what a card was left with. Only what differs
	// from what it was opened with is the user's.
	CardMsg struct {
		Annotation   string // its ID
		Opened, Left Draft
		Silent       bool // another message is more important
	}
	// SettleMsg makes the reader finish or drop what is half done: Galley quits.
	SettleMsg struct{}
)

// NoticeMsg shows a message. Posted by a screen it appears on the screen that
// is in front then.
type NoticeMsg struct {
	Text string
	Kind NoticeKind
}

// NoticeKind is how a message is shown.
type NoticeKind uint8

// The kinds of messages.
const (
	Info        NoticeKind = iota
	Error                  // something failed
	Unsolicited            // it answers no key: it follows the message on the screen, which may be unread
)

// A Draft is the part of an annotation that the user types.
type Draft struct {
	Note   string
	Fields annotate.Fields
}

// Messages that a screen posts to the root, beside [ActionMsg] and [NoticeMsg].
type (
	// CloseMsg goes one screen back.
	CloseMsg struct{}
	// VisitMsg goes to the text: to an annotation, or to a byte offset if
	// Annotation is "". The root hands it to the reader.
	VisitMsg struct {
		Off        int
		Annotation string // its ID
	}
	// OpenArticleMsg opens a saved article in the reader.
	OpenArticleMsg struct{ ID string }
	// OpenChapterMsg opens a chapter of the book that is open.
	OpenChapterMsg struct{ Name string }
	// ForgottenMsg reports that an article goes to the trash: it is not read
	// any more.
	ForgottenMsg struct{ ID string }
	// EditCardMsg opens the card of an annotation.
	EditCardMsg struct{ Annotation annotate.Annotation }
	// ShowOriginalMsg shows an annotation on the text that it was made on.
	ShowOriginalMsg struct{ Annotation annotate.Annotation }
	// TakeUpdateMsg takes the update of the article that is shown.
	TakeUpdateMsg struct{}
	// SwitchVersionMsg commits a step that gives the article another of its
	// versions, and opens that. The step needs no ID, time and creator.
	SwitchVersionMsg struct{ Step annotate.Step }
	// FinishedMsg reports that a screen has done its work: it is closed if it is
	// in front, and the message appears on the screen that is in front then.
	// Unlike [ForMsg] it reaches the root also when the screen is closed.
	FinishedMsg struct {
		Screen *Outbox // of the screen
		Text   string
	}
	// ReloadMsg asks for the article's annotations as they are on disk, which
	// come as an [AnnotationsMsg].
	ReloadMsg struct{}
)
