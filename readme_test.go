package samestory_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// shellLines returns the command lines of the ```sh blocks of a page, without comments.
func shellLines(t *testing.T, path string) []string {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		for line := range strings.Lines(block[1]) {
			command, _, _ := strings.Cut(line, "#")
			if command = strings.TrimSpace(command); command != "" {
				lines = append(lines, command)
			}
		}
	}
	return lines
}

// TestReadmeMainJob runs the first command of README as printed and looks for what README says comes out.
func TestReadmeMainJob(t *testing.T) {
	lines := shellLines(t, "README.md")
	const want = "go run ./cmd/samestory report testdata/seeds"
	if len(lines) == 0 || lines[0] != want {
		t.Fatalf("the first command of README is %q, want %q", lines[0], want)
	}
	words := strings.Fields(lines[0])
	out, err := exec.Command(words[0], words[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", lines[0], err, out)
	}
	for _, part := range []string{"Articles  5, of which 5 in 1 story", "Links     0 copies, 0 partial, 10 rewrites", "Reuters (dateline"} {
		if !strings.Contains(string(out), part) {
			t.Errorf("%s prints no %q:\n%s", lines[0], part, out)
		}
	}
}

// TestReadmeTestCommand checks that the second command is the one that runs all tests here and in CI.
func TestReadmeTestCommand(t *testing.T) {
	lines := shellLines(t, "README.md")
	if len(lines) < 2 || lines[1] != "make test" {
		t.Fatalf("the second command of README is not make test: %q", lines)
	}
	for file, want := range map[string]string{"Makefile": "\ntest:\n", ".ci/run": "\nmake test\n"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), want) {
			t.Errorf("%s has no line %q", file, strings.TrimSpace(want))
		}
	}
}

// TestDocCommands checks that every subcommand and flag of samestory that README and doc/ mention is there.
func TestDocCommands(t *testing.T) {
	program := t.TempDir() + "/samestory"
	if out, err := exec.Command("go", "build", "-o", program, "./cmd/samestory").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	use := regexp.MustCompile(`\bsamestory ((?:[a-z]+ ?)+)((?:[^\n#|]*?--[a-z-]+)*)`)
	for _, page := range []string{"README.md", "doc/quality.md", "doc/design.md", "doc/credits.md", "doc/format.md", "doc/dedupe.md"} {
		for _, line := range shellLines(t, page) {
			m := use.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			names := strings.Fields(m[1])
			if names[0] != "background" { // the one command with commands of its own
				names = names[:1]
			}
			name := strings.Join(names, " ")
			help, err := exec.Command(program, append([]string{"help"}, names...)...).CombinedOutput()
			if err != nil || !strings.Contains(string(help), "samestory "+name) {
				t.Errorf("%s: %q: there is no command %q", page, line, name)
			}
			for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString(line, -1) {
				if !strings.Contains(string(help), flag) {
					t.Errorf("%s: %q: %s has no flag %s", page, line, name, flag)
				}
			}
		}
	}
}
