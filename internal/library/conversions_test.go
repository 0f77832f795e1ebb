//go:build unix

package library

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// slowConverter puts a pdftotext on PATH that starts a child and waits. started waits
// for the child and returns its process id.
func slowConverter(t *testing.T) (pdf string, started func() int) {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	folder := t.TempDir()
	child := filepath.Join(folder, "child")
	script := "#!" + shell + "\nsleep 600 &\necho $! > " + child + ".new\nmv " + child + ".new " + child + "\nwait\n"
	if err := os.WriteFile(filepath.Join(folder, "pdftotext"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	pdf = filepath.Join(folder, "report.pdf")
	rewrite(t, pdf, "%PDF-1.7\n")
	return pdf, func() int {
		for range 3000 {
			if raw, err := os.ReadFile(child); err == nil {
				pid, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
				return pid
			}
			time.Sleep(10 * time.Millisecond) // poll
		}
		t.Fatal("the converter was not started")
		return 0
	}
}

// mustEnd fails unless the process soon ends or becomes a zombie.
func mustEnd(t *testing.T, pid int) {
	t.Helper()
	for range 1000 {
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if syscall.Kill(pid, 0) != nil || err == nil && strings.Contains(string(stat), ") Z ") {
			return
		}
		time.Sleep(10 * time.Millisecond) // poll
	}
	t.Errorf("process %d still runs", pid)
}

func TestClosingTheLibraryStopsAConversion(t *testing.T) {
	pdf, started := slowConverter(t)
	l := newLibrary(t)
	ended := make(chan error)
	go func() {
		_, _, err := l.Start(pdf, ReadOptions{})
		ended <- err
	}()
	child := started()
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, errCanceled) {
		t.Errorf("error %v", err)
	}
	mustEnd(t, child)
}

func TestCancelingAConversionStopsTheQueueOfFiles(t *testing.T) {
	pdf, started := slowConverter(t)
	ctx, cancel := context.WithCancel(context.Background())
	l := New(Options{
		Path: filepath.Join(t.TempDir(), "galley.db"), Author: func() string { return "ada" }, Now: noon, NewID: newID,
		Interruptible: func(run func(context.Context) error) error { return run(ctx) },
	})
	go func() {
		started()
		cancel()
	}()
	levy := write(t, "The levy passed.")
	request := AddRequest{
		Names: []string{levy, pdf, pdf, levy}, Progress: func(int, int, string) {}, Report: func(*Addition, int) {},
	}
	additions, total, err := request.Run(context.Background(), l)
	if err != nil || len(additions) != 2 || total != 4 || additions[0].Outcome != Added || additions[1].Outcome != Failed {
		t.Errorf("%d of %d additions, error %v", len(additions), total, err)
	}
	mustEnd(t, started())
}
