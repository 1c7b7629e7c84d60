"""What the numbers were taken on."""
import os
import platform
import re
import subprocess

from rounds import Failed, Worker
from works import AVX2, FREE, OURS, SKLEARN, TORCH

PACKAGES = "python3-numpy python3-scipy python3-sklearn python3-torch python3-threadpoolctl libopenblas0-pthread dataset-fashion-mnist"


def processor():
    with open("/proc/cpuinfo") as file:
        text = file.read()

    def field(name):
        found = re.search(rf"^{name}\s*: (.*)$", text, re.M)
        return found.group(1).strip() if found else "unknown"

    return f"{field('model name')} (family {field('cpu family')}, model {field('model')})"


def system():
    with open("/etc/os-release") as file:
        return dict(line.strip().split("=", 1) for line in file if "=" in line).get("PRETTY_NAME", "").strip('"')


def commit(root):
    try:
        out = subprocess.run(["git", "-C", root, "describe", "--always", "--dirty"], capture_output=True, text=True, check=True)
        return out.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def compiler(build):
    """As the build folder has it."""
    folder = os.path.join(build, "CMakeFiles")
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry, "CMakeCXXCompiler.cmake")
        if os.path.exists(path):
            with open(path) as file:
                text = file.read()
            name, version = (re.search(rf'set\(CMAKE_CXX_COMPILER_{w} "(.*?)"\)', text).group(1) for w in ("ID", "VERSION"))
            return f"{'g++' if name == 'GNU' else name} {version}"
    return "unknown"


def look(place, core):
    """Asks every worker who it is. Returns the machine and {worker: why it cannot take part}."""
    about, absent = {}, {}
    for side in (OURS, AVX2, FREE, TORCH, SKLEARN):
        try:
            worker = Worker(side, place, core)
            answers = [worker.ask("about") for _ in range(20 if side in (OURS, AVX2) else 1)]
            worker.end()
            about[side] = answers[0] | {k: max(a[k] for a in answers) for k in ("float32", "float64") if k in answers[0]}
        except (Failed, OSError) as problem:
            absent[side] = str(problem)
    # A peer on the reference BLAS runs ten times slower than its users know it: no measure of anything.
    for side in (TORCH, SKLEARN):
        if side in about and "OpenBLAS" not in about[side].get("blas", ""):
            absent[side] = f"{side} runs without OpenBLAS here; apt-get install libopenblas0-pthread"
    return {"processor": processor(), "cores": len(os.sched_getaffinity(0)), "system": system(),
            "kernel": platform.release(), "about": about}, absent
