#!/usr/bin/env python3
"""What R's summary() prints of lm and glm for tables with a factor: writes r_summaries.json. Needs R (r-base-core)."""
import json
import pathlib
import random
import subprocess
import tempfile

random.seed(11)


def table(n, classes):
    lines = ["area,heating,age,weight,y"]
    for i in range(n):
        area, age = round(random.uniform(40, 180), 1), random.randint(0, 90)
        heating = random.choice(["oil", "gas", "electric", "wood"])
        z = 0.03 * area + {"oil": 0, "gas": 1.1, "electric": 0.4, "wood": -0.5}[heating] - 0.01 * age + random.gauss(0, 1)
        y = ("no" if z < 3 else "yes") if classes else round(100 * z, 2)
        lines.append(f"{area},{heating},{age},{random.randint(1, 4)},{y}")
    # The first row says "no", so that "no" is the first class here as it is, alphabetically, in R.
    if classes:
        lines[1:] = sorted(lines[1:], key=lambda line: line.endswith("yes"))
    return "\n".join(lines) + "\n"


def printed(csv, fit):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as f:
        f.write(csv)
        f.flush()
        script = f'options(width = 200); d <- read.csv("{f.name}", stringsAsFactors = TRUE); print({fit}, signif.legend = FALSE)'
        return subprocess.run(["Rscript", "--vanilla", "-e", script], capture_output=True, text=True, check=True).stdout.splitlines()


# A weight says how often a row counts: the same as repeating it. R's lm(weights = ) has the same coefficients, and
# standard errors of another question (the precision of each row).
cases = []
for name, classes, options, fit in [
        ("lm", False, ["--set", "data.ignore=weight"], "summary(lm(y ~ area + heating + age, d))"),
        ("weighted lm", False, ["--weights", "weight"], "summary(lm(y ~ area + heating + age, d[rep(seq_len(nrow(d)), d$weight), ]))"),
        ("glm", True, ["--set", "data.ignore=weight"], "summary(glm(y ~ area + heating + age, binomial, d, control = list(epsilon = 1e-14)))")]:
    csv = table(80, classes)
    out = printed(csv, fit)
    begin = next(i for i, line in enumerate(out) if line.lstrip().startswith("Estimate"))
    end = next(i for i in range(begin, len(out)) if out[i] == "" or out[i] == "---")
    cases.append({"name": name, "table": csv, "options": options, "coefficients": [line.rstrip() for line in out[begin:end]],
                  "rest": [line.rstrip() for line in out[end:] if line.strip()]})

path = pathlib.Path(__file__).with_name("r_summaries.json")
path.write_text(json.dumps({"made by": "tests/reference/make_r_summaries.py", "cases": cases}, indent=1) + "\n")
