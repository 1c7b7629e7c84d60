#!/usr/bin/python3
"""Writes data/<name>.csv from the files that scikit-learn ships (Debian: python3-sklearn 1.2).

    /usr/bin/python3 tools/make_data.py [folder of scikit-learn's data files]

Every number keeps the text it has there; only the layout changes: one header line, one target column at the end,
class numbers written as class names. Run it again and `git diff data/` must be empty.
"""
import csv
import gzip
import pathlib
import sys

SOURCE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/lib/python3/dist-packages/sklearn/datasets/data")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "data"

IRIS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
WINE = ["alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
        "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280_od315_of_diluted_wines", "proline"]
CELL = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave_points",
        "symmetry", "fractal_dimension"]
CANCER = [k.format(c) for k in ("mean_{}", "{}_error", "worst_{}") for c in CELL]
DIABETES = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]


def write(name, header, rows):
    with open(TARGET / f"{name}.csv", "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def with_class_names(name, file, features, target):
    """First line: rows, columns, class names. Last field of each row: the class number."""
    with open(SOURCE / file, newline="", encoding="utf-8") as f:
        (n, d, *classes), *rows = list(csv.reader(f))
    assert len(rows) == int(n) and len(features) == int(d)
    write(name, features + [target], [r[:-1] + [classes[int(r[-1])]] for r in rows])


def digits():
    with gzip.open(SOURCE / "digits.csv.gz", "rt", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    write("digits", [f"pixel_{i}_{j}" for i in range(8) for j in range(8)] + ["label"], rows)


def diabetes():
    with gzip.open(SOURCE / "diabetes_data_raw.csv.gz", "rt", encoding="utf-8") as f:
        rows = [line.split() for line in f]
    with gzip.open(SOURCE / "diabetes_target.csv.gz", "rt", encoding="utf-8") as f:
        target = [f"{float(line):g}" for line in f]  # 1.510000000000000000e+02 -> 151
    write("diabetes", DIABETES + ["progression"], [r + [t] for r, t in zip(rows, target, strict=True)])


with_class_names("iris", "iris.csv", IRIS, "species")
with_class_names("wine", "wine_data.csv", WINE, "cultivar")
with_class_names("breast_cancer", "breast_cancer.csv", CANCER, "diagnosis")
digits()
diabetes()
