package kit

import (
	"galley/annotate"
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// Messages from the root to a screen. In addition, a screen gets
// [tea.KeyPressMsg] and [tea.PasteMsg] while text is typed, and the clicks,
// motions and releases of the left mouse button.
type (
	// ActionMsg carries out an action. A screen posts it to ask the root for an
	// action that is the same on every screen, such as opening a page.
	ActionMsg struct {
		Action keys.Action
		Count  int // 0: none was typed
	}
	// UnboundMsg reports keys that are not bound in the screen's mode.
	UnboundMsg struct{ Sequence string }
	// PendingMsg reports an incomplete command: the keys typed so far, or none
	// after a key that the root handled itself. Like every key press it clears
	// the message on the screen.
	PendingMsg struct{ keys.Pending }
	// KeyMsg is a key for a single-key prompt, by its name in the key table.
	KeyMsg struct{ Key string }
	// ScrollMsg scrolls by rows of the screen, down if positive, as the wheel
	// does.
	ScrollMsg struct{ Rows int }
	// CanvasMsg gives a screen its canvas: before any other message, and
	// whenever the size, theme or measuring method changes.
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
	// CardMsg gives the reader the contents of a closed card. Only what differs
	// from Opened was edited by the user.
	CardMsg struct {
		Annotation   string // its ID
		Opened, Left Draft
		Silent       bool // another message is more important
	}
	// DraftSavedMsg reports that what is typed is saved as a draft.
	DraftSavedMsg struct{}
	// SettleMsg makes the reader finish or drop unfinished work before Galley
	// quits.
	SettleMsg struct{}
)

// NoticeMsg shows a message. When a screen posts it, it appears on the screen
// that is then in front.
type NoticeMsg struct {
	Text string
	Kind NoticeKind
}

// A NoticeKind decides how a message is shown.
type NoticeKind uint8

// The kinds of messages.
const (
	Info        NoticeKind = iota
	Error                  // something failed
	Unsolicited            // not an answer to a key: appended to the message on the screen, which may be unread
)

// A Draft is the part of an annotation that the user types.
type Draft struct {
	Note   string
	Fields annotate.Fields
	Reply  string // a new one
}

// Equal reports whether two drafts have the same contents.
func (d Draft) Equal(e Draft) bool {
	return d.Note == e.Note && d.Reply == e.Reply && d.Fields.Equal(e.Fields)
}

// Messages that a screen posts to the root, in addition to [ActionMsg] and
// [NoticeMsg].
type (
	// CloseMsg closes the screen.
	CloseMsg struct{}
	// RunMsg closes the screen and carries out an action on the one below, as its
	// key does.
	RunMsg struct{ Action keys.Action }
	// VisitMsg goes to the text: to an annotation, or to a byte offset if
	// Annotation is "". The root passes it to the reader.
	VisitMsg struct {
		Off        int
		Annotation string // its ID
	}
	// OpenArticleMsg opens a saved article in the reader.
	OpenArticleMsg struct {
		ID    string
		Visit *VisitMsg // where to go in it; nil: where it was left
	}
	// OpenChapterMsg opens a chapter of the open book.
	OpenChapterMsg struct{ Name string }
	// ForgottenMsg reports that an article was moved to the trash, so that the
	// reader closes it.
	ForgottenMsg struct{ ID string }
	// ForReaderMsg passes a message to the reader. What the reader says about it appears
	// on the screen in front, and every page gets the annotations.
	ForReaderMsg struct{ Msg tea.Msg }
	// RenameMsg gives the annotations of one person another name. It goes to the
	// reader.
	RenameMsg struct{ From, To string }
	// EditCardMsg opens the card of an annotation. With the ID of a saved draft, it
	// contains what was Typed.
	EditCardMsg struct {
		Annotation annotate.Annotation
		Draft      string
		Typed      Draft
		Reply      bool // the cursor is in the field for a reply
	}
	// ShowOriginalMsg shows an annotation on the version that it was made on.
	ShowOriginalMsg struct{ Annotation annotate.Annotation }
	// TakeUpdateMsg applies the update on the screen.
	TakeUpdateMsg struct{}
	// RereadMsg reads the article again in another character set, and opens it.
	RereadMsg struct{ Charset string }
	// SwitchVersionMsg commits a step that switches the article to another
	// version, and opens it. The step needs no ID, time or creator.
	SwitchVersionMsg struct{ Step annotate.Step }
	// FinishedMsg reports that a screen has done its work: it is closed if it
	// is in front, and the message appears on the screen then in front. Unlike
	// [ForMsg] it also works after the screen was closed.
	FinishedMsg struct {
		Screen *Outbox // the outbox of the screen
		Text   string
	}
	// ReloadMsg asks for the article's annotations on disk, which arrive as an
	// [AnnotationsMsg].
	ReloadMsg struct{}
	// CheckHeaderMsg asks for a check of the library's headers, of which one is
	// damaged.
	CheckHeaderMsg struct{}
)

// HeaderQuestion asks whether to check the headers of the library, of which one is
// damaged, and HeaderLater is shown if the answer is no.
const (
	HeaderQuestion = "A header of the library is damaged: the last step may be missing, and nothing is saved until you check the library. y checks it now, any other key later."
	HeaderLater    = "Nothing is saved until galley doctor has checked the library; your changes are kept until then."
)
