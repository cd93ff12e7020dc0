# SPDX-License-Identifier: Apache-2.0
"""Compares the catalogue of messages (src/base/catalogue/*.def) with its uses in the sources; a part of tidy.py.

Only forms whose meaning is certain are compared:
    fail(Errc::..., say::x, {{"a", ...}, {"b", ...}})   the names are the arguments of x; so for error, warning, Message, say, in_words
    fail(Errc::..., say::x)   no name; so for findings.error(place, say::x), Message(say::x), report.say(say::x), text_of(say::x, ...)
    other(say::x, {{"a", ...}})   where one name is an argument of x, all are; `other` may add more
    {"a", say::y} inside such a list   y has no argument: nothing could fill it
In place of say::x there may be a choice, condition ? say::w : say::x. What is given then serves one of them at least.
"""

import re
from dataclasses import dataclass

from cpp_text import closing, line_of, opening, parts, without_comments, without_comments_and_texts

_TEXT = r'(?:"(?:\\.|[^"\\\n])*"\s*)+'
_ENTRY = re.compile(rf"^MESSAGE\(\s*(\w+)\s*,\s*({_TEXT}),\s*({_TEXT})\)\s*$", re.MULTILINE)
_USE = re.compile(r"\bsay::(\w+)\b")
_SAY = r"(?:alzette::)?say::"
_BRANCHES = re.compile(rf"(?:\A|\?)\s*{_SAY}\w+(?:\s*:[^?:]*\?\s*{_SAY}\w+)*(?:\s*:\s*{_SAY}\w+)?\s*\Z")
_CALLEE = re.compile(r"([A-Za-z_][\w.:>-]*)\s*$")
_NAMED = re.compile(r'\s*\{\s*"(\w+)"\s*,')
_MESSAGE_ARGUMENT = re.compile(rf'\s*\{{\s*"\w+"\s*,\s*{_SAY}(\w+)\s*\}}\s*')
_WITHOUT_LIST = re.compile(r"((^|\W)findings_?\.(error|warning)|\.say|(^|\W)Message)$")
_KIND = re.compile(r"\s*(?:base::)?Errc::")
_TAKES_ALL = ("fail", "error", "warning", "Message", "say", "in_words")


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


def _last_word(callee):
    return re.split(r"::|\.|->", callee)[-1]


def _callee(code, bracket):
    """What is called with the bracket: "fail", "call.findings.error", "base::Message"; empty when nothing is."""
    if bracket < 0 or code[bracket] == "[":
        return ""
    called = _CALLEE.search(code, max(0, bracket - 200), bracket)
    name = called[1] if called else ""
    word = _last_word(name)
    if code[bracket] == "{" and word != "Message":
        return ""
    return "" if word in ("if", "while", "switch", "return", "for") else name


def _given(code, text, callee, bracket, arguments, index):
    """(names given to the entry in arguments[index], where their list starts and ends); names is None when that is not certain."""
    word = _last_word(callee)
    if word == "text_of" and index == 0:
        return frozenset(), None
    if index + 1 == len(arguments):
        direct = _WITHOUT_LIST.search(callee) or (word == "fail" and _KIND.match(code, bracket + 1))
        return (frozenset() if direct else None), None
    first, last = arguments[index + 1]
    first += len(code[first:last]) - len(code[first:last].lstrip())
    if code[first:first + 1] != "{" or closing(code, first) != first + len(code[first:last].rstrip()) - 1:
        return None, None
    bounds = (first, closing(code, first))
    return _names_in_list(code, text, *bounds), bounds


def _check_use(code, text, use, entries):
    """What is wrong with one use, as (offset, finding) pairs."""
    bracket = opening(code, use.start())
    callee = _callee(code, bracket)
    if not callee or closing(code, bracket) < 0:
        return
    arguments = parts(code, bracket + 1, closing(code, bracket))
    index = next(index for index, (_, last) in enumerate(arguments) if use.start() < last)
    branches = _BRANCHES.search(code, *arguments[index]) if "?" in code[slice(*arguments[index])] else None
    if not branches and not re.fullmatch(rf"\s*{_SAY}\w+\s*", code[slice(*arguments[index])]):
        return
    names = _USE.findall(branches[0]) if branches else [use[1]]
    if (branches and use.start() < branches.start()) or any(name not in entries for name in names):
        return
    given, bounds = _given(code, text, callee, bracket, arguments, index)
    if given is None:
        return
    possible = frozenset().union(*(entries[name].arguments for name in names))
    takes_all = bounds is None or _last_word(callee) in _TAKES_ALL
    if not takes_all and not given & possible:
        return  # it may be a list of something else
    said, seen = [], f"; its braces and the arguments of its use are the same; see {entries[use[1]].place}"
    if takes_all and (missing := sorted(entries[use[1]].arguments - given)):
        said.append("lacks " + ", ".join(f"{{{name}}}" for name in missing))
    if use[1] == names[0] and (unknown := sorted(given - possible)):
        said.append("is given " + ", ".join(f'"{name}"' for name in unknown) + " in vain")
    if said:
        yield use.start(), f"say::{use[1]} " + " and ".join(said) + seen
    if bounds and use[1] == names[0]:
        for first, last in parts(code, bounds[0] + 1, bounds[1]):
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
