// Package handover is the screen on which a person says how annotations leave
// Galley: in which format and into which file. It shows the beginning of what
// would be written. It is a value: a key goes in, a new Handover and a list of
// effects come out. It writes nothing itself.
//
// Letters always go into the name of the file, so that nothing but the arrows
// and enter has to be learned. A file that exists is replaced only by a second
// enter, after the first said so.
package exporting

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Format is one way for annotations to leave.
type Format struct {
	Name      string // as galley export --format takes it
	About     string // what it is for, in a few words
	Extension string // of files, with the dot
}

// A Look is what is known of an export before it is written.
type Look struct {
	Lines []string // its beginning
	Lost  string   // what the format cannot hold, "" for nothing
}

// A Spec says what is handed over.
type Spec struct {
	Article *annotate.Article
	Count   int // how many annotations
	Formats []Format
	Last    string // name of the format to begin with, "" for the first
	Keys    keys.Table
}

// A Handover is the state of the screen.
type Handover struct {
	spec    Spec
	canvas  kit.Canvas
	formats kit.List
	name    kit.Field
	renamed bool            // the person chose the name
	folder  string          // where a bare name is written
	looks   map[string]Look // by format
	exists  string          // name of a file that is there, of which the person was told
	odd     string          // name that does not fit the format, of which the person was told
	writing bool
	message string
	trouble bool
}

// New opens the screen with a name made from the article's title. Put it on a
// canvas; what it shows of a format comes by Preview.
func New(spec Spec) Handover {
	h := Handover{spec: spec, looks: map[string]Look{}}
	last := slices.IndexFunc(spec.Formats, func(f Format) bool { return f.Name == spec.Last })
	h.formats = h.formats.Sized(len(spec.Formats), 1).To(last)
	return h.named(Stem(spec.Article.Name()))
}

// named is the screen with that name of the file, without its extension.
func (h Handover) named(stem string) Handover {
	h.name = kit.NewField(stem + h.Format().Extension)
	return h
}

// Format is the format that is chosen.
func (h Handover) Format() Format {
	at, ok := h.formats.At()
	if !ok && len(h.spec.Formats) == 0 {
		return Format{}
	}
	return h.spec.Formats[at]
}

// Suggest takes a name, without its extension, that no file has yet, and the
// folder it stands in, as people read it. A name that the person chose stays.
func (h Handover) Suggest(stem, folder string) Handover {
	h.folder = folder
	if h.renamed {
		return h
	}
	return h.named(stem)
}

// Preview takes what an export in a format would be.
func (h Handover) Preview(format string, look Look) Handover {
	h.looks[format] = look
	return h
}

// Failed tells that the file could not be written, and why.
func (h Handover) Failed(why string) Handover {
	h.writing = false
	return h.Tell(why, true)
}

// Exists tells that a file of that name is there already: the next enter
// replaces it.
func (h Handover) Exists(name string) Handover {
	h.writing, h.exists = false, name
	return h.Tell(fmt.Sprintf("%s is there already: %s again replaces it, another name keeps it, %s writes nothing.",
		kit.OneLine(name), h.spec.Keys.Key(keys.Export, keys.Accept), h.spec.Keys.Key(keys.Export, keys.Back)), true)
}

// Tell shows a message; trouble marks it as something that did not work.
func (h Handover) Tell(message string, trouble bool) Handover {
	h.message, h.trouble = message, trouble
	return h
}

// On puts the screen on a canvas.
func (h Handover) On(c kit.Canvas) Handover {
	h.canvas = c
	h.formats = h.formats.Sized(len(h.spec.Formats), h.formatRows())
	return h
}

// Mode is what the keyboard means.
func (h Handover) Mode() keys.Mode { return keys.Export }

// Typing reports that keys that are not bound are text.
func (h Handover) Typing() bool { return true }

// Type handles a key or a paste of the file's name.
func (h Handover) Type(msg tea.Msg) Handover {
	was := h.name.Value()
	h.name = h.name.Update(msg)
	if h.name.Value() != was {
		h.renamed, h.exists = true, ""
		h.message, h.trouble = "", false
	}
	return h
}

// Press handles a key that is bound.
func (h Handover) Press(key string) (Handover, []effect.Effect) {
	h.message, h.trouble = "", false
	_, out := h.spec.Keys.Press(keys.Export, keys.Pending{}, key, false)
	switch out.Action {
	case keys.NextFormat:
		return h.turn(1)
	case keys.PrevFormat:
		return h.turn(-1)
	case keys.Accept:
		return h.write()
	case keys.Back:
		return h, []effect.Effect{effect.Close{}}
	case keys.Quit:
		return h, []effect.Effect{effect.Quit{}}
	}
	return h, nil
}

// turn chooses the format that many further, round the ends.
func (h Handover) turn(by int) (Handover, []effect.Effect) {
	at, ok := h.formats.At()
	if !ok {
		return h, nil
	}
	n := len(h.spec.Formats)
	return h.choose((at + by + n) % n)
}

// choose chooses a format. The name of the file takes its extension, unless
// the person gave it another one.
func (h Handover) choose(at int) (Handover, []effect.Effect) {
	was := h.Format()
	h.formats = h.formats.To(at)
	now := h.Format()
	if stem, had := strings.CutSuffix(h.name.Value(), was.Extension); had {
		h.name = kit.NewField(stem + now.Extension)
	}
	if _, known := h.looks[now.Name]; known {
		return h, nil
	}
	return h, []effect.Effect{effect.Preview{Format: now.Name}}
}

// write asks for the file to be written.
func (h Handover) write() (Handover, []effect.Effect) {
	name := strings.TrimSpace(h.name.Value())
	switch {
	case h.writing:
		return h, nil
	case name == "" || name == h.Format().Extension || strings.HasSuffix(name, string(filepath.Separator)):
		return h.Tell("The file needs a name.", true), nil
	case h.misnamed(name) && h.odd != name:
		return h.question(name)
	}
	h.writing = true
	return h, []effect.Effect{effect.Export{Format: h.Format().Name, Name: name, Replace: h.exists == name}}
}

// misnamed reports whether a name has the ending of another kind of file than
// the format that is chosen.
func (h Handover) misnamed(name string) bool {
	ending := filepath.Ext(name)
	return ending != "" && h.Format().Extension != "" && !strings.EqualFold(ending, h.Format().Extension)
}

// question asks for a second enter before a file gets a name that promises
// something else. A name that promises another format chooses it.
func (h Handover) question(name string) (_ Handover, fx []effect.Effect) {
	h.odd = name
	again := h.spec.Keys.Key(keys.Export, keys.Accept)
	at := slices.IndexFunc(h.spec.Formats, func(f Format) bool { return strings.EqualFold(f.Extension, filepath.Ext(name)) })
	if at < 0 {
		return h.Tell(fmt.Sprintf("%s would hold %s, which its name does not say: %s again writes it so.",
			kit.OneLine(name), h.Format().Name, again), true), nil
	}
	h, fx = h.choose(at)
	return h.Tell(fmt.Sprintf("By its name it is %s now: %s again writes that.", h.Format().Name, again), false), fx
}

// Scroll moves the formats by that many rows, as the wheel does. One that would
// leave the screen is chosen no longer.
func (h Handover) Scroll(rows int) (_ Handover, fx []effect.Effect) {
	was, _ := h.formats.At()
	scrolled := h.formats.Scroll(rows)
	if at, _ := scrolled.At(); at != was {
		h, fx = h.choose(at)
	}
	h.formats = scrolled
	return h, fx
}

// Click chooses the format on a row of the screen.
func (h Handover) Click(row int) (Handover, []effect.Effect) {
	from, to := h.formats.Shown()
	at := from + row - h.headRows()
	if row < h.headRows() || at >= to {
		return h, nil
	}
	return h.choose(at)
}
