package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Verdict is a value of the status field of a tag: how far an annotation has been
// checked, and with which outcome.
type Verdict struct {
	Name    string // the value of the field; "" for a tag without a status
	Sign    string // one character, one cell wide in every terminal
	Outcome Outcome
}

// An Outcome says what a verdict means, in the order of urgency: the largest needs
// attention first.
type Outcome uint8

// The outcomes. A status that no table lists is Other: it was chosen by the user, who
// knows what it means.
const (
	Other   Outcome = iota
	Good            // the words may stand
	Caution         // they may stand with a remark
	Bad             // they must not stand
	Open            // they have not been checked yet
)

// The signs of verdicts. Unicode gives none of them an ambiguous width or an
// emoji form, which some terminals draw two cells wide.
var (
	claimVerdicts = []Verdict{
		{"unchecked", OpenSign, Open}, {"checking", "◒", Open}, {"accurate", "✓", Good}, {"inaccurate", "✗", Bad}, {"misleading", "~", Bad},
		{"needs-context", "+", Caution}, {"corrected", "✎", Good}, {"unverifiable", "∅", Caution},
	}
	quoteVerdicts = []Verdict{{"unverified", OpenSign, Open}, {"heard", "♫", Good}, {"transcript", "≣", Good}, {"confirmed", "✓", Good}}
)

const (
	OpenSign  = "☐" // of the default verdict: nothing has been checked
	otherSign = "*" // of a status that no table lists
)

func namesOf(verdicts []Verdict) []string {
	names := make([]string, len(verdicts))
	for i, v := range verdicts {
		names[i] = v.Name
	}
	return names
}

// Verdict returns the verdict for a value of the tag's status field, which is the
// default if it is empty. It returns the zero Verdict if the tag has no status.
func (s TagSpec) Verdict(status string) Verdict {
	if s.Verdicts == nil {
		return Verdict{}
	}
	status = cmp.Or(status, s.Verdicts[0].Name)
	if i := slices.IndexFunc(s.Verdicts, func(v Verdict) bool { return v.Name == status }); i >= 0 {
		return s.Verdicts[i]
	}
	return Verdict{status, otherSign, Other}
}

// ParseVerdict returns the name of the verdict that String formatted, and any other
// value unchanged.
func (s TagSpec) ParseVerdict(value string) string {
	if sign, name, ok := strings.Cut(value, " "); ok && s.Verdict(name).Sign == sign {
		return name
	}
	return value
}

// String returns the sign and the name of the verdict: "✗ inaccurate".
func (v Verdict) String() string {
	if v.Sign == "" {
		return v.Name
	}
	return v.Sign + " " + v.Name
}

// IsSettled reports whether nothing is left to check.
func (v Verdict) IsSettled() bool { return v.Name != "" && v.Outcome != Open }

// A Progress counts the annotations whose tag has a status.
type Progress struct {
	Total int            // claims and quotes
	Open  int            // those that have not been checked yet
	bad   map[string]int // by the name of the verdict
}

// add counts an annotation.
func (p *Progress) add(v Verdict) {
	if v.Name == "" {
		return
	}
	p.Total++
	switch v.Outcome {
	case Open:
		p.Open++
	case Bad:
		if p.bad == nil {
			p.bad = map[string]int{}
		}
		p.bad[v.Name]++
	}
}

// Short describes the progress without the outcomes: "12 of 18 checked". It returns ""
// if there is nothing to check.
func (p Progress) Short() string {
	if p.Total == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d checked", p.Total-p.Open, p.Total)
}

// String describes the progress: "12 of 18 checked, 2 inaccurate". It returns "" if
// there is nothing to check.
func (p Progress) String() string {
	text := p.Short()
	for _, v := range claimVerdicts {
		if n := p.bad[v.Name]; n > 0 {
			text += fmt.Sprintf(", %d %s", n, v.Name)
		}
	}
	return text
}
