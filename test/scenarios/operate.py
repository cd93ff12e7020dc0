#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How the program is run, over a real socket: operate.py PROGRAM

Settings and limits, pages of other sites, what it counts of itself, an address that is taken, slow clients, TLS, and as many connections as the system lets a
process have, up to 10 000.
"""

import http.client
import json
import re
import resource
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

from checks import Checks
from server import Server

ENTITIES = "/ngsi-ld/v1/entities"
SITE = "https://carte.example.fr"
CONNECTIONS = 10_000


def ask(port, method, path, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def lamp(number):
    return json.dumps({"id": f"urn:ngsi-ld:Lamp:{number}", "type": "Lamp", "power": {"type": "Property", "value": number}})


JSON = {"Content-Type": "application/json"}


def refusals(check, program):
    """What `serve` does not start with, and says so."""
    with tempfile.TemporaryDirectory() as folder:
        for options, told in (
            (["--loops", "99"], "'99' is not a value of the setting 'loops'; a whole number from 0 to 64"),
            (["--body-bytes-max", "a lot"], "'a lot' is not a value of the setting 'body_bytes_max'"),
            (["--open", "--allow-origins", "*"], "no page of just any site"),
            (["--open", "--allow-origins", "https://carte.example.fr/plan"], "is not the origin of a site"),
            (["--certificate", "x.pem"], "both --certificate and --key"),
            (["--listen", "0.0.0.0:0"], "others could listen in"),
        ):
            run = subprocess.run([program, "--lang", "en", "serve", "--data", folder, *options], capture_output=True, text=True, timeout=30, check=False)
            is_refused = run.returncode not in (0, 70) and told in run.stderr
            check.that(f"serve {' '.join(options)} is refused", is_refused, f"{run.returncode}: {run.stderr}")
        settings = Path(folder) / "settings.yaml"
        settings.write_text("loops: 0.5\n")
        command = [program, "--lang", "fr", "--config", settings, "serve", "--data", folder]
        run = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        check.that("a wrong setting of the file is told with its line", "settings.yaml:1" in run.stderr and "nombre entier de 0 à 64" in run.stderr, run.stderr)


def sites(check, port):
    """CORS."""
    answer, _ = ask(port, "GET", "/health", headers={"Origin": SITE})
    check.that("a site that is named may read", answer.getheader("Access-Control-Allow-Origin") == SITE, answer.headers)
    check.that("its pages may read how many results there are", "NGSILD-Results-Count" in answer.getheader("Access-Control-Expose-Headers", ""), answer.headers)
    answer, _ = ask(port, "GET", "/health", headers={"Origin": "https://other.example"})
    check.that("another may not", answer.getheader("Access-Control-Allow-Origin") is None, answer.headers)
    question = {"Origin": SITE, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "content-type"}
    answer, _ = ask(port, "OPTIONS", ENTITIES + "/urn:x:1", headers=question)
    check.that("the question before is answered", answer.status == 204 and "PATCH" in answer.getheader("Access-Control-Allow-Methods", ""), answer.headers)
    answer, text = ask(port, "GET", ENTITIES + "/urn:ngsi-ld:Lamp:none", headers={"Origin": SITE})
    check.that("errors are told to pages too", answer.status == 404 and answer.getheader("Access-Control-Allow-Origin") == SITE, text)


def methods(check, port):
    answer, _ = ask(port, "OPTIONS", ENTITIES)
    check.that("OPTIONS tells the methods", answer.status == 204 and answer.getheader("Allow") == "POST, GET, HEAD, DELETE, OPTIONS", answer.headers)
    answer, text = ask(port, "PUT", ENTITIES, lamp(1), JSON)
    check.that("an unknown method of a known address is 405 with Allow", answer.status == 405 and "HEAD" in answer.getheader("Allow"), text)
    answer, text = ask(port, "OPTIONS", "/nothing")
    check.that("OPTIONS of an unknown address is 404", answer.status == 404, text)


def value_of(text, name):
    found = re.search("^" + re.escape(name) + r" (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else None


def metrics(check, port):
    for number in range(3):
        ask(port, "POST", ENTITIES, lamp(number), JSON)
    ask(port, "POST", ENTITIES, lamp(1), JSON)
    ask(port, "GET", ENTITIES + "/urn:ngsi-ld:Lamp:1")
    answer, text = ask(port, "GET", "/metrics", headers={"Accept": "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"})
    check.that("metrics are Prometheus text", answer.status == 200 and answer.getheader("Content-Type").startswith("text/plain; version=0.0.4"), answer.headers)
    for line in text.splitlines():
        known = re.fullmatch(r"# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+=\"[^\"]*\",?)+\})? [-+0-9.e]+(inf)?", line)
        check.that("a line of the metrics is one of the format", known, line)
    route = f'method="POST",path="{ENTITIES}"'
    for name, expected in (
        (f'alzette_answers_total{{{route},status="2xx"}}', 3),
        (f'alzette_answers_total{{{route},status="4xx"}}', 1),
        (f'alzette_answers_total{{method="GET",path="{ENTITIES}/{{}}",status="2xx"}}', 1),
        ("alzette_entities", 3), ("alzette_changes_total", 3), ("alzette_changes_waiting", 0), ("alzette_disk_failed", 0), ("alzette_tenants", 1),
    ):
        check.that(name, value_of(text, name) == expected, text)
    check.that("memory is told in bytes", 1e6 < value_of(text, "process_resident_memory_bytes") < 1e10, text)
    check.that("processor time is told", value_of(text, "process_cpu_seconds_total") > 0, text)
    check.that("buckets hold all", value_of(text, 'alzette_answer_seconds_bucket{le="+Inf"}') == value_of(text, "alzette_answer_seconds_count"), text)


def limits(check, port):
    large = lamp(7).replace('"Lamp"', '"' + "L" * 3_000 + '"')
    answer, _ = ask(port, "POST", ENTITIES, large, JSON)
    check.that("a body beyond its limit is 413", answer.status == 413, answer.status)
    answer, _ = ask(port, "GET", "/health?" + "x" * 400)
    check.that("an address beyond its limit is 414", answer.status == 414, answer.status)
    answer, _ = ask(port, "GET", "/health", headers={"X-Long": "x" * 1_500})
    check.that("headers beyond their limit are 431", answer.status == 431, answer.status)
    answer, _ = ask(port, "GET", "/health")
    check.that("and the next one is answered", answer.status == 200, answer.status)


def is_closed(peer):
    try:
        return peer.recv(65_536) == b""
    except ConnectionResetError:
        return True


def slow_clients(check, port):
    """Who speaks a byte at a time, and who does not listen, lose their connections; others do not notice."""
    writer = socket.create_connection(("127.0.0.1", port), timeout=20)
    began = time.monotonic()
    for byte in b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"x" * 100:
        try:
            writer.send(bytes([byte]))
        except OSError:
            break
        time.sleep(0.1)
        if time.monotonic() - began > 8:
            break
    took = time.monotonic() - began
    check.that("who sends a byte at a time is cut off", took < 8 and is_closed(writer), f"{took:.1f} s")

    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    reader.settimeout(20)
    reader.connect(("127.0.0.1", port))
    question = b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    held = 0
    try:
        for _ in range(2_000):  # more answers than the kernel holds for one connection
            reader.send(question)
            held += 1
            if held % 100 == 0:
                answer, _ = ask(port, "GET", "/health")
                check.that("others are answered meanwhile", answer.status == 200, answer.status)
    except OSError:
        pass
    check.that("who does not read is not served for ever", held < 2_000, held)


def encrypted(check, program):
    """TLS 1.2 and later, and a handshake that does not end is ended."""
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / name) for name in ("certificate.pem", "key.pem")]
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-out", names[0], "-keyout",
                        names[1]], check=True, capture_output=True)
        options = ("--open", "--certificate", names[0], "--key", names[1], "--request-seconds-max", "2")
        server = Server(program, Path(folder) / "data", *options)
        try:
            handshakes(check, server.port)
        finally:
            code, told = server.stop()
        check.that("with TLS it stops when told to", code == 0, f"{code}: {told}")


def handshakes(check, port):
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting)
    connection.request("GET", "/health")
    check.that("TLS is answered", connection.getresponse().status == 200)
    connection.close()
    outdated = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    outdated.check_hostname, outdated.verify_mode = False, ssl.CERT_NONE
    outdated.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        outdated.minimum_version = outdated.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as peer, outdated.wrap_socket(peer):
            told = "it was answered"
    except ssl.SSLError as error:
        told = error.reason
    check.that("TLS 1.1 is refused, by the server", told == "TLSV1_ALERT_PROTOCOL_VERSION", told)
    for sent, what in ((b"", "who says nothing"), (b"\x16\x03\x01\x01\x00\x01", "who stops in the middle of a handshake")):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as peer:
            peer.sendall(sent)
            check.that(f"{what} is cut off", is_closed(peer))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as peer, trusting.wrap_socket(peer) as speaking:
        for _ in range(3):  # longer than a handshake may last
            speaking.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            check.that("who speaks is not", speaking.recv(4_096).startswith(b"HTTP/1.1 200"))
            time.sleep(1)


def connections(check, port):
    """As many at a time as may be, all answered."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    wanted = min(CONNECTIONS, hard - 300 if hard != resource.RLIM_INFINITY else CONNECTIONS)
    if wanted < CONNECTIONS:
        print(f"operate: the system lets a process have {hard} files: {wanted} connections instead of {CONNECTIONS}")
    peers = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(wanted)]
    for peer in peers:
        peer.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    answered = sum(1 for peer in peers if peer.recv(4_096).startswith(b"HTTP/1.1 200"))
    for peer in peers:
        peer.close()
    check.that(f"{wanted} connections at a time are all answered", answered == wanted, answered)


def taken_address(check, program, port):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--lang", "en", "serve", "--data", folder, "--open", "--listen", f"127.0.0.1:{port}", "--loops", "2"]
        run = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        is_refused = run.returncode not in (0, 70) and "cannot be listened to" in run.stderr
        check.that("an address that is taken is refused, with several loops too", is_refused, run.stderr)


def what_takes_steps(check, port):
    """What concerns more entities than are read at once is done in steps, changes come between, and none is left out."""
    many = 3_000
    batch = json.dumps([{"id": f"urn:x:{number}", "type": ["Many", "Odd" if number % 2 else "Even"], "n": number, "m": 1} for number in range(many)])
    made, _ = ask(port, "POST", "/ngsi-ld/v1/entityOperations/create", batch, JSON)
    check.that("many entities are made", made.status == 201)
    told = json.loads(ask(port, "GET", "/ngsi-ld/v1/types/Many")[1])
    kinds = [each["attributeTypes"] for each in told["attributeDetails"]]
    check.that("a type is described from all its entities", told["entityCount"] == many and kinds == [["Property"]] * 2, str(told))
    told = json.loads(ask(port, "GET", "/ngsi-ld/v1/attributes/n")[1])
    check.that("an attribute is, too", (told["attributeCount"], told["attributeTypes"]) == (many, ["Property"]), str(told))
    is_done = threading.Event()
    waits = []

    def change():
        while not is_done.is_set():
            begun = time.monotonic()
            patched, _ = ask(port, "PATCH", f"{ENTITIES}/urn:x:1/attrs", '{"m": 2}', JSON)
            waits.append((patched.status, time.monotonic() - begun))

    changes = threading.Thread(target=change)
    changes.start()
    purged, text = ask(port, "DELETE", ENTITIES + "?type=Many&q=n>=0&drop=n")
    is_done.set()
    changes.join()
    check.that("a large purge of attributes is done", purged.status == 204, text)
    check.that("changes come between", {status for status, _ in waits} == {204} and len(waits) > 1, str(waits[:5]))
    left, _ = ask(port, "GET", ENTITIES + "?q=n&count=true&limit=0&local=true")
    check.that("it leaves none of them", left.getheader("NGSILD-Results-Count") == "0", str(left.getheaders()))
    purged, text = ask(port, "DELETE", ENTITIES + "?type=Odd&idPattern=x:")
    left, _ = ask(port, "GET", ENTITIES + "?type=Many&count=true&limit=0")
    check.that("a large purge of entities takes what it names", (purged.status, left.getheader("NGSILD-Results-Count")) == (204, str(many // 2)), text)
    ask(port, "DELETE", ENTITIES + "?type=*")
    check.that("and then the rest", ask(port, "GET", ENTITIES + "?local=true")[1] == "[]")


def with_server(check, program, options, *parts):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(program, folder, "--open", *options)
        try:
            for part in parts:
                part(check, server.port)
        finally:
            code, told = server.stop()
        check.that("it stops when told to", code == 0, f"{code}: {told}")


def main():
    program = sys.argv[1]
    check = Checks()
    refusals(check, program)
    with_server(check, program, ["--loops", "2", "--allow-origins", f"{SITE} http://localhost:5173"], metrics, sites, methods, what_takes_steps,
                lambda check, port: taken_address(check, program, port))
    small = ["--body-bytes-max", "2048", "--target-bytes-max", "256", "--header-bytes-max", "1024"]
    with_server(check, program, small, limits)
    with_server(check, program, ["--request-seconds-max", "2", "--answer-seconds-max", "1"], slow_clients)
    encrypted(check, program)
    with_server(check, program, ["--loops", "2"], connections)
    sys.exit(check.told())


main()
