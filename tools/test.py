#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Builds and runs the tests, the fastest first: tools/test.py [--all]

Unit tests, style and tools; the same under the address and undefined-behaviour sanitizers; tests labelled `threads` under the thread
sanitizer; clang-tidy on changed files; a minute of fuzzing. --all: every test under the thread sanitizer, clang-tidy on every file, ten
minutes of fuzzing, every benchmark once.

A build that fails ends the run; anything else that fails lets the next step run. The last line is the sum over the test runners and
fuzzers; a step that fails without a failing test (a build, clang-tidy) counts as one failed, so that a bad run never reads "0 failed".
"""

import json
import os
import platform
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from dataclasses import dataclass
from pathlib import Path

import bench
import fuzz

ROOT = Path(__file__).resolve().parent.parent
FUZZ_SECONDS = 60
FUZZ_SECONDS_ALL = 600
TEST_SECONDS_MAX = 300
ONCE = "^(style|package)$"  # labels of tests that no sanitizer would see more of


class BuildFailed(Exception):
    pass


@dataclass
class Outcome:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""


def call(*command, wrapper=()):
    command = [str(part) for part in [*wrapper, *command]]
    if os.environ.get("V"):
        print("+", *command, flush=True)
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode


def build(preset, *targets):
    if call("tools/build.sh", preset, *targets) != 0:
        raise BuildFailed(preset)


def read_junit(file, code):
    """Counts of one ctest run. A test that could not be started is a failed one; one that asked to be skipped is not."""
    if not file.exists():
        return Outcome(failed=1, note=f"ctest ended with {code} and wrote no results")
    outcome = Outcome()
    for case in xml.parse(file).getroot().iter("testcase"):
        status = case.get("status")
        skipped = case.find("skipped")
        if status == "run":
            outcome.passed += 1
        elif status == "disabled" or (status == "notrun" and skipped is not None and "SKIP_" in skipped.get("message", "")):
            outcome.skipped += 1
        else:
            outcome.failed += 1
    if code != 0 and outcome.failed == 0:
        outcome.failed, outcome.note = 1, f"ctest ended with {code}"
    return outcome


def ctest(preset, *selection, wrapper=()):
    results = ROOT / "build" / preset / f"results{''.join(selection).replace('-', '_')}.xml"
    results.unlink(missing_ok=True)
    code = call("ctest", "--preset", preset, *selection, "--parallel", os.cpu_count() or 1, "--timeout", TEST_SECONDS_MAX,
                "--no-label-summary", "--output-junit", results, wrapper=wrapper)
    return read_junit(results, code)


def threaded_tests():
    """The targets of the tests labelled `threads`: module() of cmake/module.cmake calls the test x and its target x_test; scenarios run the program."""
    shown = subprocess.run(["ctest", "--preset", "dev", "-L", "^threads$", "--show-only=json-v1"], cwd=ROOT, check=True,
                           stdout=subprocess.PIPE, text=True).stdout
    return sorted({"alzette" if "scenario" in labels_of(test) else test["name"] + "_test" for test in json.loads(shown[shown.index("{"):])["tests"]})


def labels_of(test):
    return next((each["value"] for each in test["properties"] if each["name"] == "LABELS"), [])


def fixed_addresses():
    """g++ 12's thread sanitizer cannot start where the kernel spreads addresses widely; setarch narrows them where it may."""
    wrapper = ["setarch", platform.machine(), "-R"]
    try:
        works = subprocess.run([*wrapper, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        works = False
    return wrapper if works else []


def unit_tests():
    build("dev")
    return ctest("dev", "-L", "^unit$")


def other_tests():
    return ctest("dev", "-LE", "^unit$")


def sanitized_tests():
    build("asan")
    return ctest("asan", "-LE", ONCE)


def threaded_tests_sanitized():
    targets = threaded_tests()
    if not targets:
        return Outcome(note="no test is labelled threads: nothing to build")
    build("tsan", *targets)
    return ctest("tsan", "-L", "^threads$", wrapper=fixed_addresses())


def all_tests_thread_sanitized():
    build("tsan")
    return ctest("tsan", "-LE", ONCE, wrapper=fixed_addresses())


def tidy_changed():
    return Outcome(failed=int(call("tools/tidy_changed.sh") != 0))


def tidy_all():
    return Outcome(failed=int(call("tools/build.sh", "tidy", "all") != 0))


def fuzzing(seconds):
    build("fuzz", "fuzzers")
    passed, failed = fuzz.run(seconds)
    return Outcome(passed, failed)


def bench_smoke():
    build("bench")
    rows, passed, failed = bench.run(smoke=True)
    return Outcome(passed, failed, note=f"{len(rows)} benchmarks ran")


STEPS = [
    ("unit tests", unit_tests),
    ("style, tools and others", other_tests),
    ("address and undefined-behaviour sanitizers", sanitized_tests),
    ("thread sanitizer, tests with threads", threaded_tests_sanitized),
    ("clang-tidy, changed files", tidy_changed),
    (f"fuzzing, {FUZZ_SECONDS} s in all", lambda: fuzzing(FUZZ_SECONDS)),
]
STEPS_ALL = [
    *STEPS[:3],
    ("thread sanitizer, every test", all_tests_thread_sanitized),
    ("clang-tidy, every file", tidy_all),
    (f"fuzzing, {FUZZ_SECONDS_ALL} s in all", lambda: fuzzing(FUZZ_SECONDS_ALL)),
    ("benchmarks, each once", bench_smoke),
]


def run(steps):
    """The rows of the closing table, (name, outcome, seconds); stops after a build that fails."""
    rows = []
    for number, (name, step) in enumerate(steps, 1):
        print(f"\n== {number}/{len(steps)} {name}", flush=True)
        start = time.monotonic()
        stop = False
        try:
            outcome = step()
        except BuildFailed as failure:
            outcome, stop = Outcome(failed=1, note=f"the build {failure} failed; the steps after it were not run"), True
        rows.append((name, outcome, time.monotonic() - start))
        if stop:
            break
    return rows


def report(rows):
    print(f"\n{'step':44} {'passed':>7} {'failed':>7} {'time':>8}")
    for name, outcome, seconds in rows:
        print(f"{name:44} {outcome.passed:7} {outcome.failed:7} {seconds:6.0f} s  {outcome.note}".rstrip())
    print(f"{'':60} {sum(seconds for _, _, seconds in rows):6.0f} s\n")
    passed, failed, skipped = (sum(getattr(outcome, count) for _, outcome, _ in rows) for count in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed or passed == 0 else 0


def main():
    if sys.argv[1:] not in ([], ["--all"]):
        sys.exit(__doc__)
    sys.stdout.reconfigure(line_buffering=True)
    return report(run(STEPS_ALL if sys.argv[1:] else STEPS))


if __name__ == "__main__":
    sys.exit(main())
