"""What the peers in Python share: reading, shingling, clusters, telling stages. Their own work is in their own files."""
import collections
import json
import re
import sys
import time

SHINGLE = 5
SLOTS = 128
WORDS = re.compile(r"\w+")


def shingles(text):
    """The runs of five words of a text, as strings; one of all words where there are fewer."""
    words = WORDS.findall(text.lower())
    if len(words) < SHINGLE:
        return [" ".join(words)]
    return list(map(" ".join, zip(*(words[i:] for i in range(SHINGLE)))))


class Stages:
    """Adds up the time of stages, and tells them on standard error as the runner reads them."""

    def __init__(self):
        self.seconds = collections.Counter()

    def time(self, name, call, *args, **kwargs):
        start = time.perf_counter()
        result = call(*args, **kwargs)
        self.seconds[name] += time.perf_counter() - start
        return result

    def tell(self):
        for name, seconds in self.seconds.items():
            print(f"stage {name} {seconds:.3f}", file=sys.stderr)


def batches(path, stages, size=1000):
    """Yields lists of ids and of their shingles, so many articles at a time."""
    with open(path, encoding="utf-8") as lines:
        while True:
            start = time.perf_counter()
            records = [json.loads(line) for _, line in zip(range(size), lines)]
            stages.seconds["read"] += time.perf_counter() - start
            if not records:
                return
            yield [r["id"] for r in records], stages.time("shingle", lambda: [shingles(r["text"]) for r in records])


class Clusters:
    """Union-find with path halving."""

    def __init__(self):
        self.parent = {}

    def find(self, x):
        parent = self.parent
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[b] = a

    def write(self, out, names):
        """Writes an id and the name of its cluster for each article that was joined; names are the ids by number."""
        for x in self.parent:
            print(names[x], names[self.find(x)], sep="\t", file=out)
