package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"galley/annotate/source"
	"galley/cmd/galley-sync/etcdlog"

	"github.com/adrg/xdg"
	"github.com/spf13/pflag"
)

// options are the arguments of the command.
type options struct {
	to                 string
	db                 string
	author             string
	ca, cert, key      string
	user, passwordFile string
	once               bool
	status             bool
	untilEOF           bool
}

func (o *options) flags(f *pflag.FlagSet) {
	f.StringVar(&o.to, "to", "", "exchange with the desk at `ADDRESS`: etcd://HOST:2379,HOST2/DESK")
	f.StringVar(&o.db, "db", "", "use the library at `PATH` (default: $GALLEY_DB, else galley.db in the data folder)")
	f.StringVar(&o.author, "author", "", "sign as `NAME` where etcd asks for no login (default: $GALLEY_AUTHOR, else the login name)")
	f.StringVar(&o.ca, "ca", "", "trust the certificate authority in `FILE`, and encrypt")
	f.StringVar(&o.cert, "cert", "", "log in with the certificate in `FILE`")
	f.StringVar(&o.key, "key", "", "the private key of --cert, in `FILE`")
	f.StringVar(&o.user, "user", "", "log in as `NAME`")
	f.StringVar(&o.passwordFile, "password-file", "", "read the password of --user from `FILE`")
	f.BoolVar(&o.once, "once", false, "exchange what there is, and end")
	f.BoolVar(&o.status, "status", false, "print whether the library is synced, and end")
	f.BoolVar(&o.untilEOF, "until-eof", false, "end when standard input ends")
}

// dbPath returns the path of the library.
func (o *options) dbPath() string {
	return cmp.Or(o.db, os.Getenv("GALLEY_DB"), filepath.Join(xdg.DataHome, "galley", "galley.db"))
}

// A usageError is a mistake in the arguments.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// desk returns the desk to exchange with, and the login.
func (o *options) desk() (d etcdlog.Options, err error) {
	if d.Endpoints, d.Desk, err = parseAddress(o.to); err != nil {
		return d, err
	}
	if (o.user == "") != (o.passwordFile == "") {
		return d, usage("--user and --password-file need each other")
	}
	if (o.cert == "") != (o.key == "") {
		return d, usage("--cert and --key need each other")
	}
	if o.user != "" && o.cert != "" {
		return d, usage("log in with --user or with --cert, not with both")
	}
	if d.TLS, d.Login, err = o.encryption(); err != nil {
		return d, err
	}
	if o.user != "" {
		d.Password, err = readPassword(o.passwordFile)
	}
	d.Login = cmp.Or(o.user, d.Login, source.CleanLine(cmp.Or(o.author, os.Getenv("GALLEY_AUTHOR"))), loginName())
	return d, err
}

// parseAddress returns the servers and the desk of etcd://HOST:2379,HOST2/DESK.
func parseAddress(address string) (endpoints []string, desk string, err error) {
	const form = "an address has the form etcd://HOST:2379,HOST2/DESK"
	rest, ok := strings.CutPrefix(address, "etcd://")
	hosts, desk, _ := strings.Cut(rest, "/")
	desk, unescaped := url.PathUnescape(desk)
	switch {
	case !ok, hosts == "", desk == "", unescaped != nil:
		return nil, "", usage("--to: %s", form)
	case strings.Contains(hosts, "@"):
		return nil, "", usage("--to: an address holds no login, which others could see; use --user and --password-file")
	}
	for host := range strings.SplitSeq(hosts, ",") {
		if _, _, err := net.SplitHostPort(host); err != nil {
			host = net.JoinHostPort(strings.Trim(host, "[]"), "2379")
		}
		if strings.HasPrefix(host, ":") {
			return nil, "", usage("--to: %s", form)
		}
		endpoints = append(endpoints, host)
	}
	return endpoints, desk, nil
}

// encryption returns how to encrypt, nil for not at all, and the name in the certificate.
func (o *options) encryption() (cfg *tls.Config, login string, err error) {
	if o.ca == "" && o.cert == "" {
		return nil, "", nil
	}
	cfg = &tls.Config{MinVersion: tls.VersionTLS12}
	if o.ca != "" {
		pem, err := os.ReadFile(o.ca)
		if err != nil {
			return nil, "", err
		}
		if cfg.RootCAs = x509.NewCertPool(); !cfg.RootCAs.AppendCertsFromPEM(pem) {
			return nil, "", fmt.Errorf("%s holds no certificate", o.ca)
		}
	}
	if o.cert == "" {
		return cfg, "", nil
	}
	pair, err := tls.LoadX509KeyPair(o.cert, o.key)
	if err != nil {
		return nil, "", err
	}
	cfg.Certificates = []tls.Certificate{pair}
	if login = pair.Leaf.Subject.CommonName; login == "" {
		return nil, "", fmt.Errorf("%s has no common name, which is the login", o.cert)
	}
	return cfg, login, nil
}

// readPassword returns the first line of a file that only its owner can read.
func readPassword(path string) (string, error) {
	const maxBytes = 4 << 10
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		return "", fmt.Errorf("others can read %s; nothing was sent; chmod 600 %[1]s", path)
	}
	data, err := os.ReadFile(path)
	line, _, _ := strings.Cut(string(data), "\n")
	switch line = strings.TrimSuffix(line, "\r"); {
	case err != nil:
		return "", err
	case line == "" || len(data) > maxBytes:
		return "", errors.New(path + " does not begin with a password")
	}
	return line, nil
}

// loginName returns the name of the user's account.
func loginName() string {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username[strings.LastIndexByte(u.Username, '\\')+1:]
	}
	return cmp.Or(source.CleanLine(name), "unknown")
}
