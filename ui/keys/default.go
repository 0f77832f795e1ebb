package keys

import "slices"

// Default returns the table that Galley comes with.
func Default() Table {
	return slices.Concat(movement(), selection(), annotations(), findAndCopy(), annotationCard(), library(), views(), exporting(), program())
}

// Modes that many keys share: reading, marking, moving in the text, and moving
// anywhere.
var (
	read  = []Mode{Read}
	mark  = []Mode{Read, Select}
	text  = []Mode{Read, Select, Resize, Place}
	lists = []Mode{Read, Select, Resize, Place, Library, Book, Help, Marks, Contents, Review, About, Compare, Version}
)

func movement() Table {
	return Table{
		{Left, text, []string{"h", "left"}, "one character back", "", "Move"},
		{Right, text, []string{"l", "right"}, "one character forward", "", "Move"},
		{Down, lists, []string{"j", "down"}, "one line down", "", "Move"},
		{Up, lists, []string{"k", "up"}, "one line up", "", "Move"},
		{WordNext, text, []string{"w"}, "next word", "word on", "Move"},
		{WordPrev, text, []string{"b"}, "previous word", "word back", "Move"},
		{WordEnd, text, []string{"e"}, "end of the word", "", "Move"},
		{SentNext, text, []string{")"}, "next sentence", "next", "Move"},
		{SentPrev, text, []string{"("}, "previous sentence", "", "Move"},
		{ParaNext, text, []string{"}", "ctrl+down"}, "next paragraph", "", "Move"},
		{ParaPrev, text, []string{"{", "ctrl+up"}, "previous paragraph", "", "Move"},
		{RowStart, text, []string{"0", "home"}, "start of the line", "", "Move"},
		{RowEnd, text, []string{"$", "end"}, "end of the line", "", "Move"},
		{Top, lists, []string{"g g"}, "the beginning", "beginning", "Move"},
		{Goto, lists, []string{"G"}, "the end; 7 G goes to paragraph 7", "", "Move"},
		{HalfDown, lists, []string{"ctrl+d"}, "half a page down", "", "Move"},
		{HalfUp, lists, []string{"ctrl+u"}, "half a page up", "", "Move"},
		{PageDown, lists, []string{"space", "pgdown"}, "a page down", "more", "Move"},
		{PageUp, lists, []string{"pgup", "shift+space"}, "a page up", "", "Move"},
		{FindChar, text, []string{"f"}, "to the next character that you type", "", "Move"},
		{JumpToWord, text, []string{"g w"}, "to any word on the screen, by the letters shown on it", "to a word", "Move"},
	}
}

func selection() Table {
	rest, sel, all := []Mode{Read, Place}, []Mode{Select}, []Mode{Read, Select, Place}
	return Table{
		{StartSelect, rest, []string{"v"}, "select from here", "select", "Select"},
		{SelectPara, all, []string{"V"}, "the paragraph", "", "Select"},
		{SelectSent, rest, []string{"s"}, "the sentence here", "sentence", "Select"},
		{SelectSent, sel, []string{"s"}, "the next sentence too", "+sentence", "Select"},
		{Grow, sel, []string{"+", "="}, "grow: word, clause or quotation, sentence, paragraph", "grow", "Select"},
		{Grow, read, []string{"+"}, "the word here, to grow from", "", "Select"},
		{Shrink, sel, []string{"-"}, "shrink again", "shrink", "Select"},
		{SwapEnds, []Mode{Select, Resize}, []string{"x"}, "go to the other end", "other end", "Select"},
		{WordObject, sel, []string{"i w", "a w"}, "the word here", "word", "Select"},
		{SentObject, sel, []string{"i s", "a s"}, "the sentence here", "sentence", "Select"},
		{QuoteObject, sel, []string{"i q"}, "the quotation here", "quotation", "Select"},
		{QuoteWithMarks, sel, []string{"a q"}, "the quotation with its marks", "with its marks", "Select"},
		{ParaObject, sel, []string{"i p", "a p"}, "the paragraph here", "paragraph", "Select"},
		{WordObject, read, []string{"i w"}, "select the word here", "word", "Select"},
		{SentObject, read, []string{"i s"}, "select the sentence here", "sentence", "Select"},
		{QuoteObject, read, []string{"i q"}, "select the quotation here", "quotation", "Select"},
		{ParaObject, read, []string{"i p"}, "select the paragraph here", "paragraph", "Select"},
		{JumpToSpan, all, []string{"g v"}, "from one word to another, by the letters shown on them", "select words", "Select"},
		{ExtendLeft, all, []string{"shift+left"}, "select to the left", "", "Select"},
		{ExtendRight, all, []string{"shift+right"}, "select to the right", "", "Select"},
		{ExtendUp, all, []string{"shift+up"}, "select up", "", "Select"},
		{ExtendDown, all, []string{"shift+down"}, "select down", "", "Select"},
	}
}

func annotations() Table {
	offer := []Mode{Offer}
	return Table{
		{TagClaim, mark, []string{"c"}, "mark as a claim: the selection, or the sentence here", "claim", "Mark"},
		{TagQuote, mark, []string{"q"}, "mark as a quote", "quote", "Mark"},
		{TagOpinion, mark, []string{"o"}, "mark as an opinion", "opinion", "Mark"},
		{NextAnnotation, read, []string{"tab", "]"}, "next annotation", "next mark", "Mark"},
		{PrevAnnotation, read, []string{"shift+tab", "["}, "previous annotation", "", "Mark"},
		{NextOpen, []Mode{Read, Place}, []string{"!"}, "next annotation that needs checking or whose place is uncertain", "next", "Mark"},
		{SetStatus, read, []string{"S"}, "set the status of a claim or the verification of a quote", "", "Mark"},
		{AddSource, read, []string{"a"}, "add a source to a claim, a reference to a quote, a basis to an opinion", "", "Mark"},
		{RepeatTag, read, []string{"."}, "repeat the last tag on the sentence here", "", "Mark"},
		{TagOthers, mark, []string{"*"}, "mark the same words elsewhere, one by one", "", "Mark"},
		{Yes, offer, []string{"y"}, "mark this one too", "mark it", "Mark"},
		{No, offer, []string{"n"}, "skip this one", "leave it", "Mark"},
		{All, offer, []string{"a"}, "mark this one and all that follow", "all", "Mark"},
		{OpenCard, read, []string{"enter"}, "note and fields of the annotation here", "note", "Mark"},
		{Retag, read, []string{"t"}, "change its tag: t then c, q or o", "", "Mark"},
		{StartResize, read, []string{"r"}, "resize it", "", "Mark"},
		{Delete, []Mode{Read, Place}, []string{"d"}, "delete it", "delete", "Mark"},
		{Undo, read, []string{"u"}, "undo your own steps, also across restarts", "undo", "Mark"},
		{Redo, read, []string{"ctrl+r"}, "redo your own steps", "", "Mark"},
		{Accept, []Mode{Place}, []string{"enter"}, "accept the place shown for an annotation whose words changed", "take it", "Mark"},
		{Accept, []Mode{Select}, []string{"enter"}, "put the annotation that is being placed on the selection", "place it here", "Mark"},
		{NextCandidate, []Mode{Place}, []string{"tab"}, "show its next possible place", "next place", "Mark"},
		{KeepOrphan, []Mode{Place}, []string{"="}, "keep it without a place", "keep without", "Mark"},
		{Accept, []Mode{Resize}, []string{"enter"}, "keep the new size", "keep", "Mark"},
		{Accept, []Mode{Note}, []string{"enter"}, "keep it", "keep", "Mark"},
	}
}

func findAndCopy() Table {
	return Table{
		{StartFind, []Mode{Read, Place}, []string{"/"}, "find words", "find", "Find and copy"},
		{FindNext, text, []string{"n"}, "next hit", "", "Find and copy"},
		{FindPrev, text, []string{"N"}, "previous hit", "", "Find and copy"},
		{Copy, mark, []string{"y"}, "copy the selection, or the sentence here", "copy", "Find and copy"},
		{CopyCitation, mark, []string{"Y"}, "copy as a citation: words, speaker, title, location", "", "Find and copy"},
		{Accept, []Mode{Find}, []string{"enter"}, "stay at this hit", "stay here", "Find and copy"},
	}
}

func annotationCard() Table {
	return Table{
		{NextField, []Mode{Card}, []string{"tab"}, "next field", "next field", "Annotation card"},
		{PrevField, []Mode{Card}, []string{"shift+tab"}, "previous field", "", "Annotation card"},
		{EditNote, []Mode{Card}, []string{"ctrl+e"}, "write the note in your own editor", "editor", "Annotation card"},
		{SaveCard, []Mode{Card}, []string{"esc", "ctrl+s"}, "save and close", "save and close", "Annotation card"},
	}
}

func library() Table {
	return Table{
		{OpenArticle, []Mode{Library, Book}, []string{"enter"}, "open the article or the chapter", "open", "Library"},
		{OpenBook, read, []string{"B"}, "the chapters of the open book", "", "Library"},
		{StartFilter, []Mode{Library}, []string{"/"}, "show only articles with these words in title, location, annotations or notes", "filter", "Library"},
		{RemoveArticle, []Mode{Library}, []string{"d"}, "move the article to the trash", "remove", "Library"},
		{Undo, []Mode{Library}, []string{"u"}, "undo the last removal", "undo", "Library"},
		{Accept, []Mode{Filter}, []string{"enter"}, "choose among these", "choose", "Library"},
	}
}

func views() Table {
	pages := []Mode{Marks, Contents, Review}
	return Table{
		{OpenAnnotations, []Mode{Read, Contents, Review}, []string{"A"}, "the list of annotations: what is open, filters", "list", "Views"},
		{OpenContents, []Mode{Read, Marks, Review}, []string{"T"}, "the contents, with the annotations in each part", "contents", "Views"},
		{OpenReview, []Mode{Read, Marks, Contents}, []string{"P"}, "the review page: all annotations as one document", "review", "Views"},
		{OpenAbout, read, []string{"I"}, "the article's source, and how it was read", "", "Views"},
		{CheckUpdate, read, []string{"R"}, "check the article's source for an update, and take it", "", "Views"},
		{ShowOriginal, []Mode{Place}, []string{"D"}, "the text that the annotation was made on", "its text", "Views"},
		{OpenCompare, read, []string{"D"}, "what changed: in an update, or since the previous version", "", "Views"},
		{Accept, []Mode{Version}, []string{"enter"}, "take the update", "take it", "Views"},
		{Visit, pages, []string{"enter"}, "go to this place in the text", "go", "Views"},
		{StartFilter, []Mode{Marks}, []string{"/"}, "list: only annotations with these words in quote, note or fields", "words", "Views"},
		{TagClaim, []Mode{Marks}, []string{"c"}, "list: only claims; other tags add to them, the same again shows all", "claims", "Views"},
		{TagQuote, []Mode{Marks}, []string{"q"}, "list: the same for quotes", "quotes", "Views"},
		{TagOpinion, []Mode{Marks}, []string{"o"}, "list: the same for opinions", "opinions", "Views"},
		{CycleStatus, []Mode{Marks}, []string{"s"}, "list: all, only open, only done", "open/done", "Views"},
		{CycleState, []Mode{Marks}, []string{"a"}, "list: all, only uncertain places, only certain ones", "uncertain", "Views"},
		{CycleOrder, []Mode{Marks}, []string{"S"}, "list: order by place, tag or time", "order", "Views"},
		{NextAnnotation, []Mode{Review}, []string{"tab", "n", "]"}, "review page: next entry", "next", "Views"},
		{PrevAnnotation, []Mode{Review}, []string{"shift+tab", "p", "["}, "review page: previous entry", "", "Views"},
	}
}

func exporting() Table {
	return Table{
		{OpenExport, []Mode{Read, Marks, Review}, []string{"E"}, "export: write the annotations to a file, in a format that you choose", "export", "Export"},
		{NextFormat, []Mode{Export}, []string{"down", "tab"}, "next format", "format", "Export"},
		{PrevFormat, []Mode{Export}, []string{"up", "shift+tab"}, "previous format", "", "Export"},
		{Accept, []Mode{Export}, []string{"enter"}, "write the file", "write it", "Export"},
	}
}

func program() Table {
	return Table{
		{ToggleFolds, read, []string{"z"}, "show folded paragraphs, and fold them again", "", "Galley"},
		{FoldBlock, read, []string{"Z"}, "fold this paragraph, or unfold what is folded here; it is remembered", "", "Galley"},
		{Narrower, read, []string{"<"}, "narrower text", "", "Galley"},
		{Wider, read, []string{">"}, "wider text", "", "Galley"},
		{ToggleSpacing, read, []string{"g s"}, "double line spacing on and off", "line spacing", "Galley"},
		{NextTheme, []Mode{Read, Library, Help, Marks, Contents, Review, About}, []string{"g t"}, "next theme: dark, light, sepia, high contrast", "theme", "Galley"},
		{ToggleFocus, read, []string{"F"}, "dim all but this paragraph", "", "Galley"},
		{ToggleNotes, read, []string{"m"}, "notes in the margin on and off", "", "Galley"},
		{ReleaseMouse, text, []string{"M"}, "give the mouse to the terminal, and take it back", "", "Galley"},
		{OpenLibrary, []Mode{Read, Book}, []string{"L"}, "the library", "library", "Galley"},
		{ShowHelp, lists, []string{"?"}, "this help", "help", "Galley"},
		{Back, []Mode{Read, Select, Resize, Place, Find, Offer, Note, Library, Book, Filter, Help, Marks, Contents, Review, Export, About, Compare, Version}, []string{"esc"}, "one step back", "back", "Galley"},
		{Quit, lists, []string{"Q", "ctrl+c"}, "quit; everything is saved", "quit", "Galley"},
		{Quit, []Mode{Find, Card, Filter, Offer, Note, Export}, []string{"ctrl+c"}, "quit; everything is saved", "quit", "Galley"},
		{Suspend, Modes(), []string{"ctrl+z"}, "suspend Galley; fg in the shell continues it", "suspend", "Galley"},
		{HowToQuit, []Mode{Place, Library, Book, Help, Resize, Contents, Review, About, Compare, Version}, []string{"q"}, "show how to leave", "", "Galley"},
	}
}
