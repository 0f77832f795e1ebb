package effect

import "galley/ui/keys"

// Of is what an action asks the program for that means the same on every
// screen: to open another screen, to quit. ok is false for actions that a
// screen carries out itself.
func Of(action keys.Action) (e Effect, ok bool) {
	switch action {
	case keys.OpenLibrary:
		return ShowLibrary{}, true
	case keys.OpenBook:
		return ShowBook{}, true
	case keys.OpenMarks:
		return ShowMarks{}, true
	case keys.OpenContents:
		return ShowContents{}, true
	case keys.OpenReview:
		return ShowReview{}, true
	case keys.OpenAbout:
		return ShowAbout{}, true
	case keys.Renew:
		return ShowVersion{}, true
	case keys.OpenCompare:
		return ShowChanges{}, true
	case keys.OpenExport:
		return ShowExport{}, true
	case keys.ShowHelp:
		return ShowHelp{}, true
	case keys.NextTheme:
		return NextTheme{}, true
	case keys.Quit:
		return Quit{}, true
	}
	return nil, false
}
