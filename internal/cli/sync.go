package cli

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"galley/internal/library"
	"galley/ui/settings"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

// errNoSync is returned if galley-sync is not installed.
var errNoSync = errors.New("galley-sync is not installed; nothing was sent; in the folder of Galley's source run " +
	"go -C cmd/galley-sync build, and put galley-sync beside galley or in a folder of $PATH")

func (p *program) syncCommand() *cobra.Command {
	var once, status bool
	var team settings.Team
	c := &cobra.Command{
		Use:   "sync",
		Short: "Exchange annotations with a team",
		Long: "Exchange annotations with others through the team's etcd, until ctrl+c is pressed. The library stays the place where you " +
			"work, also without a network; what could not be sent is sent later. This runs the program galley-sync, which is installed separately. " +
			"With the address in the settings, the reader runs it, too: docs/team.md.",
		Example: `galley sync --to etcd://10.0.0.5/desk
galley sync --to etcd://10.0.0.5/desk --once
galley sync --status`,
		Args: takes(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if team == (settings.Team{}) {
				team = p.team()
			}
			args := p.syncArguments(team)
			if once {
				args = append(args, "--once")
			}
			if status {
				args = append(args, "--status")
			} else if team.To == "" {
				return library.Usagef("galley sync needs the address of the desk: --to etcd://HOST/DESK, or to in the table [team] of the settings")
			}
			return p.runSync(args)
		},
	}
	c.Flags().StringVar(&team.To, "to", "", "the desk at ADDRESS: etcd://HOST:2379,HOST2/DESK (default: the settings)")
	c.Flags().StringVar(&team.CA, "ca", "", "trust the certificate authority in FILE, and encrypt")
	c.Flags().StringVar(&team.Cert, "cert", "", "log in with the certificate in FILE")
	c.Flags().StringVar(&team.Key, "key", "", "the private key of --cert, in FILE")
	c.Flags().StringVar(&team.User, "user", "", "log in as NAME")
	c.Flags().StringVar(&team.PasswordFile, "password-file", "", "read the password of --user from FILE")
	c.Flags().BoolVar(&once, "once", false, "exchange what there is, and end")
	c.Flags().BoolVar(&status, "status", false, "print whether the library is synced, and end")
	return c
}

// team returns the desk of the settings, with the paths of its files.
func (p *program) team() settings.Team {
	team := p.preferences().Team
	for _, path := range []*string{&team.PasswordFile, &team.CA, &team.Cert, &team.Key} {
		rest, isInHome := strings.CutPrefix(*path, "~/")
		switch {
		case *path == "", filepath.IsAbs(*path):
		case isInHome:
			*path = filepath.Join(xdg.Home, rest)
		default:
			*path = filepath.Join(filepath.Dir(settingsPath()), *path)
		}
	}
	return team
}

// syncArguments returns the arguments of galley-sync.
func (p *program) syncArguments(team settings.Team) []string {
	args := []string{"--db=" + p.dbPath(), "--author=" + p.creator()}
	for _, option := range []struct{ name, value string }{
		{"to", team.To}, {"ca", team.CA}, {"cert", team.Cert}, {"key", team.Key}, {"user", team.User}, {"password-file", team.PasswordFile},
	} {
		if option.value != "" {
			args = append(args, "--"+option.name+"="+option.value)
		}
	}
	return args
}

// syncProgram returns the path of galley-sync: beside this program, or in $PATH.
func syncProgram() (string, error) {
	const name = "galley-sync"
	if self, err := os.Executable(); err == nil {
		if path, err := exec.LookPath(filepath.Join(filepath.Dir(self), name)); err == nil {
			return path, nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", errNoSync
	}
	return path, nil
}

// runSync runs galley-sync until it ends or a signal comes, which it gets too. It says
// itself what failed.
func (p *program) runSync(args []string) error {
	path, err := syncProgram()
	if err != nil {
		return err
	}
	err = p.interruptible(func(ctx context.Context) error {
		c := exec.CommandContext(ctx, path, args...)
		c.Stdout, c.Stderr = p.out, p.errs
		c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
		c.WaitDelay = 10 * time.Second
		return c.Run()
	})
	ended := (*exec.ExitError)(nil)
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case errors.As(err, &ended):
		p.failed = cmp.Or(max(ended.ExitCode(), 0), statusFailed)
		return nil
	}
	return err
}

// startSync starts galley-sync for as long as the reader runs, if the settings name a desk.
// It ends when its standard input does, whatever happens to the reader, and sends what is left.
func (r reader) startSync() (stop io.Closer, err error) {
	stop = io.NopCloser(nil)
	team := r.team()
	if team.To == "" {
		return stop, nil
	}
	path, err := syncProgram()
	if err != nil {
		return stop, err
	}
	c := exec.Command(path, append(r.syncArguments(team), "--until-eof")...)
	stdin, err := c.StdinPipe()
	if err != nil {
		return stop, err
	}
	if err := c.Start(); err != nil {
		return stdin, err
	}
	go func() { _ = c.Wait() }() // it shows itself what failed
	return stdin, nil
}
