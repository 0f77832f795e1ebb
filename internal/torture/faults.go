//go:build unix

package main

import (
	"os/exec"
	"sync"
	"syscall"
)

// faults lists every way to break things.
func faults() []fault {
	return []fault{
		{"SIGKILL at random: reader", "everything that it called saved is there; no step in part", 1, nil, killReader},
		{"SIGKILL inside a write: reader", "the same, between any two writes", 2, needsStrace, killReaderInWrite},
		{"SIGKILL at random: commands", "done or not done, never in part; the same command works afterwards", 1, nil, signalCommand(syscall.SIGKILL)},
		{"SIGKILL inside a write: commands", "the same, between any two writes", 1, needsStrace, killCommandInWrite},
		{"SIGKILL: reader takes a new version", "the text and its annotations change together or not at all", 2, nil, killRefresh},
		{"SIGKILL: undo of a new version", "the same; another window follows and continues", 5, nil, killUndoOfRefresh},
		{"SIGTERM, SIGHUP, SIGINT: reader", "all keys that were read count, an open note too; the terminal is restored", 5, nil, signalReader},
		{"SIGTERM, SIGINT: commands", "done or not done; what was printed is there", 5, nil, signalCommand(syscall.SIGTERM, syscall.SIGINT)},
		{"terminal vanishes", "the same, and the program ends", 5, nil, closeTerminal},
		{"disk full: commands", "one clear line, nothing changed", 2, needsStrace, fullDiskCommand},
		{"disk full: reader", "what is not saved is in a rescue file that can be imported", 20, nil, fullDiskReader},
		{"disk full: exports", "one clear line; an existing file is kept", 5, nil, fullDiskExport},
		{"read-only folder", "reading works; writing is refused in one clear line; the reader writes a rescue file", 20, nil, readOnlyFolder},
		{"locked library", "a command says so in one clear line; the reader waits and then saves", 20, nil, lockedLibrary},
		{"damage: header page", damageHolds, 2, nil, damagePage(headerPage)},
		{"damage: list of free pages", damageHolds, 2, nil, damagePage(freePage)},
		{"damage: branch page", damageHolds, 2, nil, damagePage(branchPage)},
		{"damage: leaf page", damageHolds, 2, nil, damagePage(leafPage)},
		{"damage: truncated", damageHolds, 2, nil, truncateLibrary},
		{"newer schema", "one clear line, not a byte changed", 20, nil, newerSchema},
		{"no library at all", "one clear line, not a byte changed", 10, nil, foreignFile},
		{"two readers and a command", "no one loses anything; each sees the changes of the others", 20, nil, twoReadersAndCommand},
		{"10 MB pasted", "it creates no annotations; the next key works", 50, nil, hugePaste},
		{"resize storm", "nothing is lost; the last size is drawn in full", 10, nil, resizeStorm},
		{"random bytes from the terminal", "no crash; the library stays sound; the terminal is restored", 10, nil, randomBytes},
	}
}

const damageHolds = "nothing false is shown, no silent loss; reading changes no byte; repair never changes the old file"

// needsStrace says why system calls cannot be made to fail here.
var needsStrace = sync.OnceValue(func() string {
	if exec.Command("strace", "-f", "-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:signal=SIGKILL:when=1000", "true").Run() != nil {
		return "strace is missing or not permitted"
	}
	return ""
})
