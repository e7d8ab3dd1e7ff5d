"""rensa in two ways.

    rensa_peer.py full THRESHOLD BANDS ARTICLES.jsonl > clusters.tsv
    rensa_peer.py rho THRESHOLD BANDS ARTICLES.jsonl > flags.txt

full is its documented sketch of the whole set, RMinHash.from_token_sets, with RMinHashLSH and a check of candidates against the
threshold, as its README says of its deduplicator. rho is what its own benchmark calls: a sketch of a few evenly spaced shingles, and
flags for articles that have a copy, without saying which.
"""
import sys

from rensa import RMinHash, RMinHashLSH

from common import SLOTS, Clusters, Stages, batches

SEED = 42
PROBES = 4  # that of its benchmark


def full(threshold, bands, path):
    stages, clusters, names, sketches = Stages(), Clusters(), [], []
    for ids, sets in batches(path, stages):
        names += ids
        sketches += stages.time("sign", RMinHash.from_token_sets, sets, num_perm=SLOTS, seed=SEED)
    lsh = RMinHashLSH(threshold=threshold, num_perm=SLOTS, num_bands=bands)
    stages.time("insert", lsh.insert_many, sketches)

    def cluster():
        for start in range(0, len(sketches), 1000):
            for a, found in enumerate(lsh.query_all(sketches[start:start + 1000]), start):
                for b in found:
                    if b < a and sketches[a].jaccard(sketches[b]) >= threshold:
                        clusters.join(b, a)

    stages.time("query", cluster)
    clusters.write(sys.stdout, names)
    stages.tell()


def rho(threshold, bands, path):
    stages, names = Stages(), []

    def sets():
        for ids, some in batches(path, stages):
            names.extend(ids)
            yield from some

    matrix = stages.time("read, shingle and sign", RMinHash.digest_matrix_from_token_sets_rho,
                         sets(), num_perm=SLOTS, seed=SEED, probes=PROBES)
    lsh = RMinHashLSH(threshold=threshold, num_perm=SLOTS, num_bands=bands)
    flags = stages.time("query", lsh.query_duplicate_flags_matrix_one_shot, matrix)
    for name, flag in zip(names, flags):
        if flag:
            print(name)
    # The time of the parts is inside that of the whole.
    for part in "read", "shingle":
        stages.seconds["sign"] -= stages.seconds[part]
    stages.seconds["sign"] += stages.seconds.pop("read, shingle and sign")
    stages.tell()


if __name__ == "__main__":
    way, threshold, bands, path = sys.argv[1:]
    {"full": full, "rho": rho}[way](float(threshold), int(bands), path)
