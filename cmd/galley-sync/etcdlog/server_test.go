package etcdlog_test

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"galley/cmd/galley-sync/etcdlog"
	"galley/internal/team"
	"galley/internal/team/teamtest"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
)

// address is that of an etcd that all tests use. Each has a desk of its own.
var address string

func TestMain(m *testing.M) {
	if node := os.Getenv(nodeVariable); node != "" {
		serve(node)
	}
	dir, err := os.MkdirTemp("", "galley-etcd-*")
	if err != nil {
		panic(err)
	}
	server := startServer(dir)
	address = server.Clients[0].Addr().String()
	status := m.Run()
	server.Close()
	_ = os.RemoveAll(dir)
	os.Exit(status)
}

// startServer starts an etcd of one node in this process.
func startServer(dir string, change ...func(*embed.Config)) *embed.Etcd {
	cfg := embed.NewConfig()
	cfg.Dir = dir
	cfg.LogLevel, cfg.LogOutputs = "fatal", []string{os.DevNull}
	anyPort := []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
	cfg.ListenClientUrls, cfg.ListenPeerUrls = anyPort, anyPort
	for _, change := range change {
		change(cfg)
	}
	server, err := embed.StartEtcd(cfg)
	if err != nil {
		panic(err)
	}
	<-server.Server.ReadyNotify()
	return server
}

// A desk is one on the etcd of the tests.
type desk struct {
	t    testing.TB
	name string
}

var desks atomic.Int64

func newDesk(t testing.TB) teamtest.Desk { return desk{t, fmt.Sprintf("news/room %d", desks.Add(1))} }

// As returns the desk's log for a login.
func (d desk) As(login string) team.Log {
	return open(d.t, etcdlog.Options{Endpoints: []string{address}, Desk: d.name, Login: login})
}

// Compact forgets the past of the whole server.
func (d desk) Compact() {
	client := rawClient(d.t)
	r, err := client.Put(d.t.Context(), "something/else", "")
	if err == nil {
		_, err = client.Compact(d.t.Context(), r.Header.Revision)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

func open(t testing.TB, o etcdlog.Options) *etcdlog.Log {
	t.Helper()
	log, err := etcdlog.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	return log
}

// rawClient returns a client of the server that knows nothing of desks.
func rawClient(t testing.TB) *clientv3.Client {
	t.Helper()
	client, err := clientv3.New(clientv3.Config{Endpoints: []string{address}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// Quiet returns a time within which the server answers.
func (d desk) Quiet() time.Duration { return 200 * time.Millisecond }

var replicas = flag.Bool("replicas", false, "run TestReplicas, which takes two minutes")

func TestReplicas(t *testing.T) {
	if !*replicas {
		t.Skip("-replicas runs it")
	}
	teamtest.TestReplicas(t, newDesk)
}

func TestLog(t *testing.T) { teamtest.Test(t, newDesk) }
