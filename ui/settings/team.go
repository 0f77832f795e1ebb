package settings

import (
	"maps"
	"slices"
	"strings"
)

// A Team says with which desk the library is exchanged, and how to log in there. Its files
// are as they were written: they may be relative to the settings file, or to ~/.
type Team struct {
	To           string // etcd://HOST:2379,HOST2/DESK; "": no desk
	User         string
	PasswordFile string
	CA           string // file of the certificate authority
	Cert, Key    string // files of a client certificate
}

// team reads the table of the team.
func (p *parser) team(e entry) {
	table, ok := p.file.table(e.value)
	if !ok {
		p.reject(e.value, "“team” must be a table: [team]")
		return
	}
	t := &p.settings.Team
	known := map[string]*string{
		"to": &t.To, "user": &t.User, "password-file": &t.PasswordFile, "ca": &t.CA, "cert": &t.Cert, "key": &t.Key,
	}
	names := slices.Sorted(maps.Keys(known))
	for _, e := range p.file.entries(table, "team") {
		value, ok := known[e.name]
		switch {
		case e.name == "password":
			p.reject(e.value, "“team” has no password; write it to a file, and the file's name as “password-file”")
		case !ok:
			p.reject(e.value, "there is no setting “%s” in team%s; they are %s", e.name, didYouMean(e.name, names), strings.Join(names, ", "))
		default:
			*value = p.text(e)
		}
		if e.name == "to" && strings.Contains(t.To, "@") { // it would be an argument, which others can see
			p.reject(e.value, "“to” holds no login; write the name as “user”, and the password to a file, whose name is “password-file”")
			t.To = ""
		}
	}
}
