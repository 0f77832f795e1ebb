// Package effect lists what screens ask the program to do: plain values that
// the root of the user interface turns into commands. A screen never does any
// of it itself, so what it wants can be compared in a test.
package effect

import "galley/annotate"

// An Effect is one thing that a screen asks for.
type Effect interface{ effect() }

// Save commits a step of one article. The screen shows it already; it is not
// saved until the program says so.
type Save struct {
	Article string
	Step    annotate.Step
}

// EditCard opens the card of an annotation.
type EditCard struct{ Annotation annotate.Annotation }

// Open opens a saved article in the reader.
type Open struct{ Article string }

// ShowLibrary opens the library.
type ShowLibrary struct{}

// ShowHelp opens the help page.
type ShowHelp struct{}

// ShowMarks opens the list of the article's annotations.
type ShowMarks struct{}

// ShowContents opens the article's table of contents.
type ShowContents struct{}

// ShowReview opens the review page: all annotations as one document.
type ShowReview struct{}

// ShowExport opens the screen on which annotations leave Galley.
type ShowExport struct{}

// Preview asks for the beginning of an export in a format.
type Preview struct{ Format string }

// Export writes the article's annotations into a file. A file that exists is
// replaced only with Replace.
type Export struct {
	Format, Name string
	Replace      bool
}

// ShowVersion looks for a new version of the article and shows what taking it
// would do.
type ShowVersion struct{}

// ShowChanges shows how the article changed: in a new version that was found,
// else since the version before.
type ShowChanges struct{}

// TakeVersion takes the new version that was shown.
type TakeVersion struct{}

// TurnText commits a step that gives the article another of its texts, and
// opens it again.
type TurnText struct{ Step annotate.Step }

// ShowBook opens the list of the chapters of the book.
type ShowBook struct{}

// OpenChapter opens a chapter of the book.
type OpenChapter struct{ Name string }

// ShowMade shows an annotation in the text that it was made on.
type ShowMade struct{ Annotation annotate.Annotation }

// ShowAbout opens the page that says where the article comes from.
type ShowAbout struct{}

// Visit goes back to the text: to an annotation, or to a byte offset if
// Annotation is "".
type Visit struct {
	Off        int
	Annotation string
}

// SaveFolds remembers what a person folded and unfolded in an article: true for
// folded, by the byte offset at which a block begins in the text that has that
// digest.
type SaveFolds struct {
	Article string
	Text    string
	Folds   map[int]bool
}

// EditText opens a text in the person's own editor.
type EditText struct{ Text string }

// DragOn asks to be told again soon that the mouse is held beyond the edge of
// the text.
type DragOn struct{}

// Gather asks for what is marked and noted in articles, for a filter to look in.
type Gather struct{ Articles []string }

// NextTheme goes on to the next theme.
type NextTheme struct{}

// Close goes one screen back.
type Close struct{}

// Forget moves an article to the trash; Restore brings it back.
type Forget struct{ Article string }

// Restore brings an article back from the trash.
type Restore struct{ Article string }

// Copy sends text to the terminal's clipboard.
type Copy struct{ Text string }

// Quit leaves Galley.
type Quit struct{}

func (Save) effect()         {}
func (SaveFolds) effect()    {}
func (EditCard) effect()     {}
func (Open) effect()         {}
func (ShowLibrary) effect()  {}
func (ShowHelp) effect()     {}
func (ShowMarks) effect()    {}
func (ShowContents) effect() {}
func (ShowReview) effect()   {}
func (ShowExport) effect()   {}
func (Preview) effect()      {}
func (Export) effect()       {}
func (ShowAbout) effect()    {}
func (ShowVersion) effect()  {}
func (ShowChanges) effect()  {}
func (TakeVersion) effect()  {}
func (TurnText) effect()     {}
func (ShowMade) effect()     {}
func (ShowBook) effect()     {}
func (OpenChapter) effect()  {}
func (Visit) effect()        {}
func (EditText) effect()     {}
func (DragOn) effect()       {}
func (Gather) effect()       {}
func (NextTheme) effect()    {}
func (Close) effect()        {}
func (Forget) effect()       {}
func (Restore) effect()      {}
func (Copy) effect()         {}
func (Quit) effect()         {}
