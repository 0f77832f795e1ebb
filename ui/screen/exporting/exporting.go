// Package exporting implements the screen that exports annotations to a file: it asks
// for the format and the file name, and shows a preview.
//
// Letters are always typed into the file name, so that only the arrows and enter have
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

	"galley/annotate/export"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A Model is the state of the screen.
type Model struct {
	kit.Base
	spec       kit.TextSpec
	library    *library.Library
	formats    []export.Format
	list       kit.List // of formats
	name       kit.Field
	isRenamed  bool                       // the user changed the name
	folder     string                     // where a bare name is written
	previews   map[string]library.Preview // by format
	existing   string                     // existing file that the user was warned about
	misnamedAs string                     // name with another format's extension that the user was warned about
	nextFormat string                     // format that the next export begins with, "" for the first
}

// writing is the state of the footer while the file is being written.
const writing = "writing…"

// New returns the screen, with a file name derived from the article's title. It
// begins with the format of the last export.
func New(out *kit.Outbox, spec kit.TextSpec, lib *library.Library) kit.Screen {
	m := Model{spec: spec, library: lib, formats: export.Formats(), previews: map[string]library.Preview{}}
	m.list.Indent = 1
	m.Out, m.Keys, m.Mode = out, spec.Keys, keys.Export
	if last, ok := spec.Last.(Model); ok {
		m.nextFormat = last.nextFormat
	}
	m.spec.Last = nil
	first := slices.IndexFunc(m.formats, func(f export.Format) bool { return f.Name == m.nextFormat })
	m.list = m.list.WithSize(len(m.formats), 1).To(first)
	m.setStem(Stem(spec.Article.Name()))
	return m
}

// setStem sets the name of the file, without its extension.
func (m *Model) setStem(stem string) { m.name = kit.NewField(stem + m.format().Extension) }

// format returns the selected format.
func (m *Model) format() (f export.Format) {
	i, ok := m.list.At()
	if ok {
		f = m.formats[i]
	}
	return f
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
	if m.spec.Annotations.Len() == 0 {
		m.Out.Post(kit.CloseMsg{})
		m.Out.Post(kit.NoticeMsg{Text: "No annotations yet: nothing to export."})
		return nil
	}
	stem := Stem(m.spec.Article.Name())
	return tea.Batch(m.preview(), m.Out.Do(func() tea.Msg {
		free, folder := library.SuggestFile(stem)
		return suggestedMsg{free, folder}
	}))
}

// Update handles a message from the root, or the result of a command.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case suggestedMsg:
		if m.folder = msg.folder; !m.isRenamed {
			m.setStem(msg.stem)
		}
	case previewedMsg:
		m.previews = maps.Clone(m.previews)
		m.previews[msg.format] = msg.preview
	case failedMsg:
		m.fail(msg)
	case kit.CanvasMsg:
		m.Handle(msg)
		m.list = m.list.WithSize(len(m.formats), m.formatRows())
	case kit.ActionMsg:
		m.Handle(msg)
		cmd = m.do(msg.Action)
	case tea.KeyPressMsg, tea.PasteMsg:
		was := m.name.Value()
		if m.name = m.name.Update(msg); m.name.Value() != was {
			m.isRenamed, m.existing = true, ""
			m.Handle(msg)
		}
	case kit.ScrollMsg:
		cmd = m.setList(m.list.Scroll(msg.Rows))
	case tea.MouseClickMsg:
		list, _ := m.list.Click(msg.Y-m.headRows(), 1)
		cmd = m.setList(list)
	default:
		m.Handle(msg)
	}
	return m, cmd
}

// do carries out an action.
func (m *Model) do(action keys.Action) tea.Cmd {
	i, _ := m.list.At()
	n := len(m.formats)
	switch {
	case action == keys.NextFormat && n > 0:
		return m.setList(m.list.To((i + 1) % n))
	case action == keys.PrevFormat && n > 0:
		return m.setList(m.list.To((i + n - 1) % n))
	case action == keys.Accept:
		return m.write()
	}
	m.Do(action)
	return nil
}

// setList replaces the list of formats. If the selection changed, the file name gets
// the extension of the new format, unless the user chose another extension.
func (m *Model) setList(list kit.List) tea.Cmd {
	was := m.format()
	if m.list = list; m.format().Name == was.Name {
		return nil
	}
	if stem, had := strings.CutSuffix(m.name.Value(), was.Extension); had {
		m.setStem(stem)
	}
	return m.preview()
}

// write writes the file, or asks for a second enter.
func (m *Model) write() tea.Cmd {
	name := strings.TrimSpace(m.name.Value())
	switch {
	case m.State == writing:
		return nil
	case name == "" || name == m.format().Extension || strings.HasSuffix(name, string(filepath.Separator)):
		m.Warn("The file needs a name.")
		return nil
	case m.isMisnamed(name) && m.misnamedAs != name:
		return m.confirmName(name)
	}
	m.State, m.nextFormat = writing, m.format().Name
	policy := library.KeepExisting
	if m.existing == name {
		policy = library.ReplaceExisting
	}
	return func() tea.Msg {
		written, err := m.export().WriteFile(library.ExpandHome(name), policy)
		if err != nil {
			return m.Out.Address(failedMsg{name, err})
		}
		return kit.FinishedMsg{Screen: m.Out, Text: fmt.Sprintf("Wrote %s to %s", m.count(), kit.OneLine(written))}
	}
}

// export returns the export in the selected format.
func (m *Model) export() *library.Export {
	return m.library.ExportArticle(m.spec.Article, m.spec.Annotations.All(), m.format())
}

// preview returns the command that draws the preview of the selected format, or
// nil if it is known.
func (m *Model) preview() tea.Cmd {
	format := m.format().Name
	if _, known := m.previews[format]; known {
		return nil
	}
	return m.Out.Do(func() tea.Msg {
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

// fail reports why the file was not written. If it already exists, the next enter
// replaces it.
func (m *Model) fail(msg failedMsg) {
	m.State = ""
	if !errors.Is(msg.err, fs.ErrExist) {
		m.Warn("%s", kit.OneLine(msg.err.Error()))
		return
	}
	m.existing = msg.name
	m.Warn("%s already exists: %s again replaces it, another name keeps it, %s cancels.",
		kit.OneLine(msg.name), m.Key(keys.Accept), m.Key(keys.Back))
}

// isMisnamed reports whether a name has an extension other than that of the selected
// format.
func (m *Model) isMisnamed(name string) bool {
	extension := filepath.Ext(name)
	return extension != "" && m.format().Extension != "" && !strings.EqualFold(extension, m.format().Extension)
}

// confirmName asks for a second enter before a file gets an extension that does
// not fit. The extension of another format selects that format.
func (m *Model) confirmName(name string) tea.Cmd {
	m.misnamedAs = name
	i := slices.IndexFunc(m.formats, func(f export.Format) bool { return strings.EqualFold(f.Extension, filepath.Ext(name)) })
	if i < 0 {
		m.Warn("%s has an unusual extension for %s: %s again writes it anyway.",
			kit.OneLine(name), m.format().Name, m.Key(keys.Accept))
		return nil
	}
	cmd := m.setList(m.list.To(i))
	m.Say("Format changed to %s to match the name: %s again writes it.", m.format().Name, m.Key(keys.Accept))
	return cmd
}
