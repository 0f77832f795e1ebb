package convert

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// programs puts a folder of shell scripts at the front of PATH or, if alone, in its place.
func programs(t *testing.T, alone bool, scripts map[string]string) {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	folder := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!"+shell+"\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if !alone {
		folder += string(os.PathListSeparator) + os.Getenv("PATH")
	}
	t.Setenv("PATH", folder)
}

func TestFirstProgramThatWorksIsUsed(t *testing.T) {
	version := "case $1 in -v) echo tool version 1.2.3 >&2; exit 0;; esac\n"
	cases := map[string]struct {
		scripts map[string]string
		want    Result
	}{
		"a layout":            {map[string]string{"pdftotext": version + "echo layout", "mutool": version + "echo mutool"}, Result{formLayout, []byte("layout\n"), "pdftotext 1.2.3"}},
		"plain if that fails": {map[string]string{"pdftotext": version + "case $1 in -bbox-layout) exit 99;; esac; echo plain"}, Result{formPages, []byte("plain\n"), "pdftotext 1.2.3"}},
		"another program":     {map[string]string{"pdftotext": "exit 1", "mutool": version + "echo mutool"}, Result{formPages, []byte("mutool\n"), "mutool 1.2.3"}},
		"without a version":   {map[string]string{"mutool": "echo mutool"}, Result{formPages, []byte("mutool\n"), "mutool"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			programs(t, true, c.scripts)
			got, err := Convert(context.Background(), []byte("%PDF-"), "pdf", "a.pdf")
			if err != nil || got.Form != c.want.Form || string(got.Bytes) != string(c.want.Bytes) || got.Converter != c.want.Converter {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestErrorSaysHowToInstallAProgram(t *testing.T) {
	programs(t, true, nil)
	for typ, want := range map[string]string{
		"pdf": "report.pdf is a PDF. Reading it needs pdftotext (Debian: apt install poppler-utils; macOS: brew install poppler). Neither pdftotext nor mutool was found on PATH.",
		"doc": "report.pdf is an old Word document. Reading it needs LibreOffice (Debian: apt install libreoffice-writer; macOS: brew install --cask libreoffice). soffice was not found on PATH.",
		"rst": "report.pdf is a document of type rst. Reading it needs pandoc (Debian: apt install pandoc; macOS: brew install pandoc). pandoc was not found on PATH.",
	} {
		_, err := Convert(context.Background(), nil, typ, "report.pdf")
		if !errors.Is(err, ErrNone) || err.Error() != want {
			t.Errorf("%s: %v", typ, err)
		}
	}
	if _, err := Convert(context.Background(), nil, "xyz", "a\x1b[31m.xyz"); !errors.Is(err, ErrNone) || strings.ContainsRune(err.Error(), 0x1b) {
		t.Errorf("unknown type: %v", err)
	}
}

func TestFailuresAreOneCleanLine(t *testing.T) {
	cases := map[string]struct {
		script, typ, says string
		cause             error
	}{
		"complaint":  {`printf 'first\nSyntax \033[31mError\033[0m: bad\001\302\233 xref\n\n' >&2; exit 1`, "rst", "it reported “Syntax [31mError[0m: bad xref”", nil},
		"silence":    {"exit 3", "rst", "exit status 3", nil},
		"password":   {"echo 'Command Line Error: Incorrect password' >&2; exit 1", "rst", "password", ErrLocked},
		"nothing":    {"exit 0", "rst", "it produced no text", nil},
		"no file":    {"exit 0", "doc", "it produced no document", nil},
		"a flood":    {"while :; do echo " + strings.Repeat("x", 100_000) + "; done", "rst", "64 MiB", ErrTooLarge},
		"long error": {"echo " + strings.Repeat("y", 4000) + " >&2; exit 1", "rst", "y…”", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			programs(t, true, map[string]string{"pandoc": c.script, "soffice": c.script})
			_, err := Convert(context.Background(), []byte("x"), c.typ, "na\x1bme\n.rst")
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.ContainsAny(err.Error(), "\x1b\n\x01\u009b") || len(err.Error()) > 500 {
				t.Errorf("error %q", err)
			}
			if c.cause != nil && !errors.Is(err, c.cause) {
				t.Errorf("%v is not %v", err, c.cause)
			}
		})
	}
}

func TestHangingProgramIsKilledWithItsChildren(t *testing.T) {
	programs(t, false, map[string]string{"pandoc": "sleep 600 & sleep 600"})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := Convert(ctx, []byte("x"), "rst", "a.rst")
	if !errors.Is(err, ErrTooLong) {
		t.Errorf("error %v", err)
	}
}

// LibreOffice writes the document to a file, and progress to standard output.
func TestLibreOfficeOutputFileIsRead(t *testing.T) {
	const soffice = `case $1 in --version) echo LibreOffice 24.8; exit 0;; esac
for last; do :; done; echo chatter; `
	for name, c := range map[string]struct {
		script, typ string
		want        Result
	}{
		"an old Word document": {`printf document > document.docx`, "doc", Result{formDOCX, []byte("document"), "soffice 24.8"}},
		"without macros": {`read -r first < profile/user/registrymodifications.xcu; printf '%s' "$first" > document.docx`, "doc",
			Result{formDOCX, []byte(`<?xml version="1.0" encoding="UTF-8"?>`), "soffice 24.8"}},
	} {
		t.Run(name, func(t *testing.T) {
			programs(t, true, map[string]string{"soffice": soffice + c.script})
			got, err := Convert(context.Background(), []byte("x"), c.typ, "a."+c.typ)
			if err != nil || got.Form != c.want.Form || string(got.Bytes) != string(c.want.Bytes) || !strings.HasPrefix(got.Converter, strings.Fields(c.want.Converter)[0]) {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestCancellingStopsBeforeTheNextProgram(t *testing.T) {
	programs(t, true, map[string]string{"pdftotext": "exit 1", "mutool": "echo page"})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := Convert(ctx, []byte("x"), "pdf", "a.pdf"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTemporaryFilesAreRemoved(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	programs(t, false, map[string]string{"pandoc": `echo "$@"; echo "$HOME"; pwd; cat "$7"; touch left`})
	got, err := Convert(context.Background(), []byte("the text"), "rst", "--output=stolen")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(got.Bytes)), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[1], temporary) || lines[3] != "the text" {
		t.Fatalf("got %q", lines)
	}
	if strings.Contains(lines[0], "stolen") || !strings.Contains(lines[0], "--sandbox") || !strings.HasSuffix(lines[0], "/document.rst") {
		t.Errorf("arguments %s", lines[0])
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestRealProgramsConvert(t *testing.T) {
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("pandoc is not installed")
	}
	got, err := Convert(context.Background(), []byte("Levy\n====\n\nIt *passed*.\n\n.. include:: /etc/hostname\n"), "rst", "a.rst")
	if err != nil || got.Form != formHTML || !strings.Contains(string(got.Bytes), "<em>passed</em>") || !strings.HasPrefix(got.Converter, "pandoc ") {
		t.Errorf("got %q, %v", got.Bytes, err)
	}
}
