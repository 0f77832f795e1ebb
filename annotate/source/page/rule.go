package page

import "galley/annotate/source/draft"

// The rules of pages. Those by the words of a block alone are in package
// furniture.
var (
	ruleHidden    = draft.Rule{Name: "W0 hidden by the page", Sureness: .95}
	ruleOutside   = draft.Rule{Name: "W1 outside the article", Sureness: .93}
	ruleNamed     = draft.Rule{Name: "W2 named so by the page", Sureness: .9}
	ruleRepeated  = draft.Rule{Name: "H2 repeated title", Sureness: .89}
	ruleAbove     = draft.Rule{Name: "W3 above the article", Sureness: .95}
	ruleLinkList  = draft.Rule{Name: "D3 list of links", Sureness: .87}
	ruleLinkLine  = draft.Rule{Name: "W4 line of links", Sureness: .9}
	ruleCaption   = draft.Rule{Name: "D2 caption", Sureness: .83}
	ruleTitle     = draft.Rule{Name: "W5 title of the page", Sureness: .98}
	ruleDeck      = draft.Rule{Name: "W6 below the title", Sureness: .9}
	ruleByline    = draft.Rule{Name: "H4 byline", Sureness: .93}
	ruleDate      = draft.Rule{Name: "H3 date line", Sureness: .93}
	ruleNote      = draft.Rule{Name: "T4 author note", Sureness: .9}
	ruleEmpty     = draft.Rule{Name: "W9 heading of nothing", Sureness: .9}
	ruleShort     = draft.Rule{Name: "W7 nothing long enough found", Sureness: .5}
	ruleDescribed = draft.Rule{Name: "W8 text in the page's data", Sureness: .6}
)
