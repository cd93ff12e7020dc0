# SPDX-License-Identifier: Apache-2.0
"""Compares the catalogue of messages (src/base/catalogue/*.def) with its uses in the sources; a part of tidy.py.

Only forms whose meaning is certain are compared:
    call(..., say::x, {{"a", ...}, {"b", ...}}, ...)   the names are the arguments of x (also after `condition ? say::w : say::x`);
                                                       calls other than these four must name at least one argument of x
    fail(Errc::..., say::x)  findings.error(place, say::x)  Message(say::x)  text_of(say::x, ...)  and with {}   x has no argument
    {"a", say::y} inside such a list                   y has no argument: nothing could fill it
"""

import re
from dataclasses import dataclass

from cpp_text import closing, line_of, opening, parts, without_comments, without_comments_and_texts

_TEXT = r'(?:"(?:\\.|[^"\\\n])*"\s*)+'
_ENTRY = re.compile(rf"^MESSAGE\(\s*(\w+)\s*,\s*({_TEXT}),\s*({_TEXT})\)\s*$", re.MULTILINE)
_USE = re.compile(r"\b(?:say|MessageId)::(\w+)\b")
_SAY = r"(?:alzette::)?(?:base::)?(?:say|MessageId)::"
_OTHER_BRANCH = re.compile(rf"\s*:\s*{_SAY}\w+\b")
_LIST = re.compile(r"\s*,\s*(\{)")
_CALLEE = re.compile(r"([A-Za-z_][\w.:>-]*)\s*$")
_NAMED = re.compile(r'\s*\{\s*"(\w+)"\s*,')
_MESSAGE_ARGUMENT = re.compile(rf'\s*\{{\s*"\w+"\s*,\s*{_SAY}(\w+)\s*\}}\s*')
_FINDINGS = re.compile(r"(^|\W)findings_?\.(error|warning)$")
_KIND = re.compile(r"\s*(?:base::)?Errc::")
_TAKES_A_LIST = ("fail", "error", "warning", "Message")


@dataclass
class Entry:
    place: str
    arguments: frozenset


def _arguments(text):
    return frozenset(re.findall(r"\{(\w+)\}", text))


def read_entries(files):
    """({id: Entry}, findings) of the catalogue."""
    entries, findings = {}, []
    for file in files:
        text = without_comments(file.text)
        for start in re.finditer(r"^MESSAGE\(", text, re.MULTILINE):
            where = f"{file.name}:{line_of(text, start.start())}"
            entry = _ENTRY.match(text, start.start())
            if not entry:
                findings.append(f'{where}: this entry cannot be read; one entry is MESSAGE(id, "English", "French"); write it so')
                continue
            name, english, french = entry[1], entry[2], entry[3]
            if name in entries:
                findings.append(f"{where}: {name} is already at {entries[name].place}; an id names one sentence; choose another")
            if not re.sub(r'["\s]', "", english) or not re.sub(r'["\s]', "", french):
                findings.append(f"{where}: {name} lacks a language; every sentence is in English and French; write both")
            if _arguments(english) != _arguments(french):
                differing = ", ".join(sorted(_arguments(english) ^ _arguments(french)))
                findings.append(f"{where}: {name} names {{{differing}}} in one language only; both say the same; name it in both")
            entries[name] = Entry(where, _arguments(english) | _arguments(french))
    return entries, findings


def _names_in_list(code, text, start, end):
    """The argument names of a list {{"a", ...}, ...} between two braces; None when it is not certainly one."""
    names = []
    for first, last in parts(code, start + 1, end):
        named = _NAMED.match(text, first, last)
        if not named:
            return None
        names.append(named[1])
    return frozenset(names)


def _callee(code, bracket):
    """What is called with the bracket: "fail", "call.findings.error", "base::Message"; empty when nothing is."""
    if bracket < 0 or code[bracket] == "[":
        return ""
    called = _CALLEE.search(code, max(0, bracket - 200), bracket)
    name = called[1] if called else ""
    word = re.split(r"::|\.|->", name)[-1]
    if code[bracket] == "{" and word != "Message":
        return ""
    return "" if word in ("if", "while", "switch", "return", "for") else name


def _compare(given, entry):
    missing, unknown = sorted(entry.arguments - given), sorted(given - entry.arguments)
    said = []
    if missing:
        said.append("lacks " + ", ".join(f"{{{name}}}" for name in missing))
    if unknown:
        said.append("is given " + ", ".join(f'"{name}"' for name in unknown) + " in vain")
    return " and ".join(said)


def _check_use(code, text, use, entries):
    """What is wrong with one use, as (offset, finding) pairs."""
    name = use[1]
    end = use.end()
    while branch := _OTHER_BRANCH.match(code, end):
        end = branch.end()
    bracket = opening(code, use.start())
    callee = _callee(code, bracket)
    if not callee:
        return
    word = re.split(r"::|\.|->", callee)[-1]
    given = None
    listed = _LIST.match(code, end)
    close = closing(code, listed.start(1)) if listed else -1
    if word == "text_of" and not code[bracket + 1:use.start()].replace("base::", "").strip():
        given = frozenset()
    elif close > 0:
        given = _names_in_list(code, text, listed.start(1), close)
        if given is not None and word not in _TAKES_A_LIST and not given & entries[name].arguments:
            given = None  # it may be a list of something else
    elif not listed and code[end:].lstrip()[:1] in (")", "}"):
        if word == "Message" or _FINDINGS.search(callee) or (word == "fail" and _KIND.match(code, bracket + 1)):
            given = frozenset()
    if given is None:
        return
    if wrong := _compare(given, entries[name]):
        yield use.start(), f"say::{name} {wrong}; its braces and the arguments of its use are the same; see {entries[name].place}"
    if close > 0 and given:
        for first, last in parts(code, listed.start(1) + 1, close):
            inner = _MESSAGE_ARGUMENT.fullmatch(text, first, last)
            if inner and inner[1] in entries and entries[inner[1]].arguments:
                yield first, (f"say::{inner[1]} is an argument here and has arguments itself, which nothing fills; use an entry without "
                              f"arguments; see {entries[inner[1]].place}")


def check(catalogue, sources):
    """Findings; both are lists of files with `name`, `text` and, for sources, `is_product` (no test, benchmark or fuzzer)."""
    if not catalogue:
        return
    entries, findings = read_entries(catalogue)
    yield from findings
    used = set()
    for file in sources:
        text = without_comments(file.text)
        code = without_comments_and_texts(file.text)
        for use in _USE.finditer(code):
            if use[1] not in entries:
                yield (f"{file.name}:{line_of(code, use.start())}: say::{use[1]} is not in src/base/catalogue; every sentence is an entry "
                       "there; add it, in both languages")
                continue
            if file.is_product:
                used.add(use[1])
            for offset, finding in _check_use(code, text, use, entries):
                yield f"{file.name}:{line_of(code, offset)}: {finding}"
    for name, entry in entries.items():
        if name not in used:
            yield f"{entry.place}: {name} is said nowhere in the product; nobody can see it, and it is still translated; use or remove it"
