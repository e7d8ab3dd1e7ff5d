"""datasketch as its documentation shows it: MinHash.generator for many sets, MinHashLSH with a threshold, no verification.

    datasketch_peer.py THRESHOLD ARTICLES.jsonl > clusters.tsv

Each article is looked up before it is inserted, which finds every pair once and keeps no sketches.
"""
import sys

from datasketch import MinHash, MinHashLSH

from common import SLOTS, Clusters, Stages, batches


def main(threshold, path):
    stages, clusters, names = Stages(), Clusters(), []
    lsh = MinHashLSH(threshold=threshold, num_perm=SLOTS)
    for ids, sets in batches(path, stages):
        encoded = ([s.encode("utf-8") for s in x] for x in sets)
        sketches = stages.time("sign", lambda: list(MinHash.generator(encoded, num_perm=SLOTS)))
        for i, sketch in zip(ids, sketches):
            n = len(names)
            names.append(i)
            for other in stages.time("query", lsh.query, sketch):
                clusters.join(other, n)
            stages.time("insert", lsh.insert, n, sketch, check_duplication=False)
    clusters.write(sys.stdout, names)
    stages.tell()


main(float(sys.argv[1]), sys.argv[2])
