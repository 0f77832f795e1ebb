package cli

import (
	"fmt"
	"runtime/debug"
)

// Version is the version of this program.
const Version = "0.2.0"

// describeVersion returns the version, with the commit and its date if the program was
// built from a checkout.
func describeVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Version
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	commit, date := settings["vcs.revision"], settings["vcs.time"]
	if len(commit) < 12 || len(date) < len("2006-01-02") {
		return Version
	}
	changed := ""
	if settings["vcs.modified"] == "true" {
		changed = ", changed since"
	}
	return fmt.Sprintf("%s (commit %s of %s%s)", Version, commit[:12], date[:len("2006-01-02")], changed)
}
