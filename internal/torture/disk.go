//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
)

// withFailure returns a copy of the home in which the nth write call of a thread of
// Galley and all later ones fail with an error such as "ENOSPC".
func (h *home) withFailure(n int, errno string) *home {
	return h.withWrapper("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64,fdatasync,ftruncate", "-e", "signal=none",
		"-e", fmt.Sprintf("inject=pwrite64,fdatasync,ftruncate:error=%s:when=%d+", errno, n))
}

func fullDiskCommand(t *trial) {
	all := writers()
	w := all[t.n%len(all)]
	w.prepare(t.home)
	args := w.args(t.home)
	if w.name == "upgrade" {
		e := t.withFailure(1+t.random.IntN(4), "ENOSPC").run(args...)
		if e.status != 0 {
			t.checkClear(e)
		}
		t.mustRun(args...)
		t.checkSound()
		return
	}
	before := t.state()
	e := t.withFailure(1+t.random.IntN(12), pick(t, "ENOSPC", "EDQUOT", "EIO")).run(args...)
	t.checkSound()
	after := t.state()
	t.checkPrinted(w, e)
	switch {
	case e.status == 0:
		return // it made fewer than n calls
	case !w.oneByOne:
		t.checkClear(e)
	}
	if after != before && !w.oneByOne {
		t.fail("%s failed and changed something: before\n%s\nafter\n%s", w.name, before, after)
	}
	t.mustRun(args...)
	t.checkSound()
}

// withFileLimit returns a copy of the home in which the size of files is limited to
// a number of 512-byte blocks.
func (h *home) withFileLimit(blocks int) *home {
	return h.withWrapper("sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks))
}

// fullDiskReader tags sentences until the disk is full: a small disk if one can be
// mounted, otherwise a limit on the size of files.
func fullDiskReader(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", 200)), t.randomTags(200)
	t.mustRun("add", path)
	h := t.home
	if t.n%2 > 0 || !t.moveToSmallDisk(200) {
		h = t.withFileLimit(400)
	}
	s := h.openReader(path)
	s.tag(typed, 0)
	s.waitFor(typed.header())
	s.waitFor("NOT SAVED")
	t.checkRescue(s, path, typed)
	if !strings.Contains(s.exitMessage(), "no space left; nothing was changed") {
		t.fail("at the end it printed %q", s.exitMessage())
	}
}

// moveToSmallDisk mounts a disk of kibibytes KiB and moves the library there. It
// reports whether that is allowed.
func (t *trial) moveToSmallDisk(kibibytes int) bool {
	folder := filepath.Join(t.dir, "disk")
	t.must(os.MkdirAll(folder, 0o755))
	if exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", kibibytes), "galley-torture", folder).Run() != nil {
		return false
	}
	t.atEnd(func() { _ = exec.Command("umount", "-l", folder).Run() })
	t.db = t.withCopy("disk/galley.db").db
	return true
}

// checkRescue quits a reader that cannot save, and fails the trial unless the
// library and the rescue file together hold everything that was typed.
func (t *trial) checkRescue(s *session, article string, typed tagScript) {
	s.quit()
	printed := s.exitMessage()
	if !strings.HasPrefix(printed, "galley: ") || strings.Contains(printed, "\n") || !strings.Contains(printed, "galley import") {
		t.fail("at the end it printed %q", printed)
	}
	paths := rescueFiles(filepath.Dir(t.db), t.temp())
	if len(paths) != 1 {
		t.fail("rescue files: %q; it printed %q", paths, printed)
	}
	info, err := os.Stat(paths[0])
	t.must(err)
	if info.Mode().Perm() != 0o600 {
		t.fail("the mode of the rescue file is %v", info.Mode())
	}
	other := t.withCopy("other/galley.db")
	other.checkSound()
	other.mustRun("import", paths[0])
	other.checkSaved(article, typed, len(typed.annotations))
}

func fullDiskExport(t *trial) {
	prepareLibrary(t.home)
	t.mustRun("annotate", "other.txt", "--tag", "claim", "--quote", sentence(4))
	t.mustRun("add", "other.txt")
	if _, err := os.Stat("/dev/full"); err == nil {
		t.checkRefused("the disk is full", "export", "levy.txt", "--output", "/dev/full")
		for _, args := range [][]string{{"show", "levy.txt"}, {"export"}, {"articles", "--json"}, {"annotations"}, {"extract", "levy.txt"}} {
			t.checkClear(t.runIntoFull(args...))
		}
	}
	for _, format := range []string{"json", "docx", "html"} {
		old := t.write("old."+format, "the old contents")
		t.checkClear(t.withFileLimit(2).run("export", "levy.txt", "--format", format, "--output", old, "--force"))
		if data, err := os.ReadFile(old); err != nil || string(data) != "the old contents" {
			t.fail("the existing file is now %.80q, %v", data, err)
		}
	}
	folder := filepath.Join(t.dir, "out")
	t.must(os.MkdirAll(folder, 0o755))
	t.withFileLimit(2).checkAllClear([]string{"export", "--format", "html", "--output", folder},
		[]string{"backup", "copy.db"}, []string{"doctor", "--repair", "copy.db"})
	for _, pattern := range []string{"out/*", "*.part", "copy.db*"} {
		if left, _ := filepath.Glob(filepath.Join(t.dir, pattern)); len(left) > 0 {
			t.fail("left behind: %q", left)
		}
	}
	t.checkSound()
}

// exportOntoLibrary writes exports and backups over the files that Galley needs.
func exportOntoLibrary(t *trial) {
	prepareLibrary(t.home)
	t.mustRun("backup", "copy.db")
	t.must(os.Symlink(t.db, filepath.Join(t.dir, "link.db")))
	before, text := t.library(), t.read("levy.txt")
	for _, path := range []string{t.db, "link.db", "copy.db", "levy.txt"} {
		for _, force := range []string{"--force", "--force=false"} {
			t.checkRefused("nothing was changed", "export", "--format", pick(t, "json", "csv", "html", "docx"), "--output", path, force)
		}
		if path != "copy.db" {
			t.checkRefused("nothing was changed", "backup", path, "--force")
		}
	}
	if !bytes.Equal(before, t.library()) || text != t.read("levy.txt") {
		t.fail("the library or the article was changed")
	}
	t.checkSound()
}

// read returns the contents of a file in the home.
func (h *home) read(name string) string {
	data, err := os.ReadFile(filepath.Join(h.dir, name))
	h.t.must(err)
	return string(data)
}

// runIntoFull runs a command with its output on a full disk.
func (h *home) runIntoFull(args ...string) result {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	h.t.must(err)
	defer full.Close()
	cmd := h.command(args...)
	cmd.Stdout = full
	return h.runCommand(cmd, args, func(*os.Process) {})
}

// nobody returns the credentials of the system user nobody, who owns no files.
func nobody() *syscall.Credential { return &syscall.Credential{Uid: 65534, Gid: 65534} }

func readOnlyFolder(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", 20)), t.randomTags(12)
	t.mustRun("annotate", path, "--tag", "claim", "--quote", sentence(20))
	if t.n%2 == 0 && t.moveToSmallDisk(400) {
		t.must(exec.Command("mount", "-o", "remount,ro", filepath.Dir(t.db)).Run())
	} else {
		folder := filepath.Dir(t.db)
		t.must(os.Chmod(t.db, 0o444))
		t.must(os.Chmod(folder, 0o555))
		t.atEnd(func() { _ = os.Chmod(folder, 0o755) })
		if os.Getuid() == 0 {
			t.home.user = nobody()
		}
	}
	before := t.library()
	for _, args := range [][]string{{"articles"}, {"show", path}, {"export", path}, {"annotations"}, {"doctor", "--json"}} {
		if e := t.run(args...); e.status != 0 && args[0] != "doctor" { // doctor reports the mode
			t.fail("galley %s: %q", e.args, e.errs)
		}
	}
	t.checkAllClear([]string{"annotate", path, "--tag", "claim", "--quote", sentence(2)}, []string{"forget", path}, []string{"add", "sample"})
	s := t.open(path)
	s.waitFor("A title of several words")
	s.tag(typed, 0)
	s.waitFor("NOT SAVED")
	s.quit()
	if !bytes.Equal(before, t.library()) {
		t.fail("the library was changed")
	}
	paths := rescueFiles(t.temp())
	if printed := s.exitMessage(); len(paths) != 1 || !strings.Contains(printed, "galley import") || !strings.Contains(printed, "no permission") {
		t.fail("rescue files %q; it printed %q", paths, printed)
	}
	other := t.withLibrary("other/galley.db")
	other.user = nil
	other.mustRun("import", paths[0])
	other.checkSaved(path, typed, len(typed.annotations))
}

// lock locks the library for a duration.
func (h *home) lock(d time.Duration) {
	db, err := bolt.Open(h.db, 0o600, &bolt.Options{Timeout: timeout})
	h.t.must(err)
	time.AfterFunc(d, func() { _ = db.Close() })
}

func lockedLibrary(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", 20)), t.randomTags(12)
	t.mustRun("add", path)
	s := t.openReader(path)
	s.waitSaved()
	t.lock(4 * time.Second)
	s.tag(typed, 0)
	t.checkRefused("in use by another program", "annotate", path, "--tag", "claim", "--quote", sentence(20))
	s.waitFor(typed.header())
	s.waitSaved()
	s.kill()
	t.checkSaved(path, typed, len(typed.annotations))
}

// setSchema changes the schema version of the library.
func (h *home) setSchema(version string) {
	const bucket, key = "meta", "schema"
	db, err := bolt.Open(h.db, 0o600, &bolt.Options{Timeout: timeout})
	h.t.must(err)
	sum := crc32.Checksum([]byte(bucket+key+version), crc32.MakeTable(crc32.Castagnoli))
	h.t.must(errors.Join(db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(bucket)).Put([]byte(key), append(binary.BigEndian.AppendUint32(nil, sum), version...))
	}), db.Close()))
}
