#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Refuses what the conventions refuse, naming the replacement: tools/tidy.py ROOT

Line and file lengths, the licence line, blanks, names of files, words with a better one, folders without a test, and the catalogue of
messages against its uses. To forbid something else, add a line to BANNED.
"""

import os
import re
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

import catalogue_use
from cpp_text import line_of, without_comments_and_texts

LINE_LENGTH_MAX = 160
FILE_LINES_MAX = 500
LICENCE = "SPDX-License-Identifier: Apache-2.0"
SKIPPED_FOLDERS = {"build", "node_modules", "__pycache__", "corpus"}  # corpus: inputs of fuzzers are as they were found
HIDDEN_FOLDERS_READ = {".ci"}
TEXT_SUFFIXES = {".cc", ".h", ".def", ".cmake", ".py", ".sh", ".md", ".txt", ".json", ".yaml", ".yml"}
DRAWERS = {"util", "utils", "common", "misc", "helper", "helpers"}
UNFINISHED = re.compile("|".join(rf"\b{word}\b" for word in ("TO" "DO", "FIX" "ME", "X" "XX")))



def is_table_row(line):
    """A row of a table, {"name", ...}, or its texts in two languages: rows are read down, so each stays one line."""
    return re.match(r'\s*\{"', line) is not None


# What, as a regular expression on code without comments and texts; where it may stand; why not; what instead.
BANNED = (
    (r"\bstd::(?:basic_|w)?regex\b", (), "one pattern of a user can stop it for minutes", "use RE2 or a parser written by hand"),
    (r"\busing\s+namespace\s+std\b(?!::\w*literals)", (), "it hides where a name comes from", "write std::"),
    (r"(?<!<)\bnew\b", (), "nobody can see who owns it", "use std::make_unique or a value"),
    (r"\bthrow\b", (), "errors are values", "return fail(...)"),
    (r"\bstd::(?:cout|cerr|clog)\b", ("src/app/*", "src/prove/*", "test/bench/*"), "only the edge prints", "return text"),
    (r"\bassert\s*\(", (), "a bug must stop the program in release too", "use CHECK_THAT"),
    (r"\bstd::(?:ranges::)?views::\w+", (), "clang 14 refuses every view of libstdc++ 12", "write the loop"),
    (r"\bstd::ranges::(?:subrange|unique|remove(?:_if)?|rotate|(?:stable_)?partition|equal_range|search(?:_n)?|find_end)\b", (),
     "its result is a subrange, which clang 14 refuses with libstdc++ 12", "use std::erase_if, or the one of its name in std::"),
    (r"(?:^|[;{}])\s*rc::check\s*\(", (), "a property that fails is then only printed", "write CHECK(rc::check(...))"),
    (r"\bv?(?:f|s|sn|d|as)?printf\s*\(", ("src/base/check.h",), "its types are not checked", "use fmt"),
)
BANNED_IN_HEADERS = (
    (r"\busing\s+namespace\b", (), "whoever includes the header gets every name", "name what is used, in the .cc"),
)


@dataclass
class File:
    name: str  # from the root
    text: str

    @property
    def suffix(self):
        return Path(self.name).suffix

    @property
    def is_cpp(self):
        return self.suffix in (".cc", ".h")

    @property
    def is_product(self):
        return not re.search(r"_(test|bench|fuzz)\.cc$", self.name)

    @cached_property
    def code(self):
        return without_comments_and_texts(self.text)


def read_files(root):
    """(text files, names of all files and folders, findings about unreadable ones), build results and hidden folders left out."""
    files, names, findings = [], [], []
    for folder, inside, found in os.walk(root):
        inside[:] = sorted(name for name in inside
                           if name not in SKIPPED_FOLDERS and (not name.startswith(".") or name in HIDDEN_FOLDERS_READ))
        here = Path(folder).relative_to(root)
        names += [(here / name).as_posix() for name in [*inside, *sorted(found)]]
        for name in sorted(found):
            path = Path(folder) / name
            relative = (here / name).as_posix()
            if path.suffix not in TEXT_SUFFIXES and name != "Makefile" and relative != ".ci/run":
                continue
            try:
                files.append(File(relative, path.read_bytes().decode("utf-8")))
            except UnicodeDecodeError:
                findings.append(f"{relative}:1: is not UTF-8; every text here is; save it as UTF-8")
    return files, names, findings


def check_lengths(file):
    if file.suffix not in (".cc", ".h", ".cmake", ".py"):
        return
    lines = file.text.splitlines()
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LENGTH_MAX and not is_table_row(line):
            yield (f"{file.name}:{number}: {len(line)} characters; two files must fit side by side; "
                   f"break the line, at most {LINE_LENGTH_MAX}")
    if file.is_cpp and len(lines) > FILE_LINES_MAX:
        yield (f"{file.name}:{len(lines)}: {len(lines)} lines; nobody finds their way in more than {FILE_LINES_MAX}; "
               "split it by what it is about")


def check_blanks(file):
    for number, line in enumerate(file.text.split("\n"), 1):
        if line.endswith((" ", "\t", "\r")):
            yield f"{file.name}:{number}: ends in blanks or a carriage return; they make noise in a change; remove them"
        if "\t" in line and Path(file.name).name != "Makefile":
            yield f"{file.name}:{number}: holds a tab, which everyone sees differently; use spaces (in a text, \\t)"
    if file.text and (not file.text.endswith("\n") or file.text.endswith("\n\n")):
        yield f"{file.name}:{file.text.count(chr(10)) + 1}: a file ends with one newline, so that changes and tools agree; make it one"


def check_first_lines(file):
    lines = file.text.splitlines()
    name = Path(file.name).name
    if file.suffix in (".cc", ".h", ".def", ".cmake", ".py", ".sh") or name in ("CMakeLists.txt", "Makefile") or file.name == ".ci/run":
        first = lines[1:2] if lines and lines[0].startswith("#!") else lines[:1]
        if not first or LICENCE not in first[0]:
            yield f"{file.name}:1: no licence; every source says it first (after #!); write: {LICENCE}"
    if file.suffix == ".h" and "#pragma once" not in lines:
        yield f"{file.name}:1: no #pragma once; a header may be included twice; write it below the licence"


def check_words(file):
    for number, line in enumerate(file.text.splitlines(), 1):
        if found := UNFINISHED.search(line):
            yield f"{file.name}:{number}: {found[0]}; unfinished work is forgotten in comments; do it, or open an issue"
    if not file.is_cpp:
        return
    for pattern, places, why, instead in BANNED + (BANNED_IN_HEADERS if file.suffix == ".h" else ()):
        if any(fnmatchcase(file.name, place) for place in places):
            continue
        for found in re.finditer(pattern, file.code):
            yield f"{file.name}:{line_of(file.code, found.start())}: {found[0].strip(' (')}: {why}; {instead}"


def check_names(names):
    for name in names:
        if name.split("/")[0] == "data":
            continue
        words = set(re.split(r"[^a-z]+", Path(name).name.lower()))
        if drawers := words & DRAWERS:
            yield f"{name}:1: a file or folder called '{drawers.pop()}' fills with anything; name it by what it is about"


def check_tests(files):
    """Each folder of the sources has a test."""
    folders = {}
    for file in files:
        if file.name.startswith("src/") and file.suffix == ".cc":
            folders.setdefault(Path(file.name).parent.as_posix(), []).append(file.name)
    for folder, names in folders.items():
        library = [name for name in names if not re.search(r"(_(test|bench|fuzz)|/main)\.cc$", name)]
        if library and not any(name.endswith("_test.cc") for name in names):
            yield f"{library[0]}:1: {folder} has no *_test.cc; what no test runs breaks unseen; write one beside the code"


def check(root):
    root = Path(root)
    files, names, findings = read_files(root)
    yield from findings
    for file in files:
        for rule in (check_first_lines, check_lengths, check_blanks, check_words):
            yield from rule(file)
    yield from check_names(names)
    yield from check_tests(files)
    catalogue = [file for file in files if fnmatchcase(file.name, "src/base/catalogue/*.def")]
    yield from catalogue_use.check(catalogue, [file for file in files if file.is_cpp and file.name.startswith("src/")])


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    findings = list(check(sys.argv[1]))
    print("\n".join([*findings, f"tidy: {len(findings)} findings"]) if findings else "tidy: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
