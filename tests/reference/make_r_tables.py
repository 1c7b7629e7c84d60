#!/usr/bin/env python3
"""Tables of coefficients as R's printCoefmat prints them: writes r_tables.json. Needs R (Debian: r-base-core)."""
import json
import pathlib
import random
import subprocess

random.seed(7)


def table(n, low, high, statistic):
    """Estimates over so many decades, with errors, statistics and p values that need not belong together."""
    rows = []
    for _ in range(n):
        estimate = random.choice([-1, 1]) * 10 ** random.uniform(low, high)
        error = abs(estimate) * 10 ** random.uniform(-2.5, 1)
        p = random.choice([random.random(), 10 ** random.uniform(-6, 0), 10 ** random.uniform(-30, -10)])
        rows.append([estimate, error, estimate / error, p])
    return {"statistic": statistic, "rows": rows}


tables = [table(random.randint(1, 9), low, low + width, random.choice("tz"))
          for low, width in [(-3, 3), (-1, 2), (0, 3), (-8, 4), (2, 6), (-12, 3), (5, 9), (-2, 8), (0, 1), (-0.5, 0.5)] for _ in range(4)]
tables.append({"statistic": "t", "rows": [[3, 1, 3, 0.01], [2, 0.5, 4, 0.001]]})
tables.append({"statistic": "t", "rows": [[0, 1, 0, 1], [2.5, 0.5, 5, 1e-17]]})

for t in tables:
    flat = ",".join(repr(x) for row in t["rows"] for x in row)
    names = ",".join(f'"v{i}"' for i in range(len(t["rows"])))
    s = t["statistic"]
    script = f"""m <- matrix(c({flat}), ncol = 4, byrow = TRUE,
      dimnames = list(c({names}), c("Estimate", "Std. Error", "{s} value", "Pr(>|{s}|)")))
      options(width = 200)
      printCoefmat(m, digits = max(3L, getOption("digits") - 3L), signif.legend = FALSE)"""
    out = subprocess.run(["Rscript", "--vanilla", "-e", script], capture_output=True, text=True, check=True).stdout
    t["lines"] = [line.rstrip() for line in out.splitlines()]

path = pathlib.Path(__file__).with_name("r_tables.json")
path.write_text(json.dumps({"made by": "tests/reference/make_r_tables.py", "tables": tables}, indent=1) + "\n")
