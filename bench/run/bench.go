package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// bench is a run over one corpus.
type bench struct {
	config
	//nolint:containedctx // every command of the run ends with it
	ctx    context.Context
	folder string
	// missing says why a Python environment cannot be had.
	missing map[string]error
}

// The Python environments, by the folders they live in; the requirements of each are in peers/python.
const (
	plainPython     = ".venv"
	textDedupPython = ".venv-text-dedup"
)

var requirements = map[string]string{plainPython: "requirements.txt", textDedupPython: "requirements-text-dedup.txt"}

func (b *bench) scratch(name string) string  { return filepath.Join(b.folder, name) }
func (b *bench) built(program string) string { return b.scratch("bin-" + program) }
func (b *bench) environment(name string) string {
	return filepath.Join(absolute(name), "bin", "python")
}
func (b *bench) pythonFolder() string { return filepath.Join("peers", "python") }
func (b *bench) articlesFile() string {
	return b.scratch(fmt.Sprintf("articles-%d-%d.jsonl", b.articles, b.seed))
}

func (b *bench) truthFile() string {
	return b.scratch(fmt.Sprintf("truth-%d-%d.jsonl", b.articles, b.seed))
}

// prepare builds the programs, makes the articles, and the environments of the programs in Python.
func (b *bench) prepare() error {
	for _, p := range []struct{ name, program, module, source string }{
		{"", "gen", ".", "./gen"},
		{"read", "read", ".", "./peers/read"},
		{"samestory", "samestory", "..", "./cmd/samestory"},
		{"minhash-lsh", "minhashlsh", ".", "./peers/minhashlsh"},
	} {
		if p.name != "" && !b.wanted(p.name) {
			continue
		}
		if err := b.do(p.module, "go", "build", "-o", b.built(p.program), p.source); err != nil {
			return err
		}
	}
	if err := b.generate(b.articles, b.articlesFile(), b.truthFile()); err != nil {
		return err
	}
	b.missing = map[string]error{}
	for _, p := range peers() {
		if _, tried := b.missing[p.needs]; p.needs == "" || tried || !b.wanted(p.name) {
			continue
		}
		if b.missing[p.needs] = b.install(p.needs); b.missing[p.needs] != nil {
			say("%s does not install: %v", p.name, b.missing[p.needs])
		}
	}
	return b.ctx.Err()
}

// generate writes a corpus unless an earlier run left it.
func (b *bench) generate(n int, articles, truth string) error {
	if _, err := os.Stat(truth); err == nil {
		return nil
	}
	// The truth gets its name last, so that half a corpus is not taken for one.
	err := b.do(".", b.built("gen"), "-n", strconv.Itoa(n), "-seed", strconv.FormatUint(b.seed, 10), "-o", articles, "-truth", truth+".part")
	if err != nil {
		return err
	}
	return os.Rename(truth+".part", truth)
}

// install makes a Python environment with exactly the versions that are required, unless it is there.
func (b *bench) install(name string) error {
	required := filepath.Join(b.pythonFolder(), requirements[name])
	content, err := os.ReadFile(required)
	if err != nil {
		return err
	}
	stamp, want := filepath.Join(name, "installed"), fmt.Sprintf("%x", sha256.Sum256(content))
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		return nil
	}
	say("installing %s", required)
	if err := os.RemoveAll(name); err != nil {
		return err
	}
	if err := b.do(".", b.python, "-m", "venv", name); err != nil {
		return err
	}
	pip := []string{"-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement", required}
	if err := b.do(".", b.environment(name), pip...); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(want), 0o666) //nolint:gosec // a name of the table above
}

// command is a program that ends with the run.
func (b *bench) command(name string, args ...string) *exec.Cmd {
	return exec.CommandContext(b.ctx, name, args...) //nolint:gosec // to run what it is told is the job
}

// do runs a command in a folder; an error has the last line that it printed.
func (b *bench) do(folder, name string, args ...string) error {
	cmd := b.command(name, args...)
	cmd.Dir = folder
	printed, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, lastLine(printed))
	}
	return nil
}

// lastLine returns the last line that is not blank.
func lastLine(text []byte) string {
	text = bytes.TrimSpace(text)
	return string(text[bytes.LastIndexByte(text, '\n')+1:])
}

// absolute returns a path that holds in every folder.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// version returns the version of a peer that go.mod or a file of requirements pins, the date of one that has no number.
func (b *bench) version(p peer) string {
	if p.output == nothing || p.output == report {
		return "" // of this tree
	}
	path := "go.mod"
	if p.needs != "" {
		path = filepath.Join(b.pythonFolder(), requirements[p.needs])
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	pinned := regexp.MustCompile(`(?m)(?:/|^)` + regexp.QuoteMeta(p.name) + `(?:==| v)(?:0\.0\.0-(\d{4})(\d\d)(\d\d)|([0-9.]+$))`)
	m := pinned.FindSubmatch(content)
	switch {
	case m == nil:
		return ""
	case m[1] != nil:
		return fmt.Sprintf("of %s-%s-%s", m[1], m[2], m[3])
	}
	return string(m[4])
}
