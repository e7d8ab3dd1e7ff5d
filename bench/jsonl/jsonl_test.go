package jsonl

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func file(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEachReadsEveryRecordOnce(t *testing.T) {
	var b bytes.Buffer
	const records = 3000
	for i := range records { // several chunks, and one line that is longer than a chunk
		text := strings.Repeat("word ", 200+i%7)
		if i == 5 {
			text = strings.Repeat("long ", chunkBytes/2)
		}
		b.WriteString(`{"id":"` + strconv.Itoa(i) + `","text":"` + text + "\"}\n")
		if i%100 == 0 {
			b.WriteString("\n")
		}
	}
	for _, content := range []string{b.String(), strings.TrimSuffix(b.String(), "\n")} {
		for _, workers := range []int{1, 3} {
			var mu sync.Mutex
			seen, batches, kept := map[string]int{}, map[int]string{}, []string(nil)
			err := Each(file(t, content), workers, func(batch int, records []Record) error {
				mu.Lock()
				defer mu.Unlock()
				for _, r := range records {
					seen[r.ID] += len(r.Text)
					kept = append(kept, r.Text)
				}
				batches[batch] = records[0].ID
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(seen) != records || seen["7"] != 1000 || seen["8"] != 1005 || seen["5"] != 5*(chunkBytes/2) {
				t.Errorf("%d workers: %d records, of lengths %d, %d, %d", workers, len(seen), seen["7"], seen["8"], seen["5"])
			}
			for _, text := range kept {
				if strings.Trim(text, "wordlng ") != "" {
					t.Fatalf("%d workers: a record changed later, to %.60q", workers, text)
				}
			}
			for i := 1; i < len(batches); i++ {
				before, _ := strconv.Atoi(batches[i-1])
				if after, _ := strconv.Atoi(batches[i]); after <= before {
					t.Errorf("batch %d begins with record %d, the one before with %d", i, after, before)
				}
			}
		}
	}
}

func TestEachEndsWithErrors(t *testing.T) {
	keep := func(int, []Record) error { return nil }
	if err := Each(filepath.Join(t.TempDir(), "none"), 2, keep); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file gave %v", err)
	}
	if err := Each(file(t, "{\"id\":\"1\"}\nnonsense\n"), 2, keep); err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("nonsense gave %v", err)
	}
	mine := errors.New("mine")
	lines := strings.Repeat(`{"id":"`+strings.Repeat("x", 500_000)+"\"}\n", 20)
	if err := Each(file(t, lines), 2, func(int, []Record) error { return mine }); !errors.Is(err, mine) {
		t.Errorf("an error of the callee came back as %v", err)
	}
}
