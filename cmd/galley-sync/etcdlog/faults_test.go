package etcdlog_test

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/cmd/galley-sync/etcdlog"
	"galley/internal/team"

	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/server/v3/embed"
)

var kills = flag.Int("kills", 1, "number of leaders that TestLeaderKilled kills")

// nodeVariable makes this test binary a node of a cluster: DIR|NAME|CLIENT|PEER|CLUSTER.
const nodeVariable = "GALLEY_TEST_NODE"

// serve runs a node until it is killed.
func serve(node string) {
	part := strings.Split(node, "|")
	startServer(part[0], func(cfg *embed.Config) {
		cfg.Name, cfg.InitialCluster = part[1], part[4]
		cfg.ListenClientUrls, cfg.AdvertiseClientUrls = urls(part[2]), urls(part[2])
		cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = urls(part[3]), urls(part[3])
	})
	select {}
}

func urls(address string) []url.URL { return []url.URL{{Scheme: "http", Host: address}} }

// A node is a process with a node of a cluster.
type node struct {
	address, arguments string
	process            *exec.Cmd
}

func (n *node) start(t *testing.T) {
	t.Helper()
	n.process = exec.Command(os.Args[0])
	n.process.Env = append(os.Environ(), nodeVariable+"="+n.arguments)
	if err := n.process.Start(); err != nil {
		t.Fatal(err)
	}
}

func (n *node) kill() {
	_ = n.process.Process.Kill()
	_ = n.process.Wait()
}

// startCluster starts three nodes.
func startCluster(t *testing.T) (nodes []*node, addresses []string) {
	t.Helper()
	var ports, cluster []string
	for range 6 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().String())
	}
	for i := range 3 {
		cluster = append(cluster, fmt.Sprintf("n%d=http://%s", i, ports[3+i]))
	}
	dir := t.TempDir()
	for i := range 3 {
		arguments := []string{filepath.Join(dir, fmt.Sprint(i)), fmt.Sprint("n", i), ports[i], ports[3+i], strings.Join(cluster, ",")}
		nodes = append(nodes, &node{address: ports[i], arguments: strings.Join(arguments, "|")})
	}
	return nodes, ports[:3]
}

// leader returns the leader, nil for none.
func leader(ctx context.Context, client *clientv3.Client, nodes []*node) *node {
	for _, n := range nodes {
		limited, cancel := context.WithTimeout(ctx, time.Second)
		s, err := client.Status(limited, n.address)
		cancel()
		if err == nil && s.Leader == s.Header.MemberId {
			return n
		}
	}
	return nil
}

// The leader of three nodes is killed while five people write: what was acknowledged is
// there, each step once.
func TestLeaderKilled(t *testing.T) {
	nodes, addresses := startCluster(t)
	for _, n := range nodes {
		n.start(t)
		defer n.kill()
	}
	client, err := clientv3.New(clientv3.Config{Endpoints: addresses})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	as := func(login string) *etcdlog.Log {
		return open(t, etcdlog.Options{Endpoints: addresses, Desk: "desk", Login: login})
	}
	ann := as("ann")
	for _, err = ann.Append(t.Context(), article, founding()); err != nil; _, err = ann.Append(t.Context(), article, founding()) {
		t.Log("not ready: ", err)
	}

	var mu sync.Mutex
	acknowledged, failed := map[string]team.Cursor{}, 0
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for w := range 5 {
		writers.Go(func() {
			log := as(fmt.Sprint("writer", w))
			for n := 0; ctx.Err() == nil; n++ {
				id := fmt.Sprint("step", w, ".", n)
				step := annotate.Step{ID: id, Changes: []annotate.Change{annotate.Create(note(id, article, ""))}}
				c, err := log.Append(t.Context(), article, step)
				for ; err != nil; c, err = log.Append(t.Context(), article, step) { // as a replica does
					mu.Lock()
					failed++
					mu.Unlock()
				}
				mu.Lock()
				acknowledged[id] = c
				mu.Unlock()
			}
		})
	}
	done := func() int {
		mu.Lock()
		defer mu.Unlock()
		return len(acknowledged)
	}
	for range *kills {
		for before := done(); done() < before+50; time.Sleep(10 * time.Millisecond) {
		}
		if n := leader(t.Context(), client, nodes); n != nil {
			n.kill()
			for before := done(); done() < before+50; time.Sleep(10 * time.Millisecond) {
			}
			n.start(t)
		}
	}
	stop()
	writers.Wait()

	var stored []string
	for e, err := range ann.Snapshot(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := acknowledged[e.Step.ID]; ok && c != e.Cursor {
			t.Errorf("%s at %d was acknowledged as %d", e.Step.ID, e.Cursor, c)
		}
		stored = append(stored, e.Step.ID)
	}
	if slices.Sort(stored); len(slices.Compact(slices.Clone(stored))) != len(stored) || len(stored) != len(acknowledged)+1 {
		t.Errorf("%d steps acknowledged, %d stored", len(acknowledged), len(stored)-1)
	}
	t.Logf("%d leaders killed: %d steps acknowledged, %d stored, %d attempts repeated", *kills, len(acknowledged), len(stored)-1, failed)
}

// A full etcd refuses what is new in words that say what to do, and keeps what it has.
func TestFullQuota(t *testing.T) {
	server := startServer(t.TempDir(), func(cfg *embed.Config) { cfg.QuotaBackendBytes = 512 << 10 })
	defer server.Close()
	log := open(t, etcdlog.Options{Endpoints: []string{server.Clients[0].Addr().String()}, Desk: "desk", Login: "ann"})
	appendStep(t, log, founding())
	var err error
	n := 0
	for ; err == nil && n < 100; n++ {
		id := fmt.Sprint("step", n)
		_, err = log.Append(t.Context(), article, annotate.Step{ID: id, Changes: []annotate.Change{annotate.Create(note(id, article, strings.Repeat("long ", 10_000)))}})
	}
	if err == nil || !strings.Contains(err.Error(), "is full") {
		t.Fatalf("%d steps: %v", n, err)
	}
	stored := 0
	for _, err := range log.Snapshot(t.Context()) {
		if stored++; err != nil {
			t.Fatal(err)
		}
	}
	if stored != n { // the founding step, and all but the last
		t.Errorf("%d stored, not %d", stored, n)
	}
}
