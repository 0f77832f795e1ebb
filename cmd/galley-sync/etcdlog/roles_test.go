package etcdlog_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"galley/annotate"
	"galley/cmd/galley-sync/etcdlog"
	"galley/internal/team"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// grant sets up the logins of a desk as docs/team.md says, with the password "secret".
func grant(t *testing.T, client *clientv3.Client, desk string, writers, readers []string) {
	t.Helper()
	ctx, prefix := t.Context(), url.PathEscape(desk)+"/g1/"
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	allow := func(role, key string, to clientv3.PermissionType) {
		t.Helper()
		must(client.RoleGrantPermission(ctx, role, key, clientv3.GetPrefixRangeEnd(key), to))
	}
	must(client.RoleAdd(ctx, "read"))
	allow("read", prefix, clientv3.PermissionType(clientv3.PermRead))
	must(client.RoleAdd(ctx, "write"))
	for _, part := range []string{"n/", "t/", "b/", "p/"} {
		allow("write", prefix+part, clientv3.PermissionType(clientv3.PermReadWrite))
	}
	for _, name := range append([]string{"root"}, append(readers, writers...)...) {
		must(client.UserAdd(ctx, name, "secret"))
		must(client.UserGrantRole(ctx, name, map[bool]string{true: "root", false: "read"}[name == "root"]))
	}
	for _, name := range writers {
		must(client.RoleAdd(ctx, "own-"+name))
		allow("own-"+name, prefix+"h/"+url.PathEscape(name)+"/", clientv3.PermissionType(clientv3.PermReadWrite))
		must(client.UserGrantRole(ctx, name, "write"))
		must(client.UserGrantRole(ctx, name, "own-"+name))
	}
	must(client.AuthEnable(ctx))
}

// With logins, no one writes in the name of another, a reader writes
// nothing, and strangers read nothing.
func TestRoles(t *testing.T) {
	server := startServer(t.TempDir())
	defer server.Close()
	at := []string{server.Clients[0].Addr().String()}
	client, err := clientv3.New(clientv3.Config{Endpoints: at})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	grant(t, client, "news", []string{"ann", "Bo Lund"}, []string{"reader"})
	as := func(login string) *etcdlog.Log {
		return open(t, etcdlog.Options{Endpoints: at, Desk: "news", Login: login, Password: "secret"})
	}
	ann, bo, reader := as("ann"), as("Bo Lund"), as("reader")
	c := appendStep(t, ann, founding())
	appendStep(t, bo, creation("one", 3, ""))
	if err := ann.PutBlob(t.Context(), "text", []byte("text")); err != nil {
		t.Error(err)
	}

	var by []string
	for e, err := range reader.After(t.Context(), c-1) {
		if err != nil {
			t.Fatal(err)
		}
		if by = append(by, e.By); len(by) == 2 {
			break
		}
	}
	if got := strings.Join(by, ", "); got != "ann, Bo Lund" {
		t.Errorf("by %s", got)
	}
	if b, err := reader.Blob(t.Context(), "text"); string(b) != "text" {
		t.Error(err)
	}
	if _, err := reader.Append(t.Context(), article, annotate.Step{ID: "three", Changes: []annotate.Change{annotate.Create(note("new", article, ""))}}); !errors.Is(err, team.ErrReadOnly) {
		t.Errorf("a reader wrote: %v", err)
	}
	if err := reader.PutBlob(t.Context(), "other", nil); !errors.Is(err, team.ErrReadOnly) {
		t.Errorf("a reader wrote a blob: %v", err)
	}

	// With a client of her own, ann cannot write under another name.
	own, err := clientv3.New(clientv3.Config{Endpoints: at, Username: "ann", Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	for _, key := range []string{"news/g1/h/Bo%20Lund/x/y", "news/g1/h/annette/x/y", "news/g1/h/ann", "other/g1/h/ann/x/y"} {
		if _, err := own.Put(t.Context(), key, "{}"); err == nil {
			t.Errorf("ann wrote %s", key)
		}
	}
	if _, err := etcdlog.Open(t.Context(), etcdlog.Options{Endpoints: at, Desk: "news", Login: "ann", Password: "wrong"}); err == nil || !strings.Contains(err.Error(), "refused the name or the password") {
		t.Errorf("a wrong password: %v", err)
	}
	for _, o := range []etcdlog.Options{{Desk: "news", Login: "ann"}, {Desk: "other", Login: "ann", Password: "secret"}} {
		o.Endpoints = at
		if _, err := open(t, o).Ping(t.Context()); err == nil {
			t.Errorf("%+v: no error", o)
		} else if strings.Contains(err.Error(), "secret") {
			t.Error(err)
		}
	}
}
