// Package exporting is the screen that exports annotations to a file: it asks
// for the format and the file name, and shows a preview.
//
// Letters always go into the file name, so that only the arrows and enter have
// to be learned. An existing file is replaced only by a second enter, after a
// warning.
package exporting

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys        keys.Table
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Library     *library.Library
	Last        kit.Screen // the screen as last closed, whose format is selected; nil: none
}

// A Model is the state of the screen.
type Model struct {
	spec       Spec
	out        *kit.Outbox
	canvas     kit.Canvas
	formats    []export.Format
	list       kit.List // over formats
	name       kit.Field
	renamed    bool                       // the user changed the name
	folder     string                     // where a bare name is written
	previews   map[string]library.Preview // by format
	exists     string                     // existing file that the user was warned about
	misnamedAs string                     // name with another format's extension that the user was warned about
	writing    bool
	next       string // format that the next export begins with, "" for the first
	status     kit.StatusLine
}

// New returns the screen, with a file name derived from the article's title.
func New(out *kit.Outbox, spec Spec) kit.Screen {
	m := Model{
		spec: spec, out: out, formats: export.Formats(), previews: map[string]library.Preview{}, status: kit.NewStatusLine(spec.Keys),
	}
	if last, ok := spec.Last.(Model); ok {
		m.next = last.next
	}
	m.spec.Last = nil
	first := slices.IndexFunc(m.formats, func(f export.Format) bool { return f.Name == m.next })
	m.list = m.list.Sized(len(m.formats), 1).To(first)
	return m.named(Stem(spec.Article.Name()))
}

// named returns the screen with that name of the file, without its extension.
func (m Model) named(stem string) Model {
	m.name = kit.NewField(stem + m.format().Extension)
	return m
}

// format returns the selected format.
func (m Model) format() export.Format {
	at, ok := m.list.At()
	if !ok {
		return export.Format{}
	}
	return m.formats[at]
}

// Results of the screen's own commands.
type (
	suggestedMsg struct{ stem, folder string }
	previewedMsg struct {
		format  string
		preview library.Preview
	}
	failedMsg struct {
		name string // of the file
		err  error
	}
)

// Init looks for an unused file name, and draws the first preview. Without
// annotations the screen closes with a message.
func (m Model) Init() tea.Cmd {
	if len(m.spec.Annotations) == 0 {
		m.out.Post(kit.CloseMsg{})
		m.out.Post(kit.NoticeMsg{Text: "No annotations yet: nothing to export."})
		return nil
	}
	stem := Stem(m.spec.Article.Name())
	return tea.Batch(m.preview(), m.out.Do(func() tea.Msg {
		free, folder := library.SuggestFile(stem)
		return suggestedMsg{free, folder}
	}))
}

// Update handles a message of the root, or the result of a command.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case suggestedMsg:
		if m.folder = msg.folder; !m.renamed {
			m = m.named(msg.stem)
		}
	case previewedMsg:
		m.previews = maps.Clone(m.previews)
		m.previews[msg.format] = msg.preview
	case failedMsg:
		m = m.failed(msg)
	case kit.CanvasMsg:
		m.canvas = msg.Canvas
		m.list = m.list.Sized(len(m.formats), m.formatRows())
	case kit.ActionMsg:
		m.status = m.status.Update(msg)
		m, cmd = m.do(msg.Action)
	case tea.KeyPressMsg, tea.PasteMsg:
		m = m.typed(m.name.Update(msg))
	case kit.ScrollMsg:
		m, cmd = m.scroll(msg.Rows)
	case tea.MouseClickMsg:
		if list, _ := m.list.Click(msg.Y-m.headRows(), 1); list != m.list {
			at, _ := list.At()
			m, cmd = m.choose(at)
		}
	default:
		m.status = m.status.Update(msg)
	}
	return m, cmd
}

// Keyboard reports that keys that are not bound go into the name of the file.
func (m Model) Keyboard() kit.Keyboard {
	k := m.status.Keyboard(keys.Export, m.state())
	k.Input = kit.Text
	return k
}

// typed takes the name of the file from the field.
func (m Model) typed(field kit.Field) Model {
	was := m.name.Value()
	if m.name = field; field.Value() != was {
		m.renamed, m.exists = true, ""
		m.status = m.status.Say("")
	}
	return m
}

// do carries out an action.
func (m Model) do(action keys.Action) (Model, tea.Cmd) {
	at, _ := m.list.At()
	n := len(m.formats)
	switch {
	case action == keys.NextFormat && n > 0:
		return m.choose((at + 1) % n)
	case action == keys.PrevFormat && n > 0:
		return m.choose((at + n - 1) % n)
	case action == keys.Accept:
		return m.write()
	case action == keys.Back:
		m.out.Post(kit.CloseMsg{})
	}
	return m, nil
}

// choose selects a format. The file name gets its extension, unless the user
// chose another one.
func (m Model) choose(at int) (Model, tea.Cmd) {
	was := m.format()
	m.list = m.list.To(at)
	if stem, had := strings.CutSuffix(m.name.Value(), was.Extension); had {
		m.name = kit.NewField(stem + m.format().Extension)
	}
	return m, m.preview()
}

// scroll moves the formats by that many rows. The selection stays on the
// screen.
func (m Model) scroll(rows int) (_ Model, cmd tea.Cmd) {
	scrolled := m.list.Scroll(rows)
	if at, _ := scrolled.At(); !m.list.IsAt(at) {
		m, cmd = m.choose(at)
	}
	m.list = scrolled
	return m, cmd
}

// write writes the file, or asks for a second enter.
func (m Model) write() (Model, tea.Cmd) {
	name := strings.TrimSpace(m.name.Value())
	switch {
	case m.writing:
		return m, nil
	case name == "" || name == m.format().Extension || strings.HasSuffix(name, string(filepath.Separator)):
		m.status = m.status.Warn("The file needs a name.")
		return m, nil
	case m.misnamed(name) && m.misnamedAs != name:
		return m.question(name)
	}
	m.writing, m.next = true, m.format().Name
	existing := library.KeepExisting
	if m.exists == name {
		existing = library.ReplaceExisting
	}
	return m, func() tea.Msg {
		written, err := m.export().WriteFile(library.ExpandHome(name), existing)
		if err != nil {
			return m.out.Addressed(failedMsg{name, err})
		}
		return kit.FinishedMsg{Screen: m.out, Text: fmt.Sprintf("Wrote %s to %s", m.count(), kit.OneLine(written))}
	}
}

// export returns the export in the selected format.
func (m Model) export() *library.Export {
	return m.spec.Library.ExportArticle(m.spec.Article, m.spec.Annotations, m.format())
}

// preview returns the command that draws the preview of the selected format,
// nil if it is known.
func (m Model) preview() tea.Cmd {
	format := m.format().Name
	if _, known := m.previews[format]; known {
		return nil
	}
	return m.out.Do(func() tea.Msg {
		preview, err := m.export().Preview()
		switch {
		case err != nil:
			preview.Lines = []string{kit.OneLine(err.Error())}
		case preview.Lines == nil:
			preview.Lines = []string{"This format is not text and has no preview."}
		}
		return previewedMsg{format, preview}
	})
}

// failed reports why the file was not written. The next enter replaces an
// existing file.
func (m Model) failed(msg failedMsg) Model {
	m.writing = false
	if !errors.Is(msg.err, fs.ErrExist) {
		m.status = m.status.Warn(kit.OneLine(msg.err.Error()))
		return m
	}
	m.exists = msg.name
	m.status = m.status.Warn(fmt.Sprintf("%s exists already: %s again replaces it, another name keeps it, %s cancels.",
		kit.OneLine(msg.name), m.spec.Keys.Key(keys.Export, keys.Accept), m.spec.Keys.Key(keys.Export, keys.Back)))
	return m
}

// misnamed reports whether a name has the extension of another kind of file
// than the selected format.
func (m Model) misnamed(name string) bool {
	extension := filepath.Ext(name)
	return extension != "" && m.format().Extension != "" && !strings.EqualFold(extension, m.format().Extension)
}

// question asks for a second enter before a file gets an extension that does
// not fit. The extension of another format selects that format.
func (m Model) question(name string) (_ Model, cmd tea.Cmd) {
	m.misnamedAs = name
	again := m.spec.Keys.Key(keys.Export, keys.Accept)
	at := slices.IndexFunc(m.formats, func(f export.Format) bool { return strings.EqualFold(f.Extension, filepath.Ext(name)) })
	if at < 0 {
		m.status = m.status.Warn(fmt.Sprintf("%s has an unusual extension for %s: %s again writes it anyway.",
			kit.OneLine(name), m.format().Name, again))
		return m, nil
	}
	m, cmd = m.choose(at)
	m.status = m.status.Say(fmt.Sprintf("Format changed to %s to match the name: %s again writes it.", m.format().Name, again))
	return m, cmd
}
