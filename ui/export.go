package ui

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/kit"
	"galley/ui/screen/exporting"

	tea "charm.land/bubbletea/v2"
)

// An Exporter writes annotations for other tools. All its methods but Formats
// may take their time; they are called from commands, never while drawing.
type Exporter interface {
	// Formats lists the formats, the default first.
	Formats() []exporting.Format
	// Suggest returns a name of a file, without its extension, that begins
	// with stem and that no format has a file of yet, and the folder it stands
	// in, as people read it.
	Suggest(stem string) (free, folder string)
	// Write writes to w what WriteFile writes into a file, and returns what the
	// format cannot hold: "2 notes", or "".
	Write(w io.Writer, o Outgoing) (lost string, err error)
	// WriteFile writes a file, whole or not at all, and returns what was
	// written where, as people read it. A file that is there already is
	// replaced only where replace says so; else the error is [fs.ErrExist].
	WriteFile(name string, replace bool, o Outgoing) (path string, err error)
}

// An Outgoing is an article with annotations that leave in a format.
type Outgoing struct {
	Format      string
	Article     *annotate.Article
	Annotations []annotate.Annotation
}

// Messages of exporting.
type (
	suggested struct{ stem, folder string }
	previewed struct {
		format string
		look   exporting.Look
	}
	exported struct {
		format, name, path string
		count              int
		err                error
	}
)

// putExport opens the screen on which annotations leave, if there are any.
func (a *App) putExport() tea.Cmd {
	if a.cfg.Exporter == nil || a.desk == nil {
		return nil
	}
	article, n := a.desk.reader.Article(), a.desk.reader.Annotations().Len()
	if n == 0 {
		a.front().tell("Nothing is marked yet, so there is nothing to export.", false)
		return nil
	}
	h := exporting.New(exporting.Spec{Article: article, Count: n, Formats: a.cfg.Exporter.Formats(), Last: a.format, Keys: a.cfg.Keys})
	a.put(newSheet(h, a.cfg.Keys))
	return tea.Batch(a.suggest(exporting.Stem(article.Name())), a.preview(h.Format().Name))
}

// suggest is the command that looks for a name that is free.
func (a *App) suggest(stem string) tea.Cmd {
	return func() tea.Msg {
		free, folder := a.cfg.Exporter.Suggest(stem)
		return suggested{free, folder}
	}
}

// outgoing is what is marked now.
func (a *App) outgoing(format string) Outgoing {
	return Outgoing{Format: format, Article: a.desk.reader.Article(), Annotations: a.desk.reader.Annotations().All()}
}

// preview is the command that draws the beginning of an export.
func (a *App) preview(format string) tea.Cmd {
	o := a.outgoing(format)
	return func() tea.Msg {
		var begin beginning
		lost, err := a.cfg.Exporter.Write(&begin, o)
		if err != nil {
			return previewed{format, exporting.Look{Lines: []string{kit.OneLine(a.cfg.Clean(err.Error()))}}}
		}
		return previewed{format, exporting.Look{Lines: begin.lines(a.cfg.Clean), Lost: lost}}
	}
}

// export is the command that writes the file.
func (a *App) export(e effect.Export) tea.Cmd {
	o := a.outgoing(e.Format)
	return func() tea.Msg {
		path, err := a.cfg.Exporter.WriteFile(e.Name, e.Replace, o)
		return exported{e.Format, e.Name, path, len(o.Annotations), err}
	}
}

// exporting gives the screen on which annotations leave what came for it, if
// it is still there.
func (a *App) exporting(msg tea.Msg) tea.Cmd {
	if done, ok := msg.(exported); ok && done.err == nil {
		return a.exported(done)
	}
	s, ok := a.front().(*sheet[exporting.Handover])
	if !ok {
		return nil
	}
	switch msg := msg.(type) {
	case suggested:
		s.page = s.page.Suggest(msg.stem, a.cfg.Clean(msg.folder))
	case previewed:
		s.page = s.page.Preview(msg.format, msg.look)
	case exported:
		if errors.Is(msg.err, fs.ErrExist) {
			s.page = s.page.Exists(msg.name)
		} else {
			s.page = s.page.Failed(kit.OneLine(a.cfg.Clean(msg.err.Error())))
		}
	}
	return nil
}

// exported goes back to where one came from, and says where the file is. The
// next export begins with the same format.
func (a *App) exported(msg exported) tea.Cmd {
	a.format = msg.format
	var cmd tea.Cmd
	if _, ok := a.front().(*sheet[exporting.Handover]); ok {
		cmd = a.close()
	}
	a.front().tell(fmt.Sprintf("Wrote %s to %s", annotate.Plural(msg.count, "annotation"), kit.OneLine(a.cfg.Clean(msg.path))), false)
	return cmd
}

// A beginning is a writer that keeps the first bytes and lets the others go.
type beginning struct{ kept []byte }

// enoughBytes is more than the rows of any screen show.
const enoughBytes = 16 << 10

func (b *beginning) Write(p []byte) (int, error) {
	b.kept = append(b.kept, p[:min(len(p), enoughBytes-len(b.kept))]...)
	return len(p), nil
}

// lines is what was kept as it may be shown. A file that is no text has none.
func (b *beginning) lines(clean func(string) string) []string {
	kept := b.kept
	for cut := 0; cut < utf8.UTFMax && !utf8.Valid(kept) && len(b.kept) == enoughBytes; cut++ {
		kept = b.kept[:len(b.kept)-cut]
	}
	if !utf8.Valid(kept) || strings.IndexByte(string(kept), 0) >= 0 {
		return []string{"This format is no text, so its beginning cannot be shown here."}
	}
	return strings.Split(strings.TrimSuffix(clean(string(kept)), "\n"), "\n")
}
