#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Nothing acknowledged is lost, and nothing that is not is said: nothing_lost.py PROGRAM [ROUNDS]

Writers create and change entities over sockets while the program is killed (SIGKILL) at random moments, again and again on one folder: after each start
every acknowledged change is there, and none half. Then its disk fills (a limit on the size of its files): every answer that rests on what could not be
written says 503, and a new start with room has what was acknowledged. A folder in use is refused to a second program, and one that cannot be written to
is refused with a reason.
"""

import http.client
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from server import Server

WRITERS = 8


def limit_files(most):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write then fails as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return limit


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, method, path, body=None):
        """(status, document), or nothing when the program is gone."""
        try:
            content = {} if body is None else {"Content-Type": "application/json"}
            self.connection.request(method, path, None if body is None else json.dumps(body), content)
            answer = self.connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return None


def entity_id(writer, number):
    return f"urn:x:{writer}-{number}"


class Writer:
    """Creates entities and counts one of them up. Two attributes always carry the same count, so that a half change shows."""

    def __init__(self, name):
        self.name, self.created, self.asked, self.count, self.sent = name, [], 0, 0, 0
        self.refused = []

    def work(self, port, until):
        client = Client(port)
        while not until.is_set():
            self.asked += 1
            answer = client.ask("POST", "/ngsi-ld/v1/entities", {"id": entity_id(self.name, self.asked), "type": "Counter", "a": 0, "b": 0})
            if answer is None or answer[0] == 503:
                self.refused.append(answer)
                return
            if answer[0] != 201:
                raise SystemExit(f"nothing_lost: a creation was answered {answer}")
            self.created.append(self.asked)
            self.sent += 1
            answer = client.ask("PATCH", f"/ngsi-ld/v1/entities/{entity_id(self.name, self.created[0])}", {"a": self.sent, "b": self.sent})
            if answer is None or answer[0] == 503:
                self.refused.append(answer)
                return
            if answer[0] != 204:
                raise SystemExit(f"nothing_lost: a change was answered {answer}")
            self.count = self.sent

    def check(self, port):
        """What was acknowledged is there; what was sent last may be."""
        client = Client(port)
        for number in self.created:
            status, _ = client.ask("GET", f"/ngsi-ld/v1/entities/{entity_id(self.name, number)}?format=simplified")
            if status != 200:
                return [f"{entity_id(self.name, number)} was acknowledged and is gone"]
        if not self.created:
            return []
        _, found = client.ask("GET", f"/ngsi-ld/v1/entities/{entity_id(self.name, self.created[0])}?format=simplified")
        if found["a"] != found["b"]:
            return [f"{found['id']} is half changed: {found}"]
        if not self.count <= found["a"] <= self.sent:
            return [f"{found['id']} has {found['a']}; {self.count} was acknowledged, {self.sent} sent"]
        return []


def load(writers, port, seconds):
    until = threading.Event()
    threads = [threading.Thread(target=writer.work, args=(port, until)) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    return until, threads


def check_all(writers, port):
    return [fault for writer in writers for fault in writer.check(port)]


def killed_again_and_again(program, folder, rounds):
    writers = [Writer(f"k{i}") for i in range(WRITERS)]
    faults = []
    for _ in range(rounds):
        server = Server(program, folder, "--open")
        faults += check_all(writers, server.port)
        _, threads = load(writers, server.port, random.uniform(0.05, 0.4))
        server.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
    server = Server(program, folder, "--open")
    faults += check_all(writers, server.port)
    server.stop()
    created = sum(len(writer.created) for writer in writers)
    print(f"{created} creations acknowledged over {rounds} kills")
    return faults if created > rounds else faults + ["too little was written for a test"]


def full_disk(program, folder):
    writers = [Writer(f"f{i}") for i in range(WRITERS)]
    server = Server(program, folder, "--open", before=limit_files(400 << 10))
    _, threads = load(writers, server.port, 0)
    for thread in threads:
        thread.join(timeout=60)
    faults = ["a writer was never refused"] if any(thread.is_alive() for thread in threads) else []
    faults += [f"writer {writer.name} saw {writer.refused}, not 503" for writer in writers if [each[0] if each else None for each in writer.refused] != [503]]
    client = Client(server.port)
    asked = writers[0].asked
    for method, path, body in (("GET", "/ready", None), ("POST", "/ngsi-ld/v1/entities", {"id": entity_id("f0", asked), "type": "Counter"}),
                               ("POST", "/ngsi-ld/v1/entities", {"id": entity_id("new", 1), "type": "Counter"}),
                               ("POST", "/ngsi-ld/v1/jsonldContexts", {"@context": {"a": "http://example.org/a"}})):
        status = client.ask(method, path, body)[0]
        faults += [f"{method} {path} was answered {status} on a full disk"] if status != 503 else []
    if client.ask("GET", "/health")[0] != 200:
        faults.append("/health does not answer on a full disk")
    server.stop()
    server = Server(program, folder, "--open")
    faults += check_all(writers, server.port)
    faults += ["the program is not ready with room on its disk again"] if Client(server.port).ask("GET", "/ready")[0] != 200 else []
    server.stop()
    print(f"{sum(len(writer.created) for writer in writers)} creations acknowledged before the disk was full")
    return faults


def started(program, folder):
    """What comes of a start that is to be refused."""
    return subprocess.run([program, "--lang", "en", "serve", "--data", folder, "--open"], capture_output=True, text=True, timeout=60)


def refused(program, folder):
    server = Server(program, folder, "--open")
    second = started(program, folder)
    server.stop()
    faults = [] if second.returncode != 0 and folder in second.stderr else [f"a second program on one folder: {second.returncode} {second.stderr}"]
    torn = Path(folder, "territory.sqlite")
    with torn.open("r+b") as file:
        file.seek(0)
        file.write(b"not a database, whatever its name")
    broken = started(program, folder)
    return faults + ([] if broken.returncode != 0 and "territory.sqlite" in broken.stderr else [f"a torn file: {broken.returncode} {broken.stderr}"])


def main():
    program, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 12
    with tempfile.TemporaryDirectory() as folder:
        faults = killed_again_and_again(program, folder + "/killed", rounds) + full_disk(program, folder + "/full") + refused(program, folder + "/full")
    for fault in faults:
        print(fault)
    print("nothing was lost" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
