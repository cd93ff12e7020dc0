#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Contexts from elsewhere, over a real socket: contexts.py PROGRAM

Starts a server of contexts on loopback and the program with and without leave to ask it, and counts what is fetched: nothing unless it is allowed, each
context once, and no request that names none waits for a slow host (clause 5.13, kind Cached).
"""

import http.client
import json
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

from checks import Checks
from server import Server

ENTITIES = "/ngsi-ld/v1/entities"
CONTEXTS = "/ngsi-ld/v1/jsonldContexts"
SLOW_SECONDS = 12


class Host(BaseHTTPRequestHandler):
    asked = []
    is_broken = False

    def do_GET(self):
        self.asked.append(self.path)
        here = f"http://127.0.0.1:{self.server.server_port}"
        documents = {
            "/lamps": {"@context": [f"{here}/words", {"lampe": "https://a.example/lampe"}]},
            "/words": {"@context": {"puissance": "https://a.example/puissance"}},
            "/nothing": {"no": "context"},
        }
        if self.path.startswith("/slow"):
            time.sleep(SLOW_SECONDS)
        if self.is_broken:
            self.send_error(500)
            return
        if self.path in ("/moved", "/away", "/round"):
            self.send_response(302)
            self.send_header("Location", {"/moved": "/words", "/away": "http://localhost:1/x", "/round": "/round"}[self.path])
            self.end_headers()
            return
        body = b"[" * 5_000_000 if self.path == "/large" else json.dumps(documents.get(self.path, {})).encode()
        self.send_response(200 if self.path in documents or self.path == "/large" else 404)
        self.send_header("Content-Type", "application/ld+json")
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the program has heard enough

    def log_message(self, *_):
        pass


class Check(Checks):
    def __init__(self):
        super().__init__()
        self.port = 0

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body if body is None else json.dumps(body), headers or {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def status(self, what, status, method, path, body=None, headers=None):
        found, text = self.ask(method, path, body, headers)
        self.that(what, found == status, f"{found} instead of {status}: {text[:300]}")
        return text


def link(uri):
    return {"Link": f'<{uri}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'}


def lamp(number, **more):
    return {"id": f"urn:ngsi-ld:Lamp:{number}", "type": "lampe", "puissance": 40, **more}


JSON = {"Content-Type": "application/json"}
JSON_LD = {"Content-Type": "application/ld+json"}


def allowed(check, here):
    check.status("a context from elsewhere is fetched, with the one it names", 201, "POST", ENTITIES, lamp(1), {**JSON, **link(here + "/lamps")})
    check.that("each once", sorted(Host.asked) == ["/lamps", "/words"], Host.asked)
    text = check.status("its terms are used", 200, "GET", ENTITIES + "/urn:ngsi-ld:Lamp:1")
    check.that("expanded", "https://a.example/puissance" in text and "https://a.example/lampe" in text, text)
    text = check.status("and again for reading", 200, "GET", ENTITIES + "?type=lampe", None, link(here + "/lamps"))
    check.that("compacted", '"puissance"' in text and len(Host.asked) == 2, (text, Host.asked))
    check.status("in a body", 201, "POST", ENTITIES, lamp(2, **{"@context": [here + "/lamps"]}), JSON_LD)
    batch = [lamp(3, **{"@context": here + "/moved"}), lamp(4, **{"@context": here + "/lamps"})]
    text = check.status("in the items of a batch, and behind a redirection", 201, "POST", "/ngsi-ld/v1/entityOperations/create", batch, JSON_LD)
    check.status("in a hosted context", 201, "POST", CONTEXTS, {"@context": [here + "/words", {"a": "https://a.example/a"}]}, JSON)
    check.that("what is here is not asked for", Host.asked.count("/lamps") == 1, Host.asked)

    text = check.status("it is listed", 200, "GET", CONTEXTS + "?kind=Cached&details=true")
    listed = {each["URL"]: each for each in json.loads(text)}
    check.that("as cached", listed[here + "/lamps"]["kind"] == "Cached" and "createdAt" in listed[here + "/lamps"], text)
    text = check.status("hosted ones apart", 200, "GET", CONTEXTS + "?kind=Hosted")
    check.that("only those", "/lamps" not in text, text)
    words = CONTEXTS + "/" + quote(here + "/words", safe="")
    check.status("what is elsewhere is not served here (5.13.4.4)", 422, "GET", words)
    identifier = listed[here + "/words"]["localId"]
    text = check.status("but what is known of it, by its address or its id", 200, "GET", f"{CONTEXTS}/{identifier}?details=true")
    check.that("the same", json.loads(text)["URL"] == here + "/words", text)
    check.status("reload fetches it again", 204, "DELETE", f"{CONTEXTS}/{identifier}?reload=true")
    check.that("now", Host.asked.count("/words") == 3, Host.asked)  # once as itself, once as what /moved led to
    Host.is_broken = True
    check.status("a reload that fails says so", 504, "DELETE", f"{CONTEXTS}/{identifier}?reload=true")
    check.status("and leaves what was there (5.13.5.4)", 200, "GET", ENTITIES + "?type=lampe", None, link(here + "/words"))
    Host.is_broken = False
    check.status("it can be forgotten", 204, "DELETE", f"{CONTEXTS}/{identifier}")
    check.status("and is then not here", 404, "GET", f"{CONTEXTS}/{identifier}?details=true")
    text = check.status("one that names it has it fetched again", 200, "GET", ENTITIES + "?type=lampe", None, link(here + "/lamps"))
    check.that("and is read with it", '"puissance"' in text, text)


def refusals(check, here):
    for path, told in (("/none", "HTTP 404"), ("/large", "> 4194304 bytes"), ("/nothing", "no JSON document"), ("/away", "localhost:1"), ("/round", "3 times")):
        text = check.status(f"{path} is not to be had", 504, "GET", ENTITIES + "?type=lampe", None, link(here + path))
        check.that("and why is said", told in text and "LdContextNotAvailable" in text, text)
    asked = len(Host.asked)
    check.status("nor asked for again at once", 504, "GET", ENTITIES + "?type=lampe", None, link(here + "/none"))
    check.that("a host is spared", len(Host.asked) == asked, Host.asked)
    check.status("another host is not asked", 504, "GET", ENTITIES + "?type=lampe", None, link("http://localhost:1/x"))
    text = check.status("in French", 504, "GET", ENTITIES + "?type=lampe", None, {**link(here + "/none"), "Accept-Language": "fr"})
    check.that("all of it", "n'a pas pu être lu" in text, text)


def slow_host(check, here):
    done = []

    def wait():
        began = time.monotonic()
        done.append((check.ask("GET", ENTITIES + "?type=lampe", None, link(here + "/slow"))[0], time.monotonic() - began))

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    began = time.monotonic()
    for _ in range(50):
        check.ask("GET", ENTITIES + "/urn:ngsi-ld:Lamp:1")
    took = time.monotonic() - began
    check.that("others do not wait for a slow host", took < 3 and not done, f"{took:.1f} s")
    waiting.join()
    check.that("who named it waits five seconds", done[0][0] == 504 and 4 < done[0][1] < 10, done)


def restarted(check, program, leave, here):
    """A hosted context outlives a start, and what it names is fetched again. A stop does not wait for the hosts that requests wait for."""
    with tempfile.TemporaryDirectory() as folder:
        for is_first in (True, False):
            server = Server(program, folder, "--open", *leave)
            check.port = server.port
            if is_first:
                check.status("a hosted context names one elsewhere", 201, "POST", CONTEXTS, {"@context": [here + "/words"]}, JSON)
            hosted = json.loads(check.ask("GET", CONTEXTS + "?kind=Hosted")[1])[0]
            check.status("and can be used", 200, "GET", ENTITIES + "?type=lampe", None, link(f"http://127.0.0.1:{server.port}{hosted}"))
            if not is_first:
                body = [{"id": f"urn:x:{i}", "type": "T", "@context": f"{here}/slow{i}"} for i in range(8)]
                waiting = threading.Thread(target=lambda: check.ask("POST", "/ngsi-ld/v1/entityOperations/create", body, JSON_LD))
                waiting.start()
                time.sleep(0.5)
            began = time.monotonic()
            code, told = server.stop()
            check.that("it stops, and soon", code == 0 and time.monotonic() - began < 12, f"{code} after {time.monotonic() - began:.1f} s: {told}")
            if not is_first:
                waiting.join()


def not_allowed(check, here):
    Host.asked.clear()
    check.status("without leave nothing is fetched", 504, "POST", ENTITIES, lamp(1), {**JSON, **link(here + "/lamps")})
    check.that("nothing left this machine", not Host.asked, Host.asked)


def strangers(check, here):
    Host.asked.clear()
    check.status("who may not come in", 401, "POST", ENTITIES, lamp(1), {**JSON, **link(here + "/lamps")})
    check.status("who asks for what needs no token", 200, "GET", "/health", None, link(here + "/lamps"))
    check.status("and who tries to get one", 400, "POST", "/alzette/v1/tokens", {"name": "x", "@context": here + "/lamps"}, JSON)
    check.that("has nothing fetched", not Host.asked, Host.asked)


def main():
    host = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{host.server_port}"
    leave = ["--allow-contexts", f"127.0.0.1:{host.server_port}"]
    check = Check()
    for options, parts in ((["--open", *leave], (allowed, refusals, slow_host)), (["--open"], (not_allowed,)), (leave, (strangers,))):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(sys.argv[1], folder, *options)
            check.port = server.port
            try:
                for part in parts:
                    part(check, here)
            finally:
                code, told = server.stop()
            check.that("it stops when told to", code == 0, f"{code}: {told}")
    restarted(check, sys.argv[1], leave, here)
    sys.exit(check.told())


main()
