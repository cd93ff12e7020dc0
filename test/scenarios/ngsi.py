#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the scenarios of test/scenarios/ngsi against the program over a real socket: ngsi.py PROGRAM [FILTER]

A scenario is a sentence and what is said over the wire, one exchange a line, separated by blank lines:

    # An entity that exists cannot be created twice (5.6.1).
    POST /entities {"id":"urn:x:1","type":"Lamp"}   -> 201
    POST /entities {"id":"urn:x:1","type":"Lamp"}   -> 409 {"title":"AlreadyExists",...}

An address without a host is one below /ngsi-ld/v1. Lines that begin with `>` add a header to the requests after them (`> Name:` alone takes it away again),
lines that begin with `<` ask for a header of the answer before them. A body may go on over lines that begin with two blanks. What is expected must
be the answer,
but for "..." in an object or at the end of an array, which stands for whatever else there is, and "*", which stands for any value. Each scenario has
a tenant of its own, unless it names one.
"""

import http.client
import json
import re
import sys
import tempfile
from pathlib import Path

from server import Server

FOLDER = Path(__file__).resolve().parent / "ngsi"
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS")


class Mismatch(Exception):
    pass


def scenarios(file):
    """(sentence, lines) of each scenario; a line that goes on is joined."""
    found = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if line.startswith("# "):
            found.append((line[2:], []))
        elif line.startswith("  ") and line.strip():
            found[-1][1][-1][1] += " " + line.strip()
        elif line.strip() and not line.startswith("#"):
            found[-1][1].append([number, line.strip()])
    return [(sentence, lines) for sentence, lines in found if lines]


def fits(wanted, found, where=""):
    """Nothing when `found` is what `wanted` says, else what differs."""
    if wanted == "*":
        return None
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name, value in wanted.items():
            if name == "...":
                continue
            if name not in found:
                return f"{where}.{name} is missing"
            if differs := fits(value, found[name], f"{where}.{name}"):
                return differs
        extra = [] if "..." in wanted else [name for name in found if name not in wanted]
        return f"{where} also has {extra}" if extra else None
    if isinstance(wanted, list) and isinstance(found, list):
        is_open = bool(wanted) and wanted[-1] == "..."
        items = wanted[:-1] if is_open else wanted
        if len(found) < len(items) or (len(found) > len(items) and not is_open):
            return f"{where} has {len(found)} items, not {len(items)}"
        for at, item in enumerate(items):
            if differs := fits(item, found[at], f"{where}[{at}]"):
                return differs
        return None
    same = wanted == found and isinstance(wanted, bool) == isinstance(found, bool)
    return None if same else f"{where or 'the answer'} is {json.dumps(found)}, not {json.dumps(wanted)}"


def expected_body(text):
    text = text.strip()
    return None if not text else json.loads(re.sub(r",?\s*\.\.\.\s*(?=[}\]])", lambda match: placeholder(match, text), text))


def placeholder(match, text):
    comma = "," if match.group(0).lstrip().startswith(",") else ""
    return comma + ('"...": 0' if text[match.end()] == "}" else '"..."')


class Conversation:
    def __init__(self, port, tenant):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"NGSILD-Tenant": tenant}
        self.answer = None

    def line(self, text):
        if text.startswith(">"):
            name, _, value = text[1:].strip().partition(":")
            self.headers.pop(name, None)
            if value.strip():
                self.headers[name] = value.strip()
        elif text.startswith("<"):
            self.check_header(text[1:].strip())
        else:
            self.exchange(text)

    def check_header(self, text):
        name, _, value = text.partition(":")
        found = [each for key, each in self.answer.getheaders() if key.lower() == name.lower()]
        if value.strip() == "-":
            if found:
                raise Mismatch(f"the header {name} is there: {found}")
        elif value.strip() not in found and not (value.strip() == "*" and found):
            raise Mismatch(f"the header {name} is {found}, not '{value.strip()}'")

    def exchange(self, text):
        request, arrow, wanted = text.rpartition("->")
        method, _, rest = request.strip().partition(" ")
        if not arrow or method not in METHODS:
            raise Mismatch(f"this line is no exchange: {text}")
        address, _, body = rest.strip().partition(" ")
        headers = dict(self.headers)
        body = body.strip()
        if body and "Content-Type" not in headers:
            headers["Content-Type"] = "application/json"
        path = address if address.startswith(("/ngsi-ld/", "/health", "/ready", "/metrics", "/openapi", "/nothing")) else "/ngsi-ld/v1" + address
        self.connection.request(method, path, body.encode() if body else None, headers)
        self.answer = self.connection.getresponse()
        content = self.answer.read().decode()
        status, _, expected = wanted.strip().partition(" ")
        if self.answer.status != int(status):
            raise Mismatch(f"the status is {self.answer.status}, not {status}: {content[:400]}")
        if (expected := expected_body(expected)) is not None:
            if differs := fits(expected, json.loads(content)):
                raise Mismatch(f"{differs}: {content[:400]}")


def run(file, port):
    passed, failed = 0, []
    for at, (sentence, lines) in enumerate(scenarios(file)):
        conversation = Conversation(port, f"{file.stem}-{at}")
        try:
            for number, line in lines:
                conversation.line(line)
            passed += 1
        except (Mismatch, json.JSONDecodeError, OSError, http.client.HTTPException) as fault:
            failed.append(f"{file.name}:{number}: {sentence}\n    {line[:300]}\n    {fault!r}" if not isinstance(fault, Mismatch)
                          else f"{file.name}:{number}: {sentence}\n    {line[:300]}\n    {fault}")
        conversation.connection.close()
    return passed, failed


def main():
    program, chosen = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    passed, failed = 0, []
    with tempfile.TemporaryDirectory() as folder:
        server = Server(program, folder + "/data", "--open")
        try:
            for file in sorted(FOLDER.glob("*.txt")):
                if chosen in file.name:
                    done, faults = run(file, server.port)
                    passed, failed = passed + done, failed + faults
        finally:
            code, told = server.stop()
    if code != 0:
        failed.append(f"the program ended with {code}: {told}")
    for fault in failed:
        print(fault)
    print(f"{passed} scenarios passed, {len(failed)} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
