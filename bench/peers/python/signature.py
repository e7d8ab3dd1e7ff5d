"""Times text to signature on one core: datasketch and rensa, full sketches of 128 slots over runs of five words.

    signature.py ARTICLES.jsonl [REPEAT]

Prints lines of a name, a tab, articles a second from text to signature, and articles a second with shingles at hand: the least time of
REPEAT runs, 5 by default. Times are those of the process, so that a busy machine does not show in them.
"""
import json
import os
import sys
import time

os.environ["RAYON_NUM_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"
try:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
except AttributeError:
    pass  # only where the system has it

from datasketch import MinHash  # noqa: E402
from rensa import RMinHash  # noqa: E402

from common import SLOTS, shingles  # noqa: E402


def datasketch(sets):
    for _ in MinHash.generator(([s.encode("utf-8") for s in x] for x in sets), num_perm=SLOTS):
        pass


def rensa(sets):
    RMinHash.from_token_sets(sets, num_perm=SLOTS, seed=42)


def rho(sets):
    RMinHash.digest_matrix_from_token_sets_rho(sets, num_perm=SLOTS, seed=42, probes=4)


PROGRAMS = (
    ("datasketch", shingles, datasketch),
    ("rensa", shingles, rensa),
    ("rensa, single words of split() as in its README: no runs", str.split, rensa),
    ("rensa, rho: a sketch of some of the runs", shingles, rho),
)


def main(path, repeat=5):
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for name, cut, sign in PROGRAMS:
        whole = ready = float("inf")
        for _ in range(repeat):
            start = time.process_time()
            sets = [cut(t) for t in texts]
            middle = time.process_time()
            sign(sets)
            end = time.process_time()
            whole, ready = min(whole, end - start), min(ready, end - middle)
        print(f"{name}\t{len(texts) / whole:.0f} {len(texts) / ready:.0f}")


main(sys.argv[1], *map(int, sys.argv[2:]))
