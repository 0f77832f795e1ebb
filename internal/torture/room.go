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

// failing is the home in which call n of those that write fails, of one of its
// threads, and each after it.
func (h *home) failing(n int, reason string) *home {
	return h.wrapped("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64,fdatasync,ftruncate", "-e", "signal=none",
		"-e", fmt.Sprintf("inject=pwrite64,fdatasync,ftruncate:error=%s:when=%d+", reason, n))
}

func fullDiskCommand(t *trial) {
	all := jobs()
	j := all[t.n%len(all)]
	j.prepare(t.home)
	args := j.args(t.home)
	if j.name == "upgrade" {
		e := t.failing(1+t.random.IntN(4), "ENOSPC").run(args...)
		if e.status != 0 {
			t.clear(e)
		}
		t.ok(args...)
		t.sound()
		return
	}
	before := t.state()
	e := t.failing(1+t.random.IntN(12), oneOf(t, "ENOSPC", "EDQUOT", "EIO")).run(args...)
	t.sound()
	after := t.state()
	t.printed(j, e)
	switch {
	case e.status == 0:
		return // the disk was full only afterwards
	case !j.batches:
		t.clear(e)
	}
	if after != before && !j.batches {
		t.fail("%s failed and changed something: before\n%s\nafter\n%s", j.name, before, after)
	}
	t.ok(args...)
	t.sound()
}

// limited is the home in which no file may be longer than some blocks of 512
// bytes.
func (h *home) limited(blocks int) *home {
	return h.wrapped("sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks))
}

// fullDiskReader marks an article until nothing more fits, on a small disk
// where one can be mounted and under a limit elsewhere.
func fullDiskReader(t *trial) {
	path, keys := t.write("many.txt", article("A title of several words", 200)), t.typing(200)
	t.ok("add", path)
	h := t.home
	if disk, ok := t.smallDisk(200); ok && t.n%2 == 0 {
		t.must(os.WriteFile(filepath.Join(disk, "galley.db"), t.library(), 0o600))
		t.db, t.home.db = filepath.Join(disk, "galley.db"), filepath.Join(disk, "galley.db")
	} else {
		h = t.limited(400)
	}
	s := h.sit(path)
	s.sees("READ")
	s.mark(keys, 0)
	s.until("all marks", func() bool { return strings.Contains(s.Text(), keys.counts()) })
	s.sees("NOT SAVED")
	t.leavesRescue(s, path, keys)
	if !strings.Contains(s.said(), "no room left") {
		t.fail("at the end it says %q", s.said())
	}
}

// smallDisk mounts a disk of so many KiB; ok is false where that is not
// allowed.
func (t *trial) smallDisk(kibibytes int) (folder string, ok bool) {
	folder = filepath.Join(t.dir, "disk")
	t.must(os.MkdirAll(folder, 0o755))
	if exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", kibibytes), "galley-proof", folder).Run() != nil {
		return "", false
	}
	t.after(func() { _ = exec.Command("umount", "-l", folder).Run() })
	return folder, true
}

// leavesRescue quits a reader that cannot save, and wants all that was typed
// from the library and the rescue file together.
func (t *trial) leavesRescue(s *sitting, article string, keys typing) {
	s.quits()
	said := s.said()
	if !strings.HasPrefix(said, "galley: ") || strings.Contains(said, "\n") || !strings.Contains(said, "galley import") {
		t.fail("at the end it says %q", said)
	}
	paths := rescued(filepath.Dir(t.db), t.temp())
	if len(paths) != 1 {
		t.fail("rescue files: %q; it says %q", paths, said)
	}
	info, err := os.Stat(paths[0])
	t.must(err)
	if info.Mode().Perm() != 0o600 {
		t.fail("others may read the rescue file: %v", info.Mode())
	}
	roomy := *t.home
	roomy.db = filepath.Join(t.dir, "roomy", "galley.db")
	t.must(os.MkdirAll(filepath.Dir(roomy.db), 0o700))
	t.must(os.WriteFile(roomy.db, t.library(), 0o600))
	roomy.sound()
	roomy.ok("import", paths[0])
	roomy.kept(article, keys, len(keys.marks))
}

func fullDiskExport(t *trial) {
	stocked(t.home)
	t.ok("annotate", "other.txt", "--tag", "claim", "--quote", sentence(4))
	t.ok("add", "other.txt")
	if _, err := os.Stat("/dev/full"); err == nil {
		t.refused("the disk is full", "export", "levy.txt", "--output", "/dev/full")
		for _, args := range [][]string{{"show", "levy.txt"}, {"export"}, {"articles", "--json"}, {"annotations"}, {"extract", "levy.txt"}} {
			t.clear(t.intoFull(args...))
		}
	}
	for _, format := range []string{"json", "docx", "html"} {
		old := t.write("old."+format, "what was there before")
		t.clear(t.limited(2).run("export", "levy.txt", "--format", format, "--output", old))
		if data, err := os.ReadFile(old); err != nil || string(data) != "what was there before" {
			t.fail("the file that was there is now %.80q, %v", data, err)
		}
	}
	folder := filepath.Join(t.dir, "out")
	t.must(os.MkdirAll(folder, 0o755))
	t.clear(t.limited(2).run("export", "--format", "html", "--output", folder))
	t.clear(t.limited(2).run("backup", "copy.db"))
	t.clear(t.limited(2).run("doctor", "--repair", "copy.db"))
	for _, pattern := range []string{"out/*", "*.part", "copy.db*"} {
		if left, _ := filepath.Glob(filepath.Join(t.dir, pattern)); len(left) > 0 {
			t.fail("left behind: %q", left)
		}
	}
	t.sound()
}

// intoFull runs a command whose output goes to a disk that is full.
func (h *home) intoFull(args ...string) ending {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	h.t.must(err)
	defer full.Close()
	var errs strings.Builder
	cmd := h.command(args...)
	cmd.Stdout, cmd.Stderr = full, &errs
	_ = cmd.Run()
	return h.end(cmd, args, "", errs.String())
}

// nobody is a user without rights of its own.
var nobody = &syscall.Credential{Uid: 65534, Gid: 65534}

func readOnlyFolder(t *trial) {
	path, keys := t.write("many.txt", article("A title of several words", 20)), t.typing(12)
	t.ok("annotate", path, "--tag", "claim", "--quote", sentence(20))
	folder := filepath.Dir(t.db)
	if disk, ok := t.smallDisk(400); ok && t.n%2 == 0 {
		t.must(os.WriteFile(filepath.Join(disk, "galley.db"), t.library(), 0o600))
		t.home.db = filepath.Join(disk, "galley.db")
		t.must(exec.Command("mount", "-o", "remount,ro", disk).Run())
	} else {
		t.must(os.Chmod(t.db, 0o444))
		t.must(os.Chmod(folder, 0o555))
		t.after(func() { _ = os.Chmod(folder, 0o755) })
		if os.Getuid() == 0 {
			t.home.user = nobody
		}
	}
	before := t.library()
	for _, args := range [][]string{{"articles"}, {"show", path}, {"export", path}, {"annotations"}, {"doctor", "--json"}} {
		if e := t.run(args...); e.status != 0 && args[0] != "doctor" { // which tells of the mode
			t.fail("galley %s: %q", e.args, e.errs)
		}
	}
	for _, args := range [][]string{{"annotate", path, "--tag", "claim", "--quote", sentence(2)}, {"forget", path}, {"add", "sample"}} {
		t.clear(t.run(args...))
	}
	s := t.sit(path)
	s.sees("A title of several words")
	s.mark(keys, 0)
	s.sees("NOT SAVED")
	s.quits()
	if !bytes.Equal(before, t.library()) {
		t.fail("the library was changed")
	}
	paths := rescued(t.temp())
	if said := s.said(); len(paths) != 1 || !strings.Contains(said, "galley import") || !strings.Contains(said, "no permission") {
		t.fail("rescue files %q; it says %q", paths, said)
	}
	roomy := *t.home
	roomy.user, roomy.db = nil, filepath.Join(t.dir, "roomy", "galley.db")
	roomy.ok("import", paths[0])
	roomy.kept(path, keys, len(keys.marks))
}

// lock takes the library for so long.
func (h *home) lock(wait time.Duration) {
	db, err := bolt.Open(h.db, 0o600, &bolt.Options{Timeout: patience})
	h.t.must(err)
	time.AfterFunc(wait, func() { _ = db.Close() })
}

func lockedLibrary(t *trial) {
	path, keys := t.write("many.txt", article("A title of several words", 20)), t.typing(12)
	t.ok("add", path)
	s := t.sit(path)
	s.sees("READ")
	s.saved()
	t.lock(4 * time.Second)
	s.mark(keys, 0)
	t.refused("in use by another program", "annotate", path, "--tag", "claim", "--quote", sentence(20))
	s.until("all marks", func() bool { return strings.Contains(s.Text(), keys.counts()) })
	s.saved()
	s.kill()
	t.kept(path, keys, len(keys.marks))
}

// setSchema makes the library one of another version.
func (h *home) setSchema(version string) {
	const bucket, key = "meta", "schema"
	db, err := bolt.Open(h.db, 0o600, &bolt.Options{Timeout: patience})
	h.t.must(err)
	sum := crc32.Checksum([]byte(bucket+key+version), crc32.MakeTable(crc32.Castagnoli))
	h.t.must(errors.Join(db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(bucket)).Put([]byte(key), append(binary.BigEndian.AppendUint32(nil, sum), version...))
	}), db.Close()))
}
