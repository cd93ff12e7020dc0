#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every fuzzer of the preset `fuzz` for an equal share of the time: tools/fuzz.py SECONDS_TOTAL [NAME...]

A fuzzer is src/<folder>/<name>_fuzz.cc. It starts from the inputs in test/corpus/<name>/ and those in test/corpus/<folder>/, which every
fuzzer of the folder shares; they are copied into build/ first. test/corpus/<name>.dict, where there is one, is its dictionary (libFuzzer's
form). What it finds interesting is kept in build/ for the next run.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "fuzz"
CORPUS = ROOT / "test" / "corpus"
SYMBOLIZER = Path("/usr/lib/llvm-14/bin/llvm-symbolizer")
INPUT_BYTES_MIN = 4096  # the longest input tried, or twice the longest seed
GRACE_SECONDS = 120  # for start, seeds and the last input, beyond the share of a fuzzer


def fuzzers(names=()):
    found = {file.name.removesuffix("_fuzz"): file for file in sorted(BUILD.glob("src/**/*_fuzz")) if os.access(file, os.X_OK)}
    unknown = [name for name in names if name not in found]
    if unknown:
        sys.exit(f"fuzz: no fuzzer is called {', '.join(unknown)}; there are: {', '.join(found) or 'none'}")
    return {name: file for name, file in found.items() if not names or name in names}


def seed_folders(name):
    """The folders a fuzzer reads its seeds from: its own and that of its folder in the sources, where they exist."""
    sources = (ROOT / "src").glob(f"*/{name}_fuzz.cc")
    names = [name, *(source.parent.name for source in sources if source.parent.name != name)]
    return [CORPUS / folder for folder in names if (CORPUS / folder).is_dir()]


def seeds_without_fuzzer(names):
    read = {folder for name in names for folder in seed_folders(name)}
    return [folder for folder in sorted(CORPUS.glob("*")) if folder.is_dir() and folder not in read]


def copy_seeds(name):
    """The working folder of a fuzzer, holding its seeds, and the length of the longest."""
    work = BUILD / "corpus" / name
    work.mkdir(parents=True, exist_ok=True)
    longest = 0
    for seed in (seed for folder in seed_folders(name) for seed in sorted(folder.glob("**/*")) if seed.is_file()):
        shutil.copyfile(seed, work / f"seed_{seed.relative_to(CORPUS).as_posix().replace('/', '_')}")
        longest = max(longest, seed.stat().st_size)
    return work, longest


def run_one(name, program, seconds):
    """True when nothing was found; else says what, where, and how to see it again."""
    work, longest = copy_seeds(name)
    found = BUILD / "found"
    found.mkdir(exist_ok=True)
    log = BUILD / f"{name}_fuzz.log"
    command = [program, f"-max_total_time={seconds}", f"-max_len={max(INPUT_BYTES_MIN, 2 * longest)}", "-timeout=5", "-rss_limit_mb=1024",
               f"-artifact_prefix={found}/{name}-", "-print_final_stats=1"]
    dictionary = CORPUS / f"{name}.dict"
    if dictionary.is_file():
        command.append(f"-dict={dictionary}")
    environment = dict(os.environ, UBSAN_OPTIONS="print_stacktrace=1")
    if SYMBOLIZER.exists():
        environment["ASAN_SYMBOLIZER_PATH"] = str(SYMBOLIZER)
    command = [str(part) for part in [*command, work]]
    if os.environ.get("V"):
        print("+", *command)
    with log.open("w") as out:
        try:
            code = subprocess.run(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=environment, cwd=BUILD,
                                  timeout=seconds + GRACE_SECONDS, check=False).returncode
        except subprocess.TimeoutExpired:
            code = None
    text = log.read_text(errors="replace")
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    shown = f"{int(runs.group(1)):,} inputs".replace(",", " ") if runs else "count unknown"
    if code == 0:
        print(f"  {name + '_fuzz':24} {seconds:4} s  {shown}")
        return True
    artifact = re.search(r"Test unit written to (\S+)", text)
    print(f"  {name + '_fuzz':24} FAILED  {shown}")
    told = [line for line in text.splitlines() if not re.match(r"#\d+\s", line)]  # those tell of progress
    print("    " + "\n    ".join(told[-60:]))
    if code is None:
        print(f"fuzz: {name}_fuzz did not stop in time; its log: {log.relative_to(ROOT)}")
    elif artifact:
        path = Path(artifact.group(1)).relative_to(ROOT)
        kept = (seed_folders(name) or [CORPUS / name])[0]
        print(f"fuzz: {name}_fuzz fails on {path}")
        print(f"fuzz: repeat it with: {program.relative_to(ROOT)} {path}")
        print(f"fuzz: mend the code, and keep the input as a seed in {kept.relative_to(ROOT)}/ under a name that says what it shows")
    else:
        print(f"fuzz: {name}_fuzz ended with {code} and left no input; its log: {log.relative_to(ROOT)}")
    return False


def run(seconds_total, names=()):
    """(passed, failed) over all fuzzers, and over seeds nobody reads."""
    programs = fuzzers(names)
    if not programs:
        print("fuzz: there is no fuzzer yet (src/*/*_fuzz.cc)")
    seconds = max(1, seconds_total // max(1, len(programs)))
    results = [run_one(name, program, seconds) for name, program in programs.items()]
    lost = [] if names else seeds_without_fuzzer(programs)
    for folder in lost:
        print(f"fuzz: {folder.relative_to(ROOT)} is read by no fuzzer; name it after one (x for src/*/x_fuzz.cc) or after its folder")
    return results.count(True), results.count(False) + len(lost)


def main():
    if len(sys.argv) < 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    passed, failed = run(int(sys.argv[1]), sys.argv[2:])
    print(f"fuzzers: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
