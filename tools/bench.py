#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every benchmark of the preset `bench` and prints medians: tools/bench.py [--smoke] [--write] [FILTER]

--smoke  each benchmark once and shortly: shows that it runs, measures nothing
--write  also writes the table into docs/performance.md, between its two markers
FILTER   a regular expression over the names of benchmarks
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "performance.md"
BEGIN = "<!-- medians: written by tools/bench.py --write -->"
END = "<!-- end of medians -->"
REPETITIONS = 5


def programs():
    return [file for file in sorted(BUILD.glob("src/**/*_bench")) if os.access(file, os.X_OK)]


def results_of(program, smoke, name_filter):
    """The benchmarks of one program as google-benchmark reports them, or None when it failed."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        command = [str(program), f"--benchmark_out={out.name}", "--benchmark_out_format=json"]
        if smoke:
            command += ["--benchmark_min_time=0.001"]
        else:
            command += [f"--benchmark_repetitions={REPETITIONS}", "--benchmark_report_aggregates_only"]
        if name_filter:
            command.append(f"--benchmark_filter={name_filter}")
        if os.environ.get("V"):
            print("+", *command)
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        written = Path(out.name).read_text()
    if run.returncode != 0:
        print(run.stdout)
        print(f"bench: {program.relative_to(ROOT)} ended with {run.returncode}")
        return None
    benchmarks = json.loads(written)["benchmarks"] if written else []
    for benchmark in benchmarks:
        if benchmark.get("error_occurred"):
            print(f"bench: {benchmark['name']}: {benchmark.get('error_message', 'failed')}")
            return None
    return benchmarks


def time_text(value, unit):
    seconds = value * {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[unit]
    for size, name in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= size:
            return f"{seconds / size:.3g} {name}"
    return f"{seconds / 1e-9:.3g} ns"


def rows_of(benchmarks):
    """(name, median of the time that passed, median of CPU time, spread, items a second) of each benchmark."""
    by_name = {}
    for benchmark in benchmarks:
        by_name.setdefault(benchmark["run_name"], {})[benchmark.get("aggregate_name", "once")] = benchmark
    for name, kinds in by_name.items():
        median = kinds.get("median") or kinds.get("once")
        if median is None:
            continue
        spread = f"{100 * kinds['cv']['real_time']:.1f} %" if "cv" in kinds else ""
        items = f"{median['items_per_second']:.3g}" if "items_per_second" in median else ""
        unit = median["time_unit"]
        yield name, time_text(median["real_time"], unit), time_text(median["cpu_time"], unit), spread, items


def table(rows):
    heading = ("benchmark", "time", "CPU", "spread", "items/s")
    widths = [max(len(row[i]) for row in [heading, *rows]) for i in range(len(heading))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in [heading, *rows]]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def machine():
    model = platform.machine()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    return f"{date.today()}, {model}, {os.cpu_count()} cores; medians of {REPETITIONS} runs, spread is standard deviation over mean."


def write(text):
    if not PAGE.exists():
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(f"# Performance\n\nThe block below is written by `make bench` and `tools/bench.py --write`.\n\n{BEGIN}\n{END}\n")
    page = PAGE.read_text()
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        sys.exit(f"bench: {PAGE.relative_to(ROOT)} needs these two lines once each, in this order:\n{BEGIN}\n{END}")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{machine()}\n\n{text}\n{END}{after}")
    print(f"Written to {PAGE.relative_to(ROOT)}")


def run(smoke=False, name_filter=""):
    """(rows, number of programs that ran, number that failed)"""
    rows, failed = [], 0
    found = programs()
    for program in found:
        print(f"Running {program.name}", flush=True)
        benchmarks = results_of(program, smoke, name_filter)
        if benchmarks is None:
            failed += 1
        else:
            rows += rows_of(benchmarks)
    return rows, len(found) - failed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("filter", nargs="?", default="")
    options = parser.parse_args()
    if options.smoke and options.write:
        sys.exit("bench: --smoke measures nothing worth writing")
    if not programs():
        print("bench: there is no benchmark yet (src/*/*_bench.cc), or it is not built (make bench)")
        return 0
    rows, _, failed = run(options.smoke, options.filter)
    print(table(rows))
    if options.write and not failed:
        write(table(rows))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
