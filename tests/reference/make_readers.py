#!/usr/bin/python3
"""Small tables in the formats that Paribus reads, and what each format's own reader says is in them: readers/*, and
readers.json. Needs numpy, scipy, scikit-learn and R (r-base-core).

    tests/reference/make_readers.py
"""
import json
import math
import pathlib
import subprocess
import tempfile

import numpy as np
import scipy.io.arff
from sklearn.datasets import dump_svmlight_file, load_svmlight_file

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE / "readers"
FOLDER.mkdir(exist_ok=True)
says = {}


def numbers(v):
    return [None if x != x else float(x) for x in v]


def add(file, columns):
    says[file] = columns


# ARFF: dense, as scipy reads it. scipy knows no sparse rows.
(FOLDER / "dense.arff").write_text("""% a comment
@RELATION 'a table'
@attribute length REAL
@attribute 'its width' numeric
@ATTRIBUTE colour {red, dark_green, blue}
@attribute day DATE "yyyy-MM-dd HH:mm:ss"
@attribute class {yes, no}
@DATA
1.5, 2e-3, red, "2001-02-03 04:05:06", yes
?, -7, dark_green, "1969-12-31 23:59:59", no
% another
0.1, ?, ?, ?, yes
1e300, 0, blue, "2024-02-29 00:00:00", no
""")
data, meta = scipy.io.arff.loadarff(FOLDER / "dense.arff")
seconds = data["day"].astype("datetime64[s]")
add("dense.arff", {
    "length": numbers(data["length"]),
    "its width": numbers(data["its width"]),
    "colour": [None if x == b"?" else x.decode() for x in data["colour"]],
    "day": [None if np.isnat(x) else float(x.astype(np.int64)) for x in seconds],
    "class": [x.decode() for x in data["class"]],
})

# LIBSVM: both bases, with and without qid, as scikit-learn reads it.
rng = np.random.default_rng(1)
x = np.round(rng.normal(size=(12, 7)) * (rng.random((12, 7)) < 0.5), 3)
x[0, 0], x[1, 6] = 1.5, -2.25
y = np.arange(12) % 3 - 1
for base in (0, 1):
    file = FOLDER / f"base{base}.libsvm"
    dump_svmlight_file(x, y, str(file), zero_based=base == 0, query_id=np.arange(12) // 4 if base else None)
    got = load_svmlight_file(str(file), zero_based="auto", query_id=base == 1)
    columns = {f"feature_{j + base}": numbers(got[0].toarray()[:, j]) for j in range(7)}
    if base:
        columns["qid"] = numbers(got[2])
    columns["label"] = [str(int(v)) for v in got[1]]
    add(file.name, columns)

# NumPy: every kind of number in both orders, both layouts, records, words, archives.
kinds = ["b1"] + [f"{o}{k}{n}" for k in "iu" for n in (1, 2, 4, 8) for o in "<>"] + [f"{o}f{n}" for n in (2, 4, 8) for o in "<>"]
for fortran in (False, True):
    arrays = {}
    for k in kinds:
        a = (rng.normal(size=(5, 3)) * 50).astype(k.replace("<", "").replace(">", "") if k == "b1" else k)
        if k[-2] == "f":
            a[2, 1] = np.nan
            a[0, 0] = np.finfo(a.dtype).tiny / 4  # a denormal
        arrays["k_" + k.replace("<", "little_").replace(">", "big_")] = np.asfortranarray(a) if fortran else a
    name = "kinds_fortran.npz" if fortran else "kinds.npz"
    (np.savez_compressed if fortran else np.savez)(FOLDER / name, **arrays)
    got = np.load(FOLDER / name, allow_pickle=False)
    add(name, {f"{key}_{j + 1}": numbers(got[key][:, j].astype(float)) for key in got.files for j in range(3)})
np.save(FOLDER / "c.npy", np.round(rng.normal(size=(6, 3)), 4))
np.save(FOLDER / "fortran.npy", np.asfortranarray(np.round(rng.normal(size=(6, 3)), 4).astype(">f4")))
for name in ("c.npy", "fortran.npy"):
    a = np.load(FOLDER / name, allow_pickle=False)
    add(name, {f"column_{j + 1}": numbers(a[:, j].astype(float)) for j in range(3)})
records = np.array([(1, 2.5, "a", b"x"), (2, np.nan, "b€", b"y"), (3, -1.0, "a", b"x")], dtype=[("n", ">i2"), ("v", "<f4"), ("w", "<U3"), ("s", "S2")])
np.save(FOLDER / "records.npy", records)
a = np.load(FOLDER / "records.npy", allow_pickle=False)
add("records.npy", {"n": numbers(a["n"]), "v": numbers(a["v"]), "w": list(a["w"]), "s": [x.decode() for x in a["s"]]})
images = rng.integers(0, 256, size=(4, 2, 3)).astype("u1")
np.savez(FOLDER / "images.npz", y=np.array([3, 1, 3, 1]), x=np.asfortranarray(images))
add("images.npz", {**{f"x_{i}_{j}": numbers(images[:, i, j]) for i in range(2) for j in range(3)}, "y": ["3", "1", "3", "1"]})
np.savez(FOLDER / "parts.npz", x_train=images[:3, 0], y_train=np.array([1.5, 2.5, 3.5]), x_test=images[3:, 0], y_test=np.array([4.5]))
add("parts.npz#x_train+y_train", {**{f"x_train_{j + 1}": numbers(images[:3, 0, j]) for j in range(3)}, "y_train": [1.5, 2.5, 3.5]})
np.save(FOLDER / "objects.npy", np.array([[1, "a"], [2, None]], dtype=object), allow_pickle=True)

# JSON lines, as Python's own parser reads them.
lines = ['{"id": 1, "x": 0.1, "word": "a\\u00e9\\"", "flag": true}', '', '{"word": null, "x": -1e-310, "id": 2, "late": 3, "flag": false}', '{"id": 3, "x": 12345678901234567890, "flag": null, "word": "b"}']
(FOLDER / "rows.jsonl").write_text("\n".join(lines) + "\n")
rows = [json.loads(r) for r in lines if r]
(FOLDER / "rows.json").write_text(json.dumps(rows, indent=1))
keys = ["id", "x", "word", "flag", "late"]
for name in ("rows.jsonl", "rows.json"):
    add(name, {k: [{True: "true", False: "false"}.get(v, v) if isinstance(v, bool) else float(v) if isinstance(v, int) else v for v in (r.get(k) for r in rows)] for k in keys})

# R: it writes its files, and says in a table of text what is in them.
with tempfile.TemporaryDirectory() as scratch:
    subprocess.run(["Rscript", str(HERE / "make_readers.R"), scratch], check=True)
    tables = {}
    for line in (pathlib.Path(scratch) / "r_says.tsv").read_text(encoding="utf-8").splitlines():
        table, name, kind, *values = line.split("\t")
        tables.setdefault(table, {})[name] = [None if v == "missing" or v == "NaN" else v if kind == "words" else float(v) for v in values]
    for file in sorted(pathlib.Path(scratch).iterdir()):
        if file.suffix != ".tsv":
            (FOLDER / file.name).write_bytes(file.read_bytes())
for file in ("kinds.rda", "kinds_v3.rda", "kinds_xz.RData", "kinds_plain.rda"):
    add(file, tables["kinds"])
add("short.rds", tables["short"])
for table in ("m", "times"):
    add(table + ".rda", tables[table])
for table in tables:
    add(f"several.rda#{table}", tables[table])
for how in ("gzip", "bzip2", "xz"):
    for table in ("kinds", "short", "m"):
        add(f"lazy_{how}.rdb#{table}", tables[table])

assert all(not isinstance(v, float) or math.isfinite(v) for t in says.values() for c in t.values() for v in c)
tables = [json.dumps(k) + ": {\n" + ",\n".join(f" {json.dumps(c)}: {json.dumps(v, ensure_ascii=False)}" for c, v in t.items()) + "}" for k, t in says.items()]
(HERE / "readers.json").write_text("{" + ",\n".join(tables) + "}\n")
