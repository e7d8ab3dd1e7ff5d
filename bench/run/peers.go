package main

import (
	"fmt"
	"os/exec"
	"strconv"
)

// output is what a program prints of its findings.
type output int

const (
	nothing  output = iota
	clusters        // an id, a tab and the name of a cluster
	report          // samestory's JSON
	flags           // ids of articles that have a copy
)

// peer is a program at one setting.
type peer struct {
	name, setting string
	output        output
	// needs is the Python environment it runs in, "" for none.
	needs string
	// command runs it on the articles; what it finds goes to the file out, by itself or, if redirect is set, by standard output.
	command  func(b *bench, articles, out string) *exec.Cmd
	redirect bool
	// stages runs it once more, untimed, where it tells stages only then.
	stages func(b *bench, articles, out string) *exec.Cmd
	// after turns what it left into the file out.
	after func(b *bench, out string) *exec.Cmd
}

// peers are the programs, each at the settings that its own documentation names, and at a Jaccard similarity of 0.5 for comparison.
func peers() []peer {
	all := []peer{
		{name: "read", setting: "decode the file, nothing else", command: readCommand},
		{
			name: "samestory", setting: "`report --level copies`", output: report,
			command: samestoryCommand("never"), stages: samestoryCommand("always"),
		},
	}
	for _, t := range []struct{ threshold, note string }{{"0.5", ""}, {"0.9", ", its command's default"}} {
		all = append(all, peer{
			name: "minhash-lsh", setting: "J " + t.threshold + t.note, output: clusters, redirect: true, command: minhashLSHCommand(t.threshold),
		})
	}
	for _, t := range []struct{ threshold, note string }{{"0.5", ""}, {"0.9", ", its default"}} {
		all = append(all, peer{
			name: "datasketch", setting: "J " + t.threshold + t.note, output: clusters, redirect: true, needs: plainPython,
			command: pythonCommand("datasketch_peer.py", t.threshold),
		})
	}
	return append(all,
		peer{
			name: "rensa", setting: "full sketch, J 0.5, 32 bands", output: clusters, redirect: true, needs: plainPython,
			command: pythonCommand("rensa_peer.py", "full", "0.5", "32"),
		},
		peer{
			name: "rensa", setting: "full sketch, J 0.8, 16 bands", output: clusters, redirect: true, needs: plainPython,
			command: pythonCommand("rensa_peer.py", "full", "0.8", "16"),
		},
		peer{
			name: "rensa", setting: "rho, J 0.8, 8 bands, as its benchmark calls it", output: flags, redirect: true, needs: plainPython,
			command: pythonCommand("rensa_peer.py", "rho", "0.8", "8"),
		},
		peer{
			name: "text-dedup", setting: "J 0.5, 128 slots", output: clusters, needs: textDedupPython,
			command: textDedupCommand("0.5", "128"), after: textDedupClusters,
		},
		peer{
			name: "text-dedup", setting: "J 0.7, 250 slots, its defaults", output: clusters, needs: textDedupPython,
			command: textDedupCommand("0.7", "250"), after: textDedupClusters,
		},
	)
}

func readCommand(b *bench, articles, _ string) *exec.Cmd {
	return b.command(b.built("read"), "-workers", strconv.Itoa(b.workers), articles)
}

func samestoryCommand(progress string) func(b *bench, articles, out string) *exec.Cmd {
	return func(b *bench, articles, out string) *exec.Cmd {
		return b.command(b.built("samestory"), "report", "--level", "copies", "--format", "json",
			"--workers", strconv.Itoa(b.workers), "--progress", progress, "-o", out, articles)
	}
}

func minhashLSHCommand(threshold string) func(b *bench, articles, out string) *exec.Cmd {
	return func(b *bench, articles, _ string) *exec.Cmd {
		return b.command(b.built("minhashlsh"), "-threshold", threshold, "-workers", strconv.Itoa(b.workers), articles)
	}
}

func pythonCommand(script string, args ...string) func(b *bench, articles, out string) *exec.Cmd {
	return func(b *bench, articles, _ string) *exec.Cmd {
		cmd := b.command(b.environment(plainPython), append(append([]string{script}, args...), articles)...)
		cmd.Dir = b.pythonFolder()
		cmd.Env = append(cmd.Environ(), "PYTHONDONTWRITEBYTECODE=1", "RAYON_NUM_THREADS="+strconv.Itoa(b.workers))
		return cmd
	}
}

func textDedupCommand(threshold, slots string) func(b *bench, articles, out string) *exec.Cmd {
	return func(b *bench, articles, out string) *exec.Cmd {
		cmd := b.command(b.environment(textDedupPython), "-m", "text_dedup.minhash", "--path", "json",
			"--data_files", articles, "--split", "train", "--column", "text", "--idx_column", "id", "--ngram", fmt.Sprint(shingleWords),
			"--num_perm", slots, "--threshold", threshold, "--num_proc", strconv.Itoa(b.workers),
			"--cache_dir", b.scratch("text-dedup-cache"), "--output", out+".folder", "--debug")
		cmd.Env = append(cmd.Environ(), "PYTHONDONTWRITEBYTECODE=1", "HF_HUB_OFFLINE=1", "HF_DATASETS_OFFLINE=1",
			"HF_HOME="+b.scratch("text-dedup-home"), "COLUMNS=200") // narrower, it breaks the lines that tell its stages
		return cmd
	}
}

// textDedupClusters reads what text-dedup keeps for debugging.
func textDedupClusters(b *bench, out string) *exec.Cmd {
	cmd := b.command(b.environment(textDedupPython), "text_dedup_clusters.py", out+".folder")
	cmd.Dir = b.pythonFolder()
	cmd.Env = append(cmd.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	return cmd
}

const shingleWords = 5
