#!/usr/bin/env python3
"""Ours against peers, interleaved, in one run: prints one table and writes docs/performance.md with its figures.

  bench/bench.py --build build-bench --free build-bench-free     all of it: about 27 minutes (`make bench`)
  bench/bench.py --build build-bench --quick --only sweep        a look while developing; docs/ is left alone
  bench/bench.py --build build-bench --rewrite                   docs/ anew from the last full run's numbers
"""
import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from types import SimpleNamespace

sys.dont_write_bytecode = True  # the source folder stays as it is
import growth
import machine
import paper
import rounds
import samples
import works
from works import OURS, Side

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))


def say(text):
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text[:100]}")
        sys.stderr.flush()


def timed(work, place, core, quick, absent):
    answers, problems = rounds.run(work, place, core, quick, absent, say)
    for problem in problems:
        print(f"left out: {problem}", file=sys.stderr)
    out = {"name": work.name, "answers": answers, "problems": problems}
    if work.floor and answers.get(OURS):
        try:
            out["floor"] = rounds.floor(work, place, core)
        except rounds.Failed as problem:
            print(f"left out: {problem}", file=sys.stderr)
    return out


def cores_work(cores):
    work = works.THREADS
    work.sides = [Side(OURS, "1 thread", "threads=1", peer=False)]
    work.sides += [Side(OURS, f"{k} threads", f"threads={k}", peer=False) for k in sorted({2, cores}) if 1 < k <= cores]
    return work


def study(place, quick):
    """A whole study as a user runs it: training, curvature, breaking points, verdicts, the page. Three times, each from nothing."""
    program = os.path.join(place.build, "paribus")
    if not os.path.exists(program):
        return None
    walls = []
    for _ in range(1 if quick else 3):
        with tempfile.TemporaryDirectory() as out:
            # One replicate can judge nothing, so a quick look compares nothing either.
            words = [os.path.join(ROOT, "studies", "learning_rate.toml"), "--out", out]
            words += ["--replicates", "1", "--set", "answer.compare=[]"] if quick else []
            begin = time.perf_counter()
            done = subprocess.run([program, "run", *words, "--quiet"], capture_output=True, text=True)
            walls.append(time.perf_counter() - begin)
            if done.returncode:
                print(f"left out: the study: {done.stderr.strip()[:300]}", file=sys.stderr)
                return None
            status = json.loads(subprocess.run([program, "status", *words, "--json"], capture_output=True, text=True, check=True).stdout)
    return {"walls": walls, "runs": status["finished"], "content": status["content"]}


def measure(a, place):
    begin = time.perf_counter()
    missing = samples.write(place.samples, ROOT)
    core = a.core if a.core is not None else max(os.sched_getaffinity(0))
    found, absent = machine.look(place, core)
    for side, reason in absent.items():
        print(f"left out: {side}: {reason}", file=sys.stderr)
    if OURS in absent:
        sys.exit(1)
    if absent and not a.quick and not a.without_peers:
        print(f"bench: a table without all sides is not written; apt-get install --no-install-recommends {machine.PACKAGES}\n"
              "       (or say --without-peers)", file=sys.stderr)
        sys.exit(2)
    only = a.only.split(",") if a.only else None
    chosen = lambda name: not only or any(name.startswith(word) for word in only)
    results = {"date": datetime.date.today().isoformat(), "quick": a.quick, "only": only, "machine": found,
               "commit": machine.commit(ROOT), "compiler": machine.compiler(place.build), "absent": absent, "works": []}
    for work in works.WORKS:
        if not chosen(work.name):
            continue
        if work.data in missing:
            print(f"left out: {work.title}: {missing[work.data]}", file=sys.stderr)
            continue
        results["works"].append(timed(work, place, core, a.quick, absent))
    if chosen("threads") and found["cores"] > 1:
        results["threads"] = timed(cores_work(found["cores"]), place, None, a.quick, {})
    if chosen("growth"):
        results["growth"] = growth.measure(place, core, a.quick, say)
    if chosen("study"):
        say("a whole study, three times")
        results["study"] = study(place, a.quick)
    results["minutes"] = (time.perf_counter() - begin) / 60
    say("")
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=os.path.join(ROOT, "build-bench"), help="folder with paribus_bench and paribus")
    parser.add_argument("--free", help="folder of the build with PARIBUS_FREE_ORDER=ON; default: the first one's name and -free")
    parser.add_argument("--quick", action="store_true", help="two rounds each; writes into the build folder only")
    parser.add_argument("--only", help="names that works begin with, by commas: sweep,hessian; also threads, growth, study")
    parser.add_argument("--core", type=int, help="the core that all sides are bound to; default: the last one")
    parser.add_argument("--without-peers", action="store_true", help="go on although a peer is missing")
    parser.add_argument("--rewrite", action="store_true", help="measure nothing: write docs from the last full run")
    a = parser.parse_args()
    build = os.path.abspath(a.build)
    place = SimpleNamespace(build=build, program=os.path.join(build, "paribus_bench"), samples=os.path.join(build, "samples"),
                            free=os.path.join(os.path.abspath(a.free or build + "-free"), "paribus_bench"))
    full = not (a.quick or a.only or a.without_peers)
    record = os.path.join(build, "bench.json" if full else "bench_part.json")
    if a.rewrite:
        with open(record) as file:
            results = json.load(file)
    else:
        results = measure(a, place)
        with open(record, "w") as file:
            json.dump(results, file)
    print(paper.plain(results))
    written = paper.write(results, os.path.join(ROOT, "docs") if full else build)
    print(f"\n{results['minutes']:.0f} min; " + ", ".join(os.path.relpath(path) for path in written))


if __name__ == "__main__":
    main()
