#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that THIRD-PARTY.md names every library the program is made with: tools/third_party.py ROOT

Every library of the section "build" of packages.txt has a row; a row's library is one of these, or says through which of them it comes; and where Debian's
package is installed, the licence that its copyright file gives to the files of the whole is the one that the row says Debian says.
"""

import re
import sys
from pathlib import Path

PAGE = "THIRD-PARTY.md"
COLUMNS = ("name", "package", "version", "licence", "debian", "use")
CELLS = {**{column: rf"(?P<{column}>[^|]+)" for column in COLUMNS}, "package": r"`(?P<package>[^`|]+)`"}
ROW = re.compile(r"^\| " + r" \| ".join(CELLS.values()) + r" \|", re.MULTILINE)


def built_with(root):
    """The libraries of the section `build`."""
    inside, packages = False, []
    for line in (root / "packages.txt").read_text().splitlines():
        if line.startswith("# "):
            inside = "build" in line.split()[1:]
        elif inside and re.match(r"\S+-dev\b", line):
            packages.append(line.split()[0])
    return packages


def licence_in(copyright_file):
    """What a machine-readable copyright file of Debian says of all files; nothing where it is not in that form."""
    text = copyright_file.read_text(encoding="utf-8", errors="replace")
    found = re.search(r"^Files: \*$.*?^License: *(.+?)$", text, re.MULTILINE | re.DOTALL)
    return found.group(1).strip() if found else None


def check(root, installed=Path("/usr/share/doc")):
    root = Path(root)
    text = (root / PAGE).read_text(encoding="utf-8")
    rows = {row["package"]: row for row in ROW.finditer(text)}
    packages = built_with(root)
    for package in packages:
        if package not in rows:
            yield f"{PAGE}:1: {package} of packages.txt is not in it; add its licence, from /usr/share/doc/{package}/copyright"
    for package, row in rows.items():
        line = text.count("\n", 0, row.start()) + 1
        if package not in packages and "through `" not in row["use"]:
            yield f"{PAGE}:{line}: {package} is not in packages.txt; take the row out, or say through which package it comes"
        file = installed / package / "copyright"
        found = licence_in(file) if file.exists() else None
        if found and found != row["debian"]:
            yield f"{PAGE}:{line}: Debian says '{found}' of {package}, not '{row['debian']}'; look into {file}"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    findings = list(check(sys.argv[1]))
    for finding in findings:
        print(finding)
    print(f"third_party: {len(findings) or 'nothing'} found")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
