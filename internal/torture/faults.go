//go:build unix

package main

import (
	"os/exec"
	"sync"
)

// faults lists every way to break things.
func faults() []fault {
	return []fault{
		{"SIGKILL at random: reader", "all that it called saved is there; no step by halves", 1, nil, killedReader},
		{"SIGKILL inside a write: reader", "the same, between any two writes", 2, needsStrace, killedReaderInAWrite},
		{"SIGKILL at random: commands", "done or not done, never by halves; the same command works afterwards", 1, nil, killedCommand},
		{"SIGKILL inside a write: commands", "the same, between any two writes", 1, needsStrace, killedCommandInAWrite},
		{"SIGKILL: reader takes a new version", "the text and its marks turn together or not at all", 2, nil, killedVersion},
		{"SIGKILL: undo of a new version", "the same; another window follows and goes on", 5, nil, killedUndoOfVersion},
		{"SIGTERM, SIGHUP, SIGINT: reader", "all keys that were taken count, an open note too; the terminal is restored", 5, nil, signalledReader},
		{"SIGTERM, SIGINT: commands", "done or not done; what was printed is there", 5, nil, signalledCommand},
		{"terminal vanishes", "the same, and the program ends", 5, nil, vanishedTerminal},
		{"disk full: commands", "one clear line, nothing changed", 2, needsStrace, fullDiskCommand},
		{"disk full: reader", "what is not saved is in a rescue file, which import takes in", 20, nil, fullDiskReader},
		{"disk full: exports", "one clear line; the file that was there stays", 5, nil, fullDiskExport},
		{"read-only folder", "reading works; writing is refused by one clear line; the reader rescues", 20, nil, readOnlyFolder},
		{"locked library", "a command says so in one clear line; the reader waits and then saves", 20, nil, lockedLibrary},
		{"damage: header page", damageHolds, 2, nil, damagedPage(headerPage)},
		{"damage: list of free pages", damageHolds, 2, nil, damagedPage(freePage)},
		{"damage: branch page", damageHolds, 2, nil, damagedPage(branchPage)},
		{"damage: leaf page", damageHolds, 2, nil, damagedPage(leafPage)},
		{"damage: truncated", damageHolds, 2, nil, truncatedLibrary},
		{"newer schema", "one clear line, not a byte changed", 20, nil, newerSchema},
		{"no library at all", "one clear line, not a byte changed", 10, nil, foreignFile},
		{"two readers and a command", "nobody loses anything; each sees what the others did", 20, nil, together},
		{"10 MB pasted", "nothing is marked by it; the next key is answered", 50, nil, hugePaste},
		{"resize storm", "nothing is lost; the last size is drawn in full", 10, nil, resizeStorm},
		{"random bytes from the terminal", "never a crash; the library stays sound; the terminal is restored", 10, nil, randomBytes},
	}
}

const damageHolds = "nothing untrue is shown, no loss in silence; reading changes no byte; repair never touches the old file"

// needsStrace says why calls of the system cannot be made to fail.
var needsStrace = sync.OnceValue(func() string {
	if exec.Command("strace", "-f", "-o", "/dev/null", "-e", "trace=write", "-e", "inject=write:signal=SIGKILL:when=1000", "true").Run() != nil {
		return "there is no strace here, or it may not be used"
	}
	return ""
})
