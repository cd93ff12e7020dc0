# SPDX-License-Identifier: Apache-2.0
"""C++ text with parts blanked out, every character left in its place, so that offsets and lines still count."""

import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*(?:(?<=\\)\n[^\n]*)*|/\*.*?(?:\*/|\Z))
      | (?P<raw>\b(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
      | (?P<number>\b\d(?:'?[\w.])*)
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.VERBOSE)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    return _TOKEN.sub(lambda token: _blank(token[0]) if token["comment"] else token[0], text)


def without_comments_and_texts(text):
    """The quotes stay, what is between them goes."""
    def blanked(token):
        if token["comment"]:
            return _blank(token[0])
        if token["raw"] or token["text"]:
            first = token[0].index(token[0][-1])
            return token[0][:first + 1] + _blank(token[0][first + 1:-1]) + token[0][-1]
        return token[0]
    return _TOKEN.sub(blanked, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def closing(code, start):
    """Where the bracket that opens at `start` closes, -1 when it does not. `code` is without comments and texts."""
    depth = 0
    for place in range(start, len(code)):
        if code[place] in "([{":
            depth += 1
        elif code[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place
    return -1


def opening(code, place):
    """Where the innermost bracket around `place` opens within its statement, -1 when there is none."""
    depth = 0
    for back in range(place - 1, -1, -1):
        if code[back] in ")]}":
            depth += 1
        elif code[back] in "([{":
            if depth == 0:
                return back
            depth -= 1
        elif code[back] == ";" and depth == 0:
            return -1
    return -1


def parts(code, start, end):
    """(start, end) of each part between commas of code[start:end], brackets respected; none when it is blank."""
    found, depth, first = [], 0, start
    for place in range(start, end):
        if code[place] in "([{":
            depth += 1
        elif code[place] in ")]}":
            depth -= 1
        elif code[place] == "," and depth == 0:
            found.append((first, place))
            first = place + 1
    if code[first:end].strip() or found:
        found.append((first, end))
    return found
