package settings

import (
	"fmt"
	"strings"

	"galley/ui/keys"
)

// head is the beginning of a settings file.
const head = `# Settings of Galley. Remove the # at the start of a line to change a setting.

# theme = "auto"          # or a name such as "dracula", or the path of a glamour style file
# measure = 72            # maximum width of the text, in cells
# line-spacing = 1        # 1, or 2 for a blank row between lines
# author = "Ada Lund"     # recorded with annotations and changes
# blind = false           # whether what others annotated is hidden until you are done (key X)
# daily-backups = true    # whether a backup is made on each day on which something changes
# suggestions = false     # whether suggestions are shown when an article is opened

# The desk that the library is exchanged with, if galley-sync is installed: docs/team.md.
# [team]
# to = "etcd://HOST:2379/DESK"
# user = "ada"
# password-file = "password"
# ca = "ca.pem"

# Keys, for each mode. An action that is not listed keeps its default keys; [] unbinds it.
`

// Format returns a settings file that gives every action the keys of a table.
func Format(table keys.Table) string {
	var b strings.Builder
	b.WriteString(head)
	for _, mode := range keys.Modes() {
		fmt.Fprintf(&b, "\n[keys.%s]\n", mode.Setting())
		for _, bind := range table.For(mode) {
			line := fmt.Sprintf("%s = %s", bind.Action, list(bind.Keys))
			fmt.Fprintf(&b, "%-40s # %s\n", line, bind.Help)
		}
	}
	return b.String()
}

// list returns keys as TOML: one as a string, several as an array.
func list(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
