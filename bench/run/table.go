package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/samestory/samestory/bench/score"
)

// table is rows of cells, the first row being the head.
type table [][]string

func (t table) String() string {
	var b strings.Builder
	for i, row := range t {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|---|" + strings.Repeat("---:|", len(row)-1) + "\n")
		}
	}
	return b.String()
}

// peersSection is the table of what programs took and found, and that of their stages.
func (b *bench) peersSection(results []*result) section {
	head := []string{
		"program, setting", "wall s", "cpu s", "articles/s", "of reading: wall, cpu", "peak MB",
		"reprints", "excerpts", "pairs", "precision", "but forms", "largest",
	}
	costs := table{head}
	stages := table{{"program, setting", "stages, wall s of one run"}}
	var read *result
	for _, r := range results {
		if r.name == "read" && r.err == nil {
			read = r
		}
	}
	for _, r := range results {
		name := strings.TrimSpace(r.name+" "+b.version(r.peer)) + ": " + r.setting
		if r.err != nil {
			costs = append(costs, append([]string{name, r.err.Error()}, make([]string, len(head)-2)...))
			continue
		}
		costs = append(costs, append([]string{name}, append(b.cost(r, read), r.quality()...)...))
		if len(r.stages) > 0 {
			stages = append(stages, []string{name, stagesText(r.stages)})
		}
	}
	return section{
		title: thousands(b.articles) + " articles",
		body:  b.circumstances(b.articlesFile()) + "\n" + costs.String() + "\n" + stages.String() + "\n" + linksText(results),
	}
}

// cost returns the cells of what a program took.
func (b *bench) cost(r, read *result) []string {
	times := ""
	if read != nil && r != read {
		times = fmt.Sprintf("%.1f, %.1f", r.wall()/read.wall(), r.cpu()/read.cpu())
	}
	return []string{
		fmt.Sprintf("%.2f", r.wall()), fmt.Sprintf("%.2f", r.cpu()), thousands(int(float64(b.articles) / r.wall())), times,
		fmt.Sprintf("%.0f", r.megabytes()),
	}
}

// quality returns the cells of what a program found.
func (r *result) quality() []string {
	switch r.output {
	case clusters, report:
		f := r.found
		return []string{
			part(f.Reprints), part(f.Excerpts), part(f.Pairs), part(f.Precise), part(f.PreciseButForms), thousands(f.Largest),
		}
	case flags:
		return []string{part(r.flagged.Recall) + "*", "", "", part(r.flagged.Precise) + "*", "", ""}
	}
	return make([]string, 6)
}

// linksText says what samestory's links are worth beside its clusters.
func linksText(results []*result) string {
	for _, r := range results {
		if r.output == report && r.err == nil {
			return fmt.Sprintf("Links of samestory: %s of reprints and excerpts are linked to what they copy itself (in a crowd of copies each is "+
				"compared with some of them only), %s of round-ups and partial copies to what they quote; %s of all links join copies or related "+
				"articles.\n", part(r.links.Copied), part(r.links.Quoted), part(r.links.Precise))
		}
	}
	return ""
}

func part(s score.Share) string { return fmt.Sprintf("%.3f", s.Value()) }

func stagesText(stages []stage) string {
	var parts []string
	for _, s := range stages {
		parts = append(parts, fmt.Sprintf("%s %.2f", strings.ToLower(s.name), s.seconds))
	}
	return strings.Join(parts, ", ")
}

// circumstances says when and on what the figures were measured.
func (b *bench) circumstances(articles string) string {
	size := ""
	if info, err := os.Stat(articles); err == nil {
		size = fmt.Sprintf(", %d MB", info.Size()>>20)
	}
	runs := "one run each"
	if b.repeat > 1 {
		runs = fmt.Sprintf("median of %d runs each", b.repeat)
	}
	return fmt.Sprintf("%s, seed %d%s; %s, %d workers; %s.\n", today(), b.seed, size, runs, b.workers, machine())
}

func today() string { return time.Now().UTC().Format(time.DateOnly) }

// machine says what the figures were measured on, and how busy it is.
func machine() string {
	return fmt.Sprintf("%s/%s, %d processors (%s), %s%s",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), processor(), runtime.Version(), load())
}

// processor names the processor where the system tells.
func processor() string {
	content, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(content)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// load says how busy the machine is at the end, beside what was measured: where it is more than the processors, wall times mean little.
func load() string {
	content, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return ", load " + strings.Fields(string(content))[0]
}

// thousands prints 12345 as 12,345.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
