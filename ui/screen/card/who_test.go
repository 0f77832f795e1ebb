package card

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"
)

// quoteOf opens the card of a quote with these fields.
func quoteOf(note string, fields annotate.Fields) Model {
	m := New(&kit.Outbox{}, Spec{
		Annotation: annotate.Annotation{ID: "1", Tag: annotate.Quote, Note: note, Fields: fields, Anchor: annotate.Anchor{Exact: "nine hours"}},
		Place:      "Quote in ¶7", Known: map[string][]string{"speaker": {"Ada Lund", "Ada"}},
		Roles: map[string]string{"Ada Lund": "leads the union", "Ada": "a child"}, Keys: keys.Default(),
	})
	return kittest.Update(m.(Model), kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: m.Height(), Theme: new(theme.Theme)}})
}

func TestAFreshCardOpensOnWhatIsAskedFor(t *testing.T) {
	for name, c := range map[string]struct {
		a    annotate.Annotation
		want string // the field that gets what is typed
	}{
		"a quote":                {annotate.Annotation{Tag: annotate.Quote}, "speaker"},
		"an opinion":             {annotate.Annotation{Tag: annotate.Opinion}, "holder"},
		"a claim":                {annotate.Annotation{Tag: annotate.Claim}, "claimant"},
		"a quote with a speaker": {annotate.Annotation{Tag: annotate.Quote, Fields: annotate.Fields{"speaker": {"x"}}}, "note"},
		"a quote with a note":    {annotate.Annotation{Tag: annotate.Quote, Note: "x"}, "note"},
		"only its status is set": {annotate.Annotation{Tag: annotate.Quote, Fields: annotate.Fields{"verified": {"heard"}}}, "speaker"},
	} {
		m := New(&kit.Outbox{}, Spec{Annotation: c.a, Keys: keys.Default()}).(Model)
		m = kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: m.Height(), Theme: new(theme.Theme)}})
		left := types(m, "typed").Closing().Left
		if got := left.Fields.Get(c.want); got != "typed" && !(c.want == "note" && strings.HasSuffix(left.Note, "typed")) {
			t.Errorf("%s: typed into the note %q and the fields %v, want %s", name, left.Note, left.Fields, c.want)
		}
	}
}

func TestTheNoteIsOneKeyFromTheSpeaker(t *testing.T) {
	for _, key := range []string{"<shift+tab>", "<up>"} {
		m := quoteOf("", nil)
		if text, _ := shown(m); !strings.Contains(text, "shift+tab note") {
			t.Errorf("the key to the note is not shown:\n%s", text)
		}
		left := types(m, "Ada Lund"+key+"a note").Closing().Left
		if left.Note != "a note" || left.Fields.Get("speaker") != "Ada Lund" {
			t.Errorf("%s: note %q, fields %v", key, left.Note, left.Fields)
		}
	}
}

func TestAKnownSpeakerBringsTheRole(t *testing.T) {
	for name, c := range map[string]struct {
		fields annotate.Fields
		typed  string
		want   string // role
	}{
		"typed":                     {nil, "Ada Lund", "leads the union"},
		"completed":                 {nil, "ada l<right>", "leads the union"},
		"on the way to another":     {nil, "Ada", "a child"},
		"and past it":               {nil, "Adam", ""},
		"unknown":                   {nil, "Ines Korhal", ""},
		"deleted":                   {nil, "Ada Lund<tab>" + strings.Repeat("<backspace>", 15), ""},
		"deleted, then back":        {nil, "Ada Lund<tab>" + strings.Repeat("<backspace>", 15) + "<up>d<backspace>", ""},
		"edited":                    {nil, "Ada Lund<tab>!", "leads the union!"},
		"edited, then back":         {nil, "Ada Lund<tab>!<up><backspace>d", "leads the union!"},
		"another role is kept":      {annotate.Fields{"role": {"mayor"}}, "Ada Lund", "mayor"},
		"nothing is filled at once": {annotate.Fields{"speaker": {"Ada Lund"}}, "a note", ""},
	} {
		m := types(quoteOf("", c.fields), c.typed)
		if got := m.Closing().Left.Fields.Get("role"); got != c.want {
			t.Errorf("%s: the role is %q, want %q", name, got, c.want)
		}
		if text, _ := shown(m); !strings.Contains(text, c.want) {
			t.Errorf("%s: the role does not show:\n%s", name, text)
		}
	}
}
