#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes data/cases/ville50.yaml with the program and with its peers in one run: tools/peers.py [--draws N]

Each computes the statistics of the net present value over the same number of draws of the same distributions, by a script of tools/peers or by
`alzette evaluate`. Printed: CPU seconds (user and system, start included), the ratio to the program's, and how far the statistics agree.
A peer that is not installed (packages.txt, section `peers`) is said so and left out.
"""

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "tools" / "peers"
CASE = ROOT / "data" / "cases" / "ville50.yaml"
DRAWS = 1_000_000
ROW_SHARE = 0.02  # of the draws, row by row: its time is a multiple of them
STATISTICS = ("mean", "sd", "p5", "p50", "p95", "probability_negative")
# At the end of data/cases/ville50.yaml: three independent engines.
REFERENCE = {"mean": -462, "sd": 1043, "p5": -1986, "p50": -546, "p95": 1365, "probability_negative": 0.678}
# Standard deviation of each statistic times the square root of the number of draws; those of percentiles are sqrt(p (1 - p)) / density, the density
# from the percentiles themselves. And half of the last digit the reference is rounded to.
SPREAD = {"mean": 1043, "sd": 850, "p5": 1700, "p50": 1300, "p95": 2700, "probability_negative": 0.47}
ROUNDING = {"mean": 0.5, "sd": 0.5, "p5": 0.5, "p50": 0.5, "p95": 0.5, "probability_negative": 0.0005}


def program():
    for preset in ("bench", "release"):
        for place in (ROOT / "build" / preset).rglob("alzette"):
            if place.is_file() and os.access(place, os.X_OK):
                return place
    return None


def of_program(result):
    npv = json.loads(result)["uncertainty"]["npv"]
    return {**npv, "probability_negative": 1 - npv["probability_positive"]}


def peers(draws):
    """(name, program that must exist, command, draws, what reads its answer)"""
    own = program()
    row_draws = max(1_000, round(draws * ROW_SHARE))
    python = "/usr/bin/python3"  # Debian's own, which python3-numpy is for
    return [
        ("alzette", str(own) if own else "alzette", [str(own), "evaluate", str(CASE), "--draws", str(draws), "--json"], draws, of_program),
        ("numpy", python, [python, str(SCRIPTS / "ville50_numpy.py"), str(draws)], draws, json.loads),
        ("R, columns", "Rscript", ["Rscript", "--vanilla", str(SCRIPTS / "ville50.R"), str(draws)], draws, json.loads),
        ("R, row by row", "Rscript", ["Rscript", "--vanilla", str(SCRIPTS / "ville50.R"), str(row_draws), "rows"], row_draws, json.loads),
        ("Octave", "octave-cli", ["octave-cli", "--no-init-file", str(SCRIPTS / "ville50.m"), str(draws)], draws, json.loads),
    ]


def run(command, read):
    """(CPU seconds, statistics), or the reason there are none."""
    # A linear algebra library that was told another machine is slower than it need be.
    environment = {key: value for key, value in os.environ.items() if key not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        return None, (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    try:
        statistics = read(done.stdout)
    except (ValueError, KeyError) as fault:
        return None, f"no statistics of the net present value in its answer ({fault!r})"
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, statistics


def agreement(statistics, draws):
    """The statistic farthest from the reference, in standard errors."""
    worst = 0.0, "mean"
    for name in STATISTICS:
        beyond = max(0.0, abs(statistics[name] - REFERENCE[name]) - ROUNDING[name])
        worst = max(worst, (beyond / (SPREAD[name] / math.sqrt(draws)), name))
    return "agrees" if worst[0] <= 4 else f"{worst[1]} off by {worst[0]:.1f} standard errors"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=DRAWS)
    draws_asked = parser.parse_args().draws
    rows, disagree, own = [], False, None
    for name, needed, command, draws, read in peers(draws_asked):
        if shutil.which(needed) is None:
            rows.append([name, "not installed"])
            continue
        print(f"Running {name}", flush=True)
        seconds, statistics = run(command, read)
        if seconds is None:
            rows.append([name, f"failed: {statistics}"])
            continue
        scaled = seconds * draws_asked / draws
        own = scaled if name == "alzette" else own
        found = agreement(statistics, draws)
        disagree = disagree or found != "agrees"
        said = f"{scaled:.2f}" + ("" if draws == draws_asked else f" ({seconds:.2f} for {draws}, scaled)")
        rows.append([name, said, f"{scaled / own:.1f}" if own else "", *(f"{statistics[each]:.4g}" for each in STATISTICS), found])
    heading = ["engine", f"CPU s, {draws_asked} draws", "ratio", "mean", "sd", "p5", "p50", "p95", "P(npv < 0)", "against the reference"]
    print("| " + " | ".join(heading) + " |\n|" + "---|" * len(heading))
    for row in rows:
        print("| " + " | ".join(row + [""] * (len(heading) - len(row))) + " |")
    return 1 if disagree else 0


if __name__ == "__main__":
    sys.exit(main())
