package keys

import "slices"

// Default returns the table that Galley comes with.
func Default() Table {
	return slices.Concat(movement(), selection(), annotations(), settling(), suggestions(), findAndCopy(), annotationCard(), library(), views(), exporting(), program())
}

// Modes that many keys share: those for reading, for tagging, for moving in the
// text, and for moving anywhere.
var (
	read     = []Mode{Read}
	tagging  = []Mode{Read, Select}
	text     = []Mode{Read, Select, Resize, Place}
	anywhere = []Mode{Read, Select, Resize, Place, Settle, Suggest, Library, Book, Help, Marks, Voices, Contents, Review, About, Charset, Compare, Version}
)

func movement() Table {
	return Table{
		{Left, text, []string{"h", "left"}, "one character back", "", "Move"},
		{Right, text, []string{"l", "right"}, "one character forward", "", "Move"},
		{Down, anywhere, []string{"j", "down"}, "one line down", "", "Move"},
		{Up, anywhere, []string{"k", "up"}, "one line up", "", "Move"},
		{WordNext, text, []string{"w"}, "next word", "next word", "Move"},
		{WordPrev, text, []string{"b"}, "previous word", "previous word", "Move"},
		{WordEnd, text, []string{"e"}, "end of the word", "", "Move"},
		{SentNext, text, []string{")"}, "next sentence", "next", "Move"},
		{SentPrev, text, []string{"("}, "previous sentence", "", "Move"},
		{ParaNext, text, []string{"}", "ctrl+down"}, "next paragraph", "", "Move"},
		{ParaPrev, text, []string{"{", "ctrl+up"}, "previous paragraph", "", "Move"},
		{RowStart, text, []string{"0", "home"}, "start of the line", "", "Move"},
		{RowEnd, text, []string{"$", "end"}, "end of the line", "", "Move"},
		{Top, anywhere, []string{"g g"}, "the beginning", "beginning", "Move"},
		{Goto, anywhere, []string{"G"}, "the end; 7 G goes to paragraph 7", "", "Move"},
		{HalfDown, anywhere, []string{"ctrl+d"}, "half a page down", "", "Move"},
		{HalfUp, anywhere, []string{"ctrl+u"}, "half a page up", "", "Move"},
		{PageDown, anywhere, []string{"space", "pgdown", "ctrl+f"}, "a page down", "more", "Move"},
		{PageUp, anywhere, []string{"pgup", "shift+space", "ctrl+b"}, "a page up", "", "Move"},
		{FindChar, text, []string{"f"}, "to the next occurrence of a character you type", "", "Move"},
		{JumpBack, read, []string{"ctrl+o", "alt+left"}, "back to where you were before a jump", "", "Move"},
		{JumpForward, read, []string{"alt+right"}, "forward again", "", "Move"},
		{JumpToWord, text, []string{"g w"}, "to any word on the screen, by the letters shown on it", "to a word", "Move"},
	}
}

func selection() Table {
	unselected, sel, all := []Mode{Read, Place}, []Mode{Select}, []Mode{Read, Select, Place}
	return Table{
		{StartSelect, unselected, []string{"v"}, "start selecting here", "select", "Select"},
		{SelectPara, all, []string{"V"}, "select the paragraph", "", "Select"},
		{SelectSent, unselected, []string{"s"}, "select the sentence here", "sentence", "Select"},
		{SelectSent, sel, []string{"s"}, "extend to the next sentence", "+sentence", "Select"},
		{Grow, sel, []string{"+", "="}, "grow: word, clause or quotation, sentence, paragraph", "grow", "Select"},
		{Grow, read, []string{"+"}, "select the word here; again to grow it", "", "Select"},
		{Shrink, sel, []string{"-"}, "shrink back", "shrink", "Select"},
		{SwapEnds, []Mode{Select, Resize}, []string{"x"}, "go to the other end", "other end", "Select"},
		{WordObject, sel, []string{"i w", "a w"}, "select the word here", "word", "Select"},
		{SentObject, sel, []string{"i s", "a s"}, "select the sentence here", "sentence", "Select"},
		{QuoteObject, sel, []string{"i q"}, "select the quotation here", "quotation", "Select"},
		{QuoteWithMarks, sel, []string{"a q"}, "select the quotation with its quotation marks", "with its marks", "Select"},
		{ParaObject, sel, []string{"i p", "a p"}, "select the paragraph here", "paragraph", "Select"},
		{WordObject, read, []string{"i w"}, "select the word here", "word", "Select"},
		{SentObject, read, []string{"i s"}, "select the sentence here", "sentence", "Select"},
		{QuoteObject, read, []string{"i q"}, "select the quotation here", "quotation", "Select"},
		{ParaObject, read, []string{"i p"}, "select the paragraph here", "paragraph", "Select"},
		{JumpToSpan, all, []string{"g v"}, "select from one word to another, by the letters shown on them", "select words", "Select"},
		{ExtendLeft, all, []string{"shift+left"}, "select to the left", "", "Select"},
		{ExtendRight, all, []string{"shift+right"}, "select to the right", "", "Select"},
		{ExtendUp, all, []string{"shift+up"}, "select up", "", "Select"},
		{ExtendDown, all, []string{"shift+down"}, "select down", "", "Select"},
	}
}

func annotations() Table {
	offer := []Mode{Offer}
	return Table{
		{TagClaim, tagging, []string{"c"}, "tag the selection, or the sentence here, as a claim", "claim", "Annotate"},
		{TagQuote, tagging, []string{"q"}, "tag it as a quote", "quote", "Annotate"},
		{TagOpinion, tagging, []string{"o"}, "tag it as an opinion", "opinion", "Annotate"},
		{NextAnnotation, read, []string{"tab", "]"}, "next annotation", "next annotation", "Annotate"},
		{PrevAnnotation, read, []string{"shift+tab", "["}, "previous annotation", "", "Annotate"},
		{NextOpen, []Mode{Read, Place}, []string{"!"}, "next annotation that needs checking or whose place is uncertain", "next", "Annotate"},
		{SetStatus, read, []string{"S"}, "show the status of a claim or the verification of a quote, and set it", "", "Annotate"},
		{AddSource, read, []string{"a"}, "add a source to a claim, a reference to a quote, a basis to an opinion", "", "Annotate"},
		{SetLabels, tagging, []string{"#"}, "label the annotation here, or what you select before you tag it; a label that it has is removed", "label", "Annotate"},
		{Reply, read, []string{"g r"}, "reply to the annotation here", "reply", "Annotate"},
		{RepeatTag, read, []string{"."}, "repeat the last tag on the sentence here", "", "Annotate"},
		{TagOthers, tagging, []string{"*"}, "tag the same words elsewhere, one by one", "", "Annotate"},
		{Yes, offer, []string{"y"}, "tag this one too", "tag it", "Annotate"},
		{No, offer, []string{"n"}, "skip this one", "skip it", "Annotate"},
		{All, offer, []string{"a"}, "tag this one and all that follow", "all", "Annotate"},
		{OpenCard, read, []string{"enter"}, "open the card of the annotation here: its note and fields", "note", "Annotate"},
		{Retag, read, []string{"t"}, "change its tag: t, then c, q or o", "", "Annotate"},
		{StartResize, read, []string{"r"}, "resize it", "", "Annotate"},
		{Delete, []Mode{Read, Place}, []string{"d"}, "delete it", "delete", "Annotate"},
		{LinkAnnotation, read, []string{"K"}, "link it to another one, by its letters: continues, supports, contradicts, same, answers", "", "Annotate"},
		{FollowLink, read, []string{"g d"}, "follow its link; again for the next one", "linked one", "Annotate"},
		{Undo, read, []string{"u"}, "undo your own steps, even after a restart", "undo", "Annotate"},
		{Redo, read, []string{"ctrl+r"}, "redo your own steps", "", "Annotate"},
		{Accept, []Mode{Place}, []string{"enter"}, "accept the place shown for an annotation whose words changed", "accept it", "Annotate"},
		{Accept, []Mode{Select}, []string{"enter"}, "place the annotation at the selection", "place it here", "Annotate"},
		{NextCandidate, []Mode{Place}, []string{"tab"}, "show its next possible place", "next place", "Annotate"},
		{KeepOrphan, []Mode{Place}, []string{"="}, "keep it without a place", "keep unplaced", "Annotate"},
		{Accept, []Mode{Resize}, []string{"enter"}, "keep the new size", "keep", "Annotate"},
		{Accept, []Mode{Note}, []string{"enter"}, "add it", "add", "Annotate"},
		{Complete, []Mode{Labels}, []string{"tab"}, "complete the label with one in use; again for the next", "complete", "Annotate"},
		{Accept, []Mode{Labels}, []string{"enter"}, "set the labels, which commas separate", "set", "Annotate"},
	}
}

func suggestions() Table {
	walk := []Mode{Suggest}
	return Table{
		{ShowSuggestions, read, []string{"W"}, "show what could be annotated, such as quotations with their speakers, one by one", "suggestions", "Suggestions"},
		{NextAnnotation, walk, []string{"tab"}, "next suggestion", "next", "Suggestions"},
		{PrevAnnotation, walk, []string{"shift+tab"}, "previous suggestion", "", "Suggestions"},
		{Yes, walk, []string{"y", "enter"}, "take the suggestion: it is an annotation then", "take", "Suggestions"},
		{No, walk, []string{"n", "-"}, "refuse it: it is not suggested again in this article", "refuse", "Suggestions"},
		{OpenCard, walk, []string{"e"}, "take it and open its card", "card", "Suggestions"},
		{All, walk, []string{"a"}, "take all that are certain, after showing how many", "certain", "Suggestions"},
		{Undo, walk, []string{"u"}, "undo the last answer", "undo", "Suggestions"},
		{ShowSuggestions, walk, []string{"W"}, "hide the suggestions", "hide", "Suggestions"},
	}
}

func settling() Table {
	settle, group := []Mode{Settle}, "Annotate"
	return Table{
		{StartSettle, read, []string{"C"}, "settle what several people annotated differently, one place at a time", "settle", group},
		{Take, settle, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "take what the person with this number annotated", "that one's", group},
		{All, settle, []string{"b"}, "take what each of them annotated", "both", group},
		{TakeWider, settle, []string{"w"}, "take the one with more words", "wider", group},
		{TakeNarrower, settle, []string{"n"}, "take the one with fewer words", "narrower", group},
		{StartResize, settle, []string{"r"}, "choose the words yourself", "resize", group},
		{Retag, settle, []string{"t"}, "give it another tag: t, then c, q or o", "tag", group},
		{Reject, settle, []string{"x"}, "take neither", "neither", group},
		{RepeatTag, settle, []string{"."}, "decide as last time for this kind of difference", "as before", group},
		{NextAnnotation, settle, []string{"tab"}, "next place", "next", group},
		{PrevAnnotation, settle, []string{"shift+tab"}, "previous place", "", group},
		{Undo, settle, []string{"u"}, "undo the last decision", "undo", group},
		{ToggleDone, read, []string{"X"}, "say that you are done with this article, or that you are not; with --blind it then shows what others annotated", "done", group},
	}
}

func findAndCopy() Table {
	return Table{
		{StartFind, []Mode{Read, Select, Place}, []string{"/"}, "find words; while selecting, extend to them", "find", "Find and copy"},
		{FindNext, text, []string{"n"}, "next hit", "", "Find and copy"},
		{FindPrev, text, []string{"N"}, "previous hit", "", "Find and copy"},
		{Copy, tagging, []string{"y"}, "copy the selection, or the sentence here", "copy", "Find and copy"},
		{CopyCitation, tagging, []string{"Y"}, "copy as a citation: words, speaker, title, location", "", "Find and copy"},
		{Accept, []Mode{Find}, []string{"enter"}, "stay at this hit", "stay here", "Find and copy"},
	}
}

func annotationCard() Table {
	return Table{
		{NextField, []Mode{Card}, []string{"tab"}, "next field", "next field", "Annotation card"},
		{PrevField, []Mode{Card}, []string{"shift+tab"}, "previous field", "", "Annotation card"},
		{EditNote, []Mode{Card}, []string{"ctrl+e"}, "write the note in your own editor", "editor", "Annotation card"},
		{Reply, []Mode{Card}, []string{"ctrl+r"}, "reply to the annotation; enter in the reply saves it", "reply", "Annotation card"},
		{SaveCard, []Mode{Card}, []string{"esc", "ctrl+s"}, "save and close; what you type is kept as a draft until then", "save and close", "Annotation card"},
	}
}

func library() Table {
	return Table{
		{OpenArticle, []Mode{Library, Book}, []string{"enter"}, "open the article or the chapter", "open", "Library"},
		{OpenBook, read, []string{"B"}, "the chapters of the open book", "", "Library"},
		{StartFilter, []Mode{Library}, []string{"/"}, "show only articles with these words in title, collection, location, annotations or notes", "filter", "Library"},
		{RemoveArticle, []Mode{Library}, []string{"d"}, "move the article to the trash", "remove", "Library"},
		{Undo, []Mode{Library}, []string{"u"}, "undo the last removal or change of a collection", "undo", "Library"},
		{CycleOrder, []Mode{Library}, []string{"S"}, "order by date, title, progress, what is to check or collection", "order", "Library"},
		{SetCollection, []Mode{Library}, []string{"c"}, "put the article into a collection; no name takes it out", "collection", "Library"},
		{Complete, []Mode{Collection}, []string{"tab"}, "complete the name with one in use; again for the next", "complete", "Library"},
		{Accept, []Mode{Collection}, []string{"enter"}, "put the article into this collection", "set", "Library"},
		{SearchTexts, []Mode{Filter}, []string{"tab"}, "search the whole text of every article instead, and titles again", "full text", "Library"},
		{Accept, []Mode{Filter}, []string{"enter"}, "choose from these", "choose", "Library"},
	}
}

func views() Table {
	pages, list := []Mode{Marks, Voices, Contents, Review}, []Mode{Marks, Voices}
	return Table{
		{OpenAnnotations, []Mode{Read, Contents, Review}, []string{"A"}, "the list of annotations, with filters", "list", "Views"},
		{ShowWhose, read, []string{"g m"}, "annotations of all, only mine, only those of others, only what was decided", "whose", "Views"},
		{OpenContents, []Mode{Read, Marks, Voices, Review}, []string{"T"}, "the contents, with the annotations in each part", "contents", "Views"},
		{OpenReview, []Mode{Read, Marks, Voices, Contents}, []string{"P"}, "the review page: all annotations as one document", "review", "Views"},
		{OpenAbout, read, []string{"I"}, "the article's source, and how it was read", "", "Views"},
		{OpenCharsets, []Mode{About}, []string{"C"}, "source page: read the article in another character set", "character set", "Views"},
		{Accept, []Mode{Charset}, []string{"enter"}, "read the article in this character set", "read in it", "Views"},
		{CheckUpdate, read, []string{"R"}, "check the article's source for an update, and apply it", "", "Views"},
		{ShowOriginal, []Mode{Place}, []string{"D"}, "the text that the annotation was made on", "original", "Views"},
		{OpenCompare, read, []string{"D"}, "what changed: in an update, or since the previous version", "", "Views"},
		{Accept, []Mode{Version}, []string{"enter"}, "apply the update", "apply it", "Views"},
		{Visit, pages, []string{"enter"}, "go to this place in the text", "go", "Views"},
		{StartFilter, list, []string{"/"}, "list: only annotations with these words in quote, note or fields", "words", "Views"},
		{TagClaim, list, []string{"c"}, "list: only claims; other tag keys add to them, the same key shows all again", "claims", "Views"},
		{TagQuote, list, []string{"q"}, "list: the same for quotes", "quotes", "Views"},
		{TagOpinion, list, []string{"o"}, "list: the same for opinions", "opinions", "Views"},
		{CycleStatus, list, []string{"s"}, "list: show all, only open, only done or only inaccurate and misleading ones", "open/done", "Views"},
		{CycleState, list, []string{"a"}, "list: show all, only uncertain or only certain places", "uncertain", "Views"},
		{CycleOrder, []Mode{Marks}, []string{"S"}, "list: order by place, person, tag or time", "by person", "Views"},
		{CycleOrder, []Mode{Voices}, []string{"S"}, "list: order by place, person, tag or time", "order", "Views"},
		{CycleOrder, []Mode{Review}, []string{"S"}, "review page: group by tag or by person", "by person", "Views"},
		{NextPerson, []Mode{Voices}, []string{"tab", "}"}, "list by person: next person", "next person", "Views"},
		{PrevPerson, []Mode{Voices}, []string{"shift+tab", "{"}, "list by person: previous person", "", "Views"},
		{ToggleFolds, []Mode{Voices}, []string{"z"}, "list by person: only the persons, or their annotations too; enter on a person does it for this one", "fold", "Views"},
		{MergePersons, []Mode{Voices}, []string{"m"}, "list by person: merge a name into another: m on the one, then m on the other, which is kept", "merge names", "Views"},
		{Undo, list, []string{"u"}, "list: undo your last step", "undo", "Views"},
		{NextAnnotation, []Mode{Review}, []string{"tab", "n", "]"}, "review page: next entry", "next", "Views"},
		{PrevAnnotation, []Mode{Review}, []string{"shift+tab", "p", "["}, "review page: previous entry", "", "Views"},
	}
}

func exporting() Table {
	return Table{
		{OpenExport, []Mode{Read, Marks, Voices, Review}, []string{"E"}, "export the annotations to a file, in a format that you choose", "export", "Export"},
		{NextFormat, []Mode{Export}, []string{"down", "tab"}, "next format", "format", "Export"},
		{PrevFormat, []Mode{Export}, []string{"up", "shift+tab"}, "previous format", "", "Export"},
		{Accept, []Mode{Export}, []string{"enter"}, "write the file", "write it", "Export"},
	}
}

func program() Table {
	return Table{
		{ToggleFolds, read, []string{"z"}, "show folded paragraphs, and fold them again", "", "Galley"},
		{FoldBlock, read, []string{"Z"}, "fold this paragraph, or unfold what is folded here; the choice is saved", "", "Galley"},
		{Narrower, read, []string{"<"}, "narrower text", "", "Galley"},
		{Wider, read, []string{">"}, "wider text", "", "Galley"},
		{ToggleSpacing, read, []string{"g s"}, "turn double line spacing on or off", "line spacing", "Galley"},
		{NextTheme, []Mode{Read, Library, Help, Marks, Voices, Contents, Review, About}, []string{"g t"}, "next theme: dark, light, sepia, high contrast", "theme", "Galley"},
		{ToggleFocus, read, []string{"F"}, "dim all but this paragraph", "", "Galley"},
		{ToggleNotes, read, []string{"m"}, "show or hide the notes in the margin", "", "Galley"},
		{ReleaseMouse, text, []string{"M"}, "give the mouse to the terminal, and take it back", "", "Galley"},
		{OpenLibrary, []Mode{Read, Book}, []string{"L"}, "the library", "library", "Galley"},
		{StartCommand, read, []string{":"}, "a line for q, w, wq, help or the number of a paragraph", "", "Galley"},
		{Accept, []Mode{Command}, []string{"enter"}, "carry it out", "do it", "Galley"},
		{OpenPalette, anywhere, []string{"ctrl+p"}, "run any action by its name", "actions", "Galley"},
		{Down, []Mode{Palette}, []string{"down", "ctrl+n"}, "next action", "", "Galley"},
		{Up, []Mode{Palette}, []string{"up", "ctrl+p"}, "previous action", "", "Galley"},
		{PageDown, []Mode{Palette}, []string{"pgdown"}, "a page of actions down", "", "Galley"},
		{PageUp, []Mode{Palette}, []string{"pgup"}, "a page of actions up", "", "Galley"},
		{Accept, []Mode{Palette}, []string{"enter"}, "run the action", "run", "Galley"},
		{ShowHelp, anywhere, []string{"?"}, "the keys of this screen", "help", "Galley"},
		{StartFilter, []Mode{Help}, []string{"/"}, "search the help", "search", "Galley"},
		{NextGroup, []Mode{Help}, []string{"tab", "}"}, "next group of keys", "next group", "Galley"},
		{PrevGroup, []Mode{Help}, []string{"shift+tab", "{"}, "previous group of keys", "", "Galley"},
		{Back, []Mode{Read, Select, Resize, Place, Settle, Find, Command, Offer, Suggest, Note, Labels, Collection, Library, Book, Filter, Help, Palette, Marks, Voices, Contents, Review, Export, About, Charset, Compare, Version}, []string{"esc"}, "one step back", "back", "Galley"},
		{Quit, anywhere, []string{"Q", "ctrl+c"}, "quit; everything is saved", "quit", "Galley"},
		{Quit, []Mode{Find, Command, Card, Filter, Palette, Offer, Note, Labels, Collection, Export}, []string{"ctrl+c"}, "quit; everything is saved", "quit", "Galley"},
		{Suspend, Modes(), []string{"ctrl+z"}, "suspend Galley; fg in the shell continues it", "suspend", "Galley"},
		{Redraw, Modes(), []string{"ctrl+l"}, "draw the screen again, after another program wrote on it", "redraw", "Galley"},
		{HowToQuit, []Mode{Place, Settle, Library, Book, Help, Resize, Contents, Review, About, Charset, Compare, Version}, []string{"q"}, "show how to quit", "", "Galley"},
	}
}
