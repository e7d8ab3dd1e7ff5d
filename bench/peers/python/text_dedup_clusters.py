"""Turns the clusters that text-dedup keeps with --debug into lines of an id, a tab and the name of its cluster.

    text_dedup_clusters.py OUTPUT-FOLDER > clusters.tsv
"""
import pickle
import sys

with open(sys.argv[1] + "/uf.pkl", "rb") as f:
    found = pickle.load(f)
for i in list(found.parent):
    print(i, found.find(i), sep="\t")
