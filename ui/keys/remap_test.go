package keys

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pressed returns the action of a key sequence in a mode.
func pressed(t Table, mode Mode, sequence string) Outcome {
	var p Pending
	var out Outcome
	for _, key := range strings.Split(sequence, " ") {
		p, out = t.Press(mode, p, key)
	}
	return out
}

func TestOtherKeys(t *testing.T) {
	for name, c := range map[string]struct {
		changes []Change
		mode    Mode
		keys    string
		want    Action
	}{
		"a new key":                           {[]Change{{Read, TagClaim, []string{"c", "1"}}}, Read, "1", TagClaim},
		"an additional key":                   {[]Change{{Read, TagClaim, []string{"c", "1"}}}, Read, "c", TagClaim},
		"the old key alone is gone":           {[]Change{{Read, TagClaim, []string{"1"}}}, Read, "c", ""},
		"it stays in the other modes":         {[]Change{{Read, TagClaim, []string{"1"}}}, Select, "c", TagClaim},
		"the new key is not in other modes":   {[]Change{{Read, TagClaim, []string{"ctrl+k"}}}, Select, "ctrl+k", ""},
		"two actions swap their keys":         {[]Change{{Read, Left, []string{"l"}}, {Read, Right, []string{"h"}}}, Read, "h", Right},
		"a sequence":                          {[]Change{{Read, OpenLibrary, []string{"g l"}}}, Read, "g l", OpenLibrary},
		"none":                                {[]Change{{Read, Delete, nil}}, Read, "d", ""},
		"how to quit gives way":               {[]Change{{Library, Quit, []string{"q"}}}, Library, "q", Quit},
		"a later default key gives way":       {[]Change{{Read, StartFind, []string{"ctrl+f"}}}, Read, "ctrl+f", StartFind},
		"and its action keeps the others":     {[]Change{{Read, StartFind, []string{"ctrl+f", ":"}}}, Read, "pgdown", PageDown},
		"as people write it":                  {[]Change{{Read, PageDown, []string{"PgDn", "Ctrl+F"}}}, Read, "ctrl+f", PageDown},
		"a key with ctrl where text is typed": {[]Change{{Find, Accept, []string{"ctrl+j"}}}, Find, "ctrl+j", Accept},
	} {
		t.Run(name, func(t *testing.T) {
			table, refused := Default().Remap(c.changes)
			if len(refused) > 0 {
				t.Fatalf("refused: %v", refused)
			}
			if got := pressed(table, c.mode, c.keys).Action; got != c.want {
				t.Errorf("%q is %q, want %q", c.keys, got, c.want)
			}
		})
	}
}

func TestChangesThatAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		changes []Change
		at      int
		why     string
	}{
		"no such action":                 {[]Change{{Read, "clam", []string{"1"}}}, 0, "no action “clam” in read"},
		"an action of another mode":      {[]Change{{Read, RemoveArticle, []string{"1"}}}, 0, "no action “remove” in read"},
		"the same action again":          {[]Change{{Read, Undo, []string{"1"}}, {Read, Undo, []string{"2"}}}, 1, "already"},
		"no key":                         {[]Change{{Read, Undo, []string{"crtl+z"}}}, 0, "“crtl+z” is not the name of a key"},
		"a key of another action":        {[]Change{{Select, TagClaim, []string{"x"}}}, 0, "“x” is the key of “swap-ends” in select"},
		"a key that begins a sequence":   {[]Change{{Read, TagClaim, []string{"g"}}}, 0, "“g” is the beginning of “g g”, the key of “top” in read"},
		"a sequence that a key begins":   {[]Change{{Read, TagClaim, []string{"c c", "c"}}}, 0, "beginning"},
		"the beginning is another's":     {[]Change{{Read, OpenLibrary, []string{"c l"}}}, 0, "“c l” begins with “c”, the key of “claim”"},
		"two changes with one key":       {[]Change{{Read, Undo, []string{"1"}}, {Read, Redo, []string{"1"}}}, 1, "“1” is the key of “undo”"},
		"no way back":                    {[]Change{{Select, Back, nil}}, 0, "“back” needs a key"},
		"no way out":                     {[]Change{{Find, Quit, nil}}, 0, "“quit” needs a key"},
		"no way out of the card":         {[]Change{{Card, SaveCard, []string{}}}, 0, "“save-card” needs a key"},
		"a letter where text is typed":   {[]Change{{Find, Accept, []string{"y"}}}, 0, "“y” is text in find"},
		"a blank where text is typed":    {[]Change{{Card, NextField, []string{"space"}}}, 0, "“space” is text in card"},
		"a sequence where text is":       {[]Change{{Filter, Accept, []string{"ctrl+x ctrl+s"}}}, 0, "filter takes single keys only"},
		"too many keys":                  {[]Change{{Read, Undo, strings.Split(strings.Repeat("f1,", 17), ",")}}, 0, "the maximum is 16"},
		"its key goes back to another's": {[]Change{{Read, Undo, []string{"d"}}, {Read, Delete, []string{"nokey"}}}, 0, "“d” is the key of “delete”"},
	} {
		t.Run(name, func(t *testing.T) {
			_, refused := Default().Remap(c.changes)
			i := slices.IndexFunc(refused, func(r Refusal) bool { return r.Change == c.at })
			if i < 0 || !strings.Contains(refused[i].Why, c.why) {
				t.Errorf("got %+v, want change %d: %s", refused, c.at, c.why)
			}
		})
	}
}

func TestRefusedChangeKeepsTheKeys(t *testing.T) {
	table, _ := Default().Remap([]Change{{Select, TagClaim, []string{"x"}}, {Read, Undo, []string{"ctrl+z"}}})
	if got := pressed(table, Select, "c").Action; got != TagClaim {
		t.Errorf("c is %q", got)
	}
	if got := pressed(table, Read, "ctrl+z").Action; got != Undo {
		t.Errorf("the other change was dropped too: ctrl+z is %q", got)
	}
}

func TestUntouchedCardChangesNothing(t *testing.T) {
	before := Default()
	table, refused := before.Remap([]Change{{Read, TagClaim, []string{"c"}}})
	if len(refused) > 0 || !reflect.DeepEqual(table, before) {
		t.Errorf("%v, %v", table, refused)
	}
	table.Remap([]Change{{Read, TagClaim, []string{"1"}}})
	if !reflect.DeepEqual(table, before) {
		t.Error("the table itself was changed")
	}
}

func TestUnboundActionsSaySo(t *testing.T) {
	table, _ := Default().Remap([]Change{{Read, Delete, nil}})
	if got := table.Key(Read, Delete); got != "no key" {
		t.Errorf("its key is %q", got)
	}
	if !strings.Contains(table.Markdown(2), "| no key | delete it |") {
		t.Error("the help page does not say so")
	}
	for _, h := range table.Hints(Read, 1000) {
		if h.Key == "" {
			t.Errorf("an empty hint: %+v", h)
		}
	}
}

func TestFooterShowsTheCurrentKeys(t *testing.T) {
	table, _ := Default().Remap([]Change{{Read, TagClaim, []string{"f2"}}})
	if got := table.Hints(Read, 30)[0].String(); got != "f2 claim" {
		t.Errorf("got %q", got)
	}
}

// A mode has one binding for each action: otherwise a change would be ambiguous.
func TestActionsAreListedOncePerMode(t *testing.T) {
	for _, mode := range Modes() {
		seen := map[Action]bool{}
		for _, b := range Default().For(mode) {
			if seen[b.Action] {
				t.Errorf("%v: %s is there twice", mode, b.Action)
			}
			seen[b.Action] = true
		}
	}
}

func TestEveryModeCanBeLeft(t *testing.T) {
	for _, mode := range Modes() {
		if !slices.ContainsFunc(Default().For(mode), func(b Binding) bool { return leaves(b.Action) }) {
			t.Errorf("%v has no way out", mode)
		}
	}
}

// changes draws changes, most of which are valid.
func changes(t *rapid.T) []Change {
	key := rapid.OneOf(
		rapid.SampledFrom([]string{"c", "q", "1", "0", "x", "g", "g g", "g w", "ctrl+k", "alt+x", "f5", "PgUp", "space", "+", "ctrl++", "é", "ы", "👍🏽", "shift+tab"}),
		rapid.StringMatching(`[a-zA-Z]( [a-z])?`))
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Change {
		b := rapid.SampledFrom([]Binding(Default())).Draw(t, "binding")
		return Change{rapid.SampledFrom(b.Modes).Draw(t, "mode"), b.Action, rapid.SliceOfN(key, 0, 3).Draw(t, "keys")}
	}), 0, 12).Draw(t, "changes")
}

func TestEveryKeyDoesItsActionAfterChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := changes(t)
		table, refused := Default().Remap(changes)
		for _, mode := range Modes() {
			for _, b := range table.For(mode) {
				for _, key := range b.Keys {
					if got := pressed(table, mode, key); got.Action != b.Action || got.Count != countOf(key) {
						t.Errorf("%v: %q is %+v, want %s", mode, key, got, b.Action)
					}
				}
				if leaves(b.Action) && len(b.Keys) == 0 {
					t.Errorf("%v: %s has no key", mode, b.Action)
				}
			}
		}
		for i, c := range changes {
			if slices.ContainsFunc(refused, func(r Refusal) bool { return r.Change == i }) || c.Action == HowToQuit {
				continue
			}
			for _, key := range c.Keys {
				spelt, err := Parse(key)
				if got := pressed(table, c.Mode, spelt).Action; err != nil || got != c.Action {
					t.Errorf("%v: %q is %q (%v), want %s", c.Mode, key, got, err, c.Action)
				}
			}
		}
	})
}

// countOf returns the count of an action that a key is bound to: that of a digit.
func countOf(key string) int {
	if len(key) == 1 && key >= "0" && key <= "9" {
		return int(key[0] - '0')
	}
	return 0
}
