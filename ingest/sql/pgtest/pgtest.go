//go:build unix

// Package pgtest runs a PostgreSQL server of its own for a test.
package pgtest

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Password is that of the user reader, who has to give it.
const Password = "s3cret/with?signs&more"

// Server is a server that listens on a socket in its own folder, with the databases' superuser postgres, whom it trusts, and a user
// reader, who may do nothing until he is granted it.
type Server struct {
	dir string
	bin string
	as  *syscall.Credential
}

// Start starts a server, and stops it and removes its folder when the test ends. A test without PostgreSQL fails.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{bin: programs(t), as: credential(t)}
	// The folder of a test is closed to other users, and its name may be too long for a socket.
	dir, err := os.MkdirTemp("", "samestory-pg-") //nolint:usetesting // for the reasons above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s.dir = dir
	if s.as != nil {
		if err := os.Chown(dir, int(s.as.Uid), int(s.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(dir, "data")
	s.run(t, "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")
	rules := "local all postgres trust\nlocal all all scram-sha-256\n"
	if err := os.WriteFile(filepath.Join(data, "pg_hba.conf"), []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	s.serve(t, data)
	s.Exec(t, "postgres", "CREATE ROLE reader LOGIN PASSWORD '"+Password+"'")
	return s
}

// watched runs a server as long as somebody holds its standard input: it goes with the test, however that ends.
const watched = `exec 3<&0; "$@" </dev/null & server=$!; cat <&3 >/dev/null; kill -QUIT $server; wait $server; cd /; rm -rf "$0"`

// serve runs the server until the test ends, and waits until it answers.
func (s *Server) serve(t testing.TB, data string) {
	t.Helper()
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := command("sh", "-c", watched, s.dir, filepath.Join(s.bin, "postgres"), "-D", data, "-k", s.dir,
		"-c", "listen_addresses=", "-c", "fsync=off", "-c", "timezone=Asia/Tokyo")
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as, Setpgid: true}
	hold, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { hold.Close(); _ = cmd.Wait() })
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		ready := command(filepath.Join(s.bin, "pg_isready"), "-q", "-h", s.dir)
		if ready.Run() == nil {
			return
		}
		if time.Now().After(deadline) {
			said, _ := os.ReadFile(log.Name())
			t.Fatalf("PostgreSQL does not answer\n%s", said)
		}
	}
}

// Address returns the address of a database for a user.
func (s *Server) Address(database, name string) string {
	u := url.URL{Scheme: "postgres", Path: "/" + database, RawQuery: url.Values{"host": {s.dir}}.Encode()}
	u.User = url.User(name)
	if name == "reader" {
		u.User = url.UserPassword(name, Password)
	}
	return u.String()
}

// Exec runs statements as superuser.
func (s *Server) Exec(t testing.TB, database, statements string) {
	t.Helper()
	cmd := command(filepath.Join(s.bin, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", s.Address(database, "postgres"))
	cmd.Stdin = strings.NewReader(statements)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("psql: %v\n%s", err, out)
	}
}

// run runs a program of the server, which refuses to run as root.
func (s *Server) run(t testing.TB, name string, args ...string) {
	t.Helper()
	cmd := command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func command(path string, args ...string) *exec.Cmd {
	// The server outlives the context of the test, to be stopped in good order.
	return exec.CommandContext(context.Background(), path, args...) //nolint:gosec // programs of the PostgreSQL that is installed
}

// programs returns the folder of the newest PostgreSQL.
func programs(t testing.TB) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	version := func(path string) int {
		n, _ := strconv.Atoi(strings.Split(path, "/")[4])
		return n
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }))
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		t.Fatal("this test needs a PostgreSQL server: .ci/install, or apt-get install postgresql")
	}
	return filepath.Dir(path)
}

// credential returns another user for root, or nil for everybody else.
func credential(t testing.TB) *syscall.Credential {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	t.Fatal("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
	return nil
}
