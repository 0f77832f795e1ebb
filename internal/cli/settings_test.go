//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sets writes the settings file of a workspace.
func (d workspace) sets(text string) {
	d.t.Helper()
	path := d.path("config/galley/settings.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

func TestTheReaderObeysTheSettings(t *testing.T) {
	d := newWorkspace(t)
	d.sets("author = \"Ada Lund\"\nmeasure = 24\n[keys.read]\nclaim = \"J\"\n")
	w := d.opens(nil, "levy.txt")
	w.sees("J claim")
	if strings.Contains(w.Text(), "4.20 to every") {
		t.Errorf("rows are wider than 24 cells:\n%s", w.Text())
	}
	w.Type("}J")
	w.sees("Claim marked")
	w.sees("saved")
	w.quits()
	d.expects("The levy adds 4.20 to every ticket.")
}

func TestAMistakeInTheSettingsDoesNotStopTheReader(t *testing.T) {
	d := newWorkspace(t)
	d.sets("measure = 3\ntheme = \"nosuch\"\n[keys.read]\nclaim = \"J\"\n")
	w := d.opens(nil, "levy.txt")
	w.sees("settings.toml line 1: “measure” must be a number")
	w.Type("}J")
	w.sees("Claim marked")
	w.quits()
}

func TestKeysOfARussianKeyboard(t *testing.T) {
	d := newWorkspace(t)
	w := d.opens(nil, "levy.txt")
	w.sees("The levy adds 4.20")
	w.Type("Ъс") // where } and c are
	w.sees("Claim marked")
	w.Type("/иегин")
	w.sees("иегин")
	w.Type("\x1b")
	w.sees("READ")
	w.quits()
	d.expects("The levy adds 4.20 to every ticket.")
}
