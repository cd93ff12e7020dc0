#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps includes in their layers: tools/layers.py ROOT

src/CMakeLists.txt is the order: a folder may include itself and the folders it USES, which all stand above it. A third-party header is
included only where the table OWNERS says.
"""

import re
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from cpp_text import without_comments

TESTS = ("*_test.cc", "*_test.h", "test/*")
EDGE = ("app/*", "store/folder_lock.cc", "store/backup.cc", "*_fuzz.cc", *TESTS)
ANYWHERE = ("*",)

# A header or the start of its path; where it may be included (below src/, or test/); why there.
OWNERS = (
    ("libfyaml.h", ("yaml/*",), "one folder knows the YAML library"),
    ("sodium.h", ("base/*",), "one folder knows the cryptography library"),
    ("CLI/", ("app/main.cc",), "the command line is read in one place, and the header costs seconds"),
    ("fmt/", ANYWHERE, ""),
    ("tl/expected.hpp", ("base/*",), "Result hides it (base/result.h)"),
    ("boost/math/tools/", ("decide/*",), "roots are sought in decide"),
    ("boost/math/", ("formula/*",), "distributions live in formula"),
    ("boost/random/", ("formula/*",), "Sobol directions live in formula"),
    ("hwy/", ("formula/*",), "vector code lives in formula"),
    ("Cbc_C_Interface.h", ("decide/choice_cbc.cc",), "one file knows the solver, which is not made for several threads"),
    ("simdjson.h", ("json/*",), "one folder knows the JSON library"),
    ("restinio/", ("net/*",), "one folder knows the web server library, and its headers cost seconds"),
    ("asio", ("net/*.cc",), "only net has sockets"),
    ("curl/", ("net/fetch.cc",), "what asks other machines is in one place"),
    ("openssl/", ("net/*.cc",), "one folder knows TLS"),
    ("sqlite3.h", ("store/*",), "one folder knows the database"),
    ("zstd.h", ("store/*",), "one folder compresses"),
    ("re2/", ("ngsi/*.cc",), "patterns of users are met in queries"),
    ("geos_c.h", ("ngsi/*.cc",), "one folder knows geometry"),
    ("proj.h", ("observe/coordinates.cc",), "one file knows how coordinates are projected"),
    ("dlfcn.h", ("base/library.cc",), "libraries that few commands need are opened in one place"),
    ("absl/", ("base/by_text.h", "understand/*"), "maps by text are base/by_text.h, indexes in memory live in understand"),
    ("xxhash.h", ("understand/value_index.cc",), "texts are hashed for the indexes alone"),
    ("boost/iterator/", ("understand/*.cc",), "what the index of places writes to"),
    ("boost/geometry", ("understand/*.cc",), "the index of places lives in understand, and its headers cost seconds"),
    ("r123/", ("formula/*",), "draws live in formula"),
    ("Random123/", ("formula/*",), "draws live in formula"),
    ("doctest/", TESTS, "only tests test"),
    ("rapidcheck", TESTS, "only tests test"),
    ("benchmark/", ("*_bench.cc",), "only benchmarks measure"),
    ("fuzzer/", ("*_fuzz.cc",), "only fuzzers fuzz"),
    ("arpa/inet.h", ("net/*",), "only net has sockets"),
    ("netinet/in.h", ("net/*",), "only net has sockets"),
    ("sys/socket.h", ("net/*", *EDGE), "only net has sockets"),
    ("pthread.h", ("understand/fair_mutex.h",), "the one lock where the library's is not fair"),
    ("netdb.h", ("net/*",), "only net has sockets"),
    ("unistd.h", ("net/probe.cc", *EDGE), "only the edge talks to the system"),
    ("fcntl.h", EDGE, "only the edge talks to the system"),
    ("sys/resource.h", ("net/server.cc", *EDGE), "the server asks how many connections it may have"),
    ("sched.h", ("base/processors.cc", "base/processors_test.cc"), "how many threads are worth having, for the server and for draws"),
    ("sys/", EDGE, "only the edge talks to the system"),
)

STANDARD = frozenset("""
    algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts condition_variable coroutine deque
    exception execution expected filesystem format forward_list fstream functional future initializer_list iomanip ios iosfwd iostream
    istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric optional ostream queue random ranges
    ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf string
    string_view syncstream system_error thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant
    vector version
    cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring
    ctime cuchar cwchar cwctype
""".split())

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"(?P<quoted>[^"\n]+)"|<(?P<angled>[^>\n]+)>)', re.MULTILINE)


@dataclass
class Module:
    name: str
    line: int
    uses: tuple


def read_modules(text):
    """The module and program lines of src/CMakeLists.txt, in order."""
    text = re.sub(r"#[^\n]*", lambda comment: " " * len(comment[0]), text)
    modules = []
    for call in re.finditer(r"^[ \t]*(module|program)\(([^)]*)\)", text, re.MULTILINE):
        words = call[2].split()
        name = words[1] if call[1] == "program" else words[0]
        uses, keyword = [], ""
        for word in words[2 if call[1] == "program" else 1:]:
            if word in ("USES", "LINKS"):
                keyword = word
            elif keyword == "USES":
                uses.append(word)
        modules.append(Module(name, text.count("\n", 0, call.start()) + 1, tuple(uses)))
    return modules


def check_modules(root, modules):
    names = [module.name for module in modules]
    for index, module in enumerate(modules):
        for used in module.uses:
            if used not in names[:index]:
                what = "stands below it" if used in names else "is not listed"
                yield (f"src/CMakeLists.txt:{module.line}: {module.name} uses {used}, which {what}; a folder uses only folders above it; "
                       f"move {used} up, or drop it from USES")
    for folder in sorted(path for path in (root / "src").iterdir() if path.is_dir()):
        if folder.name not in names and any(folder.glob("*.cc")):
            yield (f"src/{folder.name}: has sources but no line in src/CMakeLists.txt; nothing builds them; "
                   f"add module({folder.name} USES ...) in its place of the order")


def our_include(where, header, folder, modules):
    """What is wrong with an include of our own, or None. `folder` is None in test/, which may use everything."""
    names = [module.name for module in modules]
    used = header.split("/")[0]
    if "/" not in header or used not in names:
        return (f'{where}: includes "{header}"; quotes are for our own headers, named from src/ with their folder; '
                'write "folder/name.h", or angle brackets for a library')
    if folder is None or used == folder:
        return None
    module = modules[names.index(folder)]
    if used in module.uses:
        return None
    if names.index(used) > names.index(folder):
        return (f'{where}: includes "{header}"; {used} stands below {folder} in src/CMakeLists.txt and a folder uses only those above it; '
                f'move what both need up into {folder} or above, or this code down into {used}')
    return (f'{where}: includes "{header}"; {folder} does not say that it uses {used}, and only what it says is linked; '
            f'add {used} to its USES (src/CMakeLists.txt:{module.line}), if {folder} should know it')


def library_include(where, header, place, folders):
    """What is wrong with an include in angle brackets, or None."""
    if header in STANDARD:
        return None
    if header.split("/")[0] in folders:
        return f'{where}: includes <{header}>; angle brackets are for libraries; write "{header}"'
    for owned, places, why in OWNERS:
        if not header.startswith(owned):
            continue
        if any(fnmatchcase(place, pattern) for pattern in places):
            return None
        return (f"{where}: includes <{header}>, which belongs to {' and '.join(places)}: {why}; "
                f"use what that place offers, or add to it what is missing")
    return (f"{where}: includes <{header}>, which no folder owns; each library is included from one folder, with a reason; "
            "add a line to OWNERS in tools/layers.py (and the package to packages.txt), or do without it")


def check(root):
    root = Path(root)
    listing = root / "src" / "CMakeLists.txt"
    modules = read_modules(listing.read_text())
    if not modules:
        yield "src/CMakeLists.txt: no module() line was found; the order of the folders is read from there; add them"
        return
    yield from check_modules(root, modules)
    names = [module.name for module in modules]
    for file in sorted([*(root / "src").rglob("*"), *(root / "test").rglob("*")]):
        if file.suffix not in (".cc", ".h", ".def") or not file.is_file():
            continue
        path = file.relative_to(root)
        in_source = path.parts[0] == "src"
        folder = path.parts[1] if in_source else None
        if in_source and folder not in names:
            continue  # said above, once for the folder
        place = path.relative_to("src").as_posix() if in_source else path.as_posix()
        text = without_comments(file.read_text(encoding="utf-8"))
        for include in INCLUDE.finditer(text):
            where = f"{path.as_posix()}:{text.count(chr(10), 0, include.start()) + 1}"
            if include["quoted"]:
                wrong = our_include(where, include["quoted"], folder, modules)
            else:
                wrong = library_include(where, include["angled"], place, names)
            if wrong:
                yield wrong


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    findings = list(check(sys.argv[1]))
    print("\n".join([*findings, f"layers: {len(findings)} findings"]) if findings else "layers: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
