#!/usr/bin/python3
"""Ways of grouping and scores of groups by scikit-learn -> clusters.json.

Usage: /usr/bin/python3 tests/reference/make_clusters.py    (needs python3-sklearn; a minute)
The data are iris (in model.json, from make_model.py) and 300 points made by the formula of make_kmeans.py. Gap statistic
and stability are means over random draws, which are kept with their standard errors.
"""
import json
import math
import os

import numpy as np
import sklearn
from scipy.cluster.hierarchy import linkage
from sklearn import metrics
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.datasets import load_iris
from sklearn.mixture import GaussianMixture

flowers = load_iris()
iris = flowers.data
wave = np.array([[4 * math.sin(1 + 7 * (i % 5) + 3 * j) + math.sin(2 + 13 * i + 5 * j) for j in range(6)]
                 for i in range(300)])
shaken = iris + np.array([[0.01 * math.sin(2 + 13 * i + 5 * j) for j in range(4)] for i in range(150)])  # no equal distances
data = {"iris": iris, "wave": wave, "shaken": shaken}


def k_means(x, k, seed=0):
    return KMeans(k, n_init=10, random_state=seed, algorithm="lloyd").fit(x)


# ---- agreement of two groupings, and shape of one
groupings = {"species": flowers.target, "three": k_means(iris, 3).labels_, "two": k_means(iris, 2).labels_,
             "seven": k_means(iris, 7).labels_, "by_turns": np.arange(150) % 4, "one": np.zeros(150, int),
             "alone": np.arange(150)}
agreement = [{"a": a, "b": b, "adjusted_rand": metrics.adjusted_rand_score(groupings[a], groupings[b]),
              "normalized_information": metrics.normalized_mutual_info_score(groupings[a], groupings[b])}
             for a in groupings for b in groupings]


def shape(name, labels):
    x = data[name]
    means = np.array([x[labels == g].mean(0) for g in range(labels.max() + 1)])
    return {"data": name, "labels": labels.tolist(), "silhouette": metrics.silhouette_score(x, labels),
            "davies_bouldin": metrics.davies_bouldin_score(x, labels), "within": ((x - means[labels]) ** 2).sum()}


lonely = np.where(np.arange(300) == 17, 5, np.arange(300) % 5)  # 17 has a group of its own
shapes = [shape("iris", groupings[g]) for g in ("species", "three", "seven", "by_turns")]
shapes += [shape("wave", np.arange(300) % 5), shape("wave", np.arange(300) * 7 % 3), shape("wave", lonely)]


# ---- gap statistic: references from the box along the principal axes
def log_references(x, k, count, rng):
    centered = x - x.mean(0)
    turned = centered @ np.linalg.svd(centered, full_matrices=False)[2].T
    low, high = turned.min(0), turned.max(0)
    return np.array([math.log(k_means(rng.uniform(low, high, x.shape), k).inertia_) for _ in range(count)])


rng = np.random.default_rng(1)
gaps = []
for name, k in (("iris", 1), ("iris", 2), ("iris", 3), ("wave", 5), ("wave", 6)):
    logs = log_references(data[name], k, 100, rng)
    gaps.append({"data": name, "groups": k, "gap": logs.mean() - math.log(k_means(data[name], k).inertia_),
                 "spread": logs.std(), "references": 100})


# ---- stability: pairs of subsamples of 80 % of the rows
def index_of_a_pair(x, k):
    n = len(x)
    half = [np.sort(rng.permutation(n)[:int(0.8 * n)]) for _ in range(2)]
    labels = [dict(zip(rows, k_means(x[rows], k).labels_)) for rows in half]
    both = np.intersect1d(*half)
    return metrics.adjusted_rand_score([labels[0][i] for i in both], [labels[1][i] for i in both])


stabilities = []
for name, k in (("iris", 2), ("iris", 3), ("iris", 6), ("wave", 4)):
    of = np.array([index_of_a_pair(data[name], k) for _ in range(100)])
    stabilities.append({"data": name, "groups": k, "mean": of.mean(), "spread": of.std(), "pairs": 100})

# ---- other ways of grouping
agglomerative = [{"data": name, "linkage": way, "groups": k,
                  "labels": AgglomerativeClustering(k, linkage=way).fit(data[name]).labels_.tolist()}
                 for name in ("shaken", "wave") for way in ("ward", "complete", "average", "single") for k in (2, 5, 11)]
unions = []
for name in ("shaken", "wave"):
    for way in ("ward", "complete", "average", "single"):
        heights = linkage(data[name], way)[:, 2]
        unions.append({"data": name, "linkage": way, "count": len(heights), "sum": heights.sum(), "last": heights[-20:].tolist()})
density = [{"data": name, "reach": reach, "neighbors": neighbors,
            "labels": DBSCAN(eps=reach, min_samples=neighbors).fit(data[name]).labels_.tolist()}
           for name, reach, neighbors in (("shaken", 0.5, 5), ("shaken", 0.8, 5), ("shaken", 0.3, 4), ("wave", 1.0, 3),
                                          ("wave", 1.5, 5))]
mixtures = []
for name, k in (("iris", 1), ("iris", 2), ("iris", 3)):
    for kind in ("full", "diag"):
        x = data[name]  # begun from groups of k-means, as ours is
        fit = GaussianMixture(k, covariance_type=kind, tol=1e-12, max_iter=5000, reg_covar=1e-6, n_init=1,
                              random_state=0).fit(x)
        mixtures.append({"data": name, "groups": k, "covariance": kind, "log_likelihood": fit.score(x),
                         "converged": bool(fit.converged_), "bic": fit.bic(x),
                         "counts": sorted(np.bincount(fit.predict(x), minlength=k).tolist()),
                         "means": sorted(fit.means_.tolist())})

out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clusters.json")
with open(out, "w") as f:
    json.dump({"made_by": "tests/reference/make_clusters.py", "sklearn": sklearn.__version__,
               "groupings": {g: labels.tolist() for g, labels in groupings.items()}, "agreement": agreement,
               "shapes": shapes, "gaps": gaps, "stabilities": stabilities, "agglomerative": agglomerative, "unions": unions,
               "density": density, "mixtures": mixtures}, f, indent=None, separators=(",", ":"))
    f.write("\n")
