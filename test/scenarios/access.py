#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may do what, over a real socket: access.py PROGRAM ROOT

Starts the program with accounts on an empty folder, makes the administrator by the link it prints, then people of two communes, and asks for everything
with and without rights. The routes are read from src/api/routes.cc, so that a new one is asked for too.
"""

import base64
import http.client
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from server import Server

PASSWORD = "a long word for a test"
TOKENS_MAX = 1000  # limits::tokens_max


class Check:
    def __init__(self, port):
        self.port, self.passed, self.failed = port, 0, []

    def ask(self, method, path, body=None, token=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = "Bearer " + token
        if body is not None and "Content-Type" not in sent:
            sent["Content-Type"] = "application/json"
        connection.request(method, path, body if isinstance(body, str) or body is None else json.dumps(body), sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def expect(self, what, status, method, path, body=None, token=None, headers=None):
        answer, text = self.ask(method, path, body, token, headers)
        self.that(what, answer.status == status, f"{method} {path}: {answer.status} instead of {status}: {text[:300]}")
        return json.loads(text) if text.startswith(("{", "[")) else text

    def that(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed.append(f"{what}: {detail}")


ENTITIES = "/ngsi-ld/v1/entities"


def first_start(check, secret):
    check.expect("the link opens a page", 200, "GET", "/alzette/v1/first?secret=" + secret, headers={"Accept": "text/html"})
    answer, text = check.ask("GET", "/alzette/v1/first?secret=" + secret, headers={"Accept": "text/html", "Accept-Language": "fr"})
    check.that("the page speaks French", 'lang="fr"' in text and "Créer le compte" in text, text)
    check.that("the page runs no script", answer.getheader("Content-Security-Policy", "").startswith("default-src 'none'"))
    check.expect("a wrong link opens nothing", 403, "GET", "/alzette/v1/first?secret=" + "x" * 43)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    short = f"secret={secret}&name=anna&password=short"
    check.expect("a short password is refused, and the link stays good", 400, "POST", "/alzette/v1/first", short, headers=form)
    said = f"secret={secret}&name=anna&password={PASSWORD.replace(' ', '+')}"
    made = check.expect("the link makes the administrator", 201, "POST", "/alzette/v1/first", said, headers=form)
    check.expect("the link works once", 403, "POST", "/alzette/v1/first", said.replace("anna", "eve"), headers=form)
    check.expect("the link works once", 403, "GET", "/alzette/v1/first?secret=" + secret)
    return made["token"]


def routes(root):
    source = Path(root, "src/api/routes.cc").read_text()
    found = re.findall(r'\{"([A-Z]+)", "(/[^"]*)", [^}]*?(?:(Guard::\w+))?\}', source)
    return [(method, path.replace("{}", "urn:x:none"), guard) for method, path, guard in found]


def every_route_asks(check, root):
    asked = 0
    for method, path, guard in routes(root):
        if guard == "Guard::nobody":
            continue
        asked += 1
        for token in (None, "wrong", "x" * 43):
            body = "{}" if method in ("POST", "PUT", "PATCH") else None
            answer, text = check.ask(method, path, body, token)
            is_refused = answer.status == 401 and answer.getheader("WWW-Authenticate")
            check.that("no route answers without a good token", is_refused, f"{method} {path}: {answer.status} {text}")
    check.that("routes were found", asked > 25, str(asked))
    check.expect("health needs no token", 200, "GET", "/health")


def account(check, admin, name, grants):
    check.expect(f"{name} gets an account", 201, "POST", "/alzette/v1/accounts", {"name": name, "password": PASSWORD, "grants": grants}, admin)
    return log_in(check, name)


def log_in(check, name):
    basic = {"Authorization": "Basic " + base64.b64encode(f"{name}:{PASSWORD}".encode()).decode()}
    return check.expect(f"{name} gets a token", 201, "POST", "/alzette/v1/tokens", {"name": "test"}, headers=basic)["token"]


def lamp(number, scope, **members):
    return {"id": f"urn:x:{number}", "type": "Lamp", "scope": scope, "power": number, **members}


def communes(check, admin):
    metz = account(check, admin, "metz", [{"scope": "/Metz", "verbs": ["see", "change"]}])
    reader = account(check, admin, "reader", [{"verbs": ["see"]}])
    for number, scope in ((1, "/Metz"), (2, "/Metz/Sablon"), (3, "/Nancy"), (4, "/Metzervisse")):
        check.expect("the administrator makes entities", 201, "POST", ENTITIES, lamp(number, scope), admin)
    check.expect("one without a scope too", 201, "POST", ENTITIES, {"id": "urn:x:5", "type": "Bench", "seats": 3}, admin)
    for number, status in ((1, 200), (2, 200), (3, 404), (4, 404), (5, 404), (6, 404)):
        check.expect("a commune sees its own and nothing else", status, "GET", f"{ENTITIES}/urn:x:{number}", token=metz)
    unseen = [check.ask("GET", f"{ENTITIES}/urn:x:{number}", token=metz)[1].replace(str(number), "N") for number in (3, 6)]
    check.that("what is hidden and what is not there are told alike", unseen[0] == unseen[1], str(unseen))
    found = check.expect("a query shows a commune its own", 200, "GET", ENTITIES + "?local=true&count=true&options=simplified", token=metz)
    check.that("a query shows a commune its own", [each["id"] for each in found] == ["urn:x:1", "urn:x:2"], str(found))
    answer, _ = check.ask("GET", ENTITIES + "?type=Lamp&count=true&limit=0", token=metz)
    check.that("the count tells no more", answer.getheader("NGSILD-Results-Count") == "2", str(answer.getheaders()))
    found = check.expect("by q", 200, "GET", ENTITIES + "?q=power>=1&options=simplified", token=metz)
    check.that("q finds a commune's own", len(found) == 2, str(found))
    posted = {"type": "Query", "entities": [{"id": "urn:x:3", "type": "Lamp"}]}
    check.that("a query by body hides too", check.expect("by body", 200, "POST", "/ngsi-ld/v1/entityOperations/query", posted, metz) == [])
    types = check.expect("types", 200, "GET", "/ngsi-ld/v1/types", token=metz)["typeList"]
    check.that("types of others are not listed", types == ["Lamp"], str(types))
    check.expect("nor told of", 404, "GET", "/ngsi-ld/v1/types/Bench", token=metz)
    check.expect("nor are attributes", 404, "GET", "/ngsi-ld/v1/attributes/seats", token=metz)
    told = check.expect("attribute", 200, "GET", "/ngsi-ld/v1/attributes/power", token=metz)
    check.that("an attribute's count is of what is seen", told["attributeCount"] == 2, str(told))
    linked(check, admin, metz)
    changes(check, admin, metz, reader)
    return metz, reader


def linked(check, admin, metz):
    link = {"id": "urn:x:20", "type": "Link", "scope": "/Metz", "to": {"object": ["urn:x:2", "urn:x:3", "urn:x:5", "urn:x:6"]}}
    check.expect("an entity links across communes", 201, "POST", ENTITIES, link, admin)
    for asked, seen in ((metz, ["urn:x:20", "urn:x:2"]), (admin, ["urn:x:20", "urn:x:2", "urn:x:3", "urn:x:5"])):
        flat = check.expect("flat", 200, "GET", ENTITIES + "/urn:x:20?join=flat&options=simplified", token=asked)
        check.that("linked entities are those that are seen", [each["id"] for each in flat] == seen, str(flat))
        inside = check.expect("inline", 200, "GET", ENTITIES + "?type=Link&join=inline", token=asked)[0]["to"]["entity"]
        check.that("inside others too", [each["id"] for each in inside] == seen[1:], str(inside))
        by_q = check.expect("by q", 200, "GET", ENTITIES + "?type=Link&q=to{power}==3&join=inline", token=asked)
        check.that("conditions do not look into what is hidden", len(by_q) == (0 if asked is metz else 1), str(by_q))
    check.expect("the link goes", 204, "DELETE", ENTITIES + "/urn:x:20", token=admin)


def changes(check, admin, metz, reader):
    check.expect("a commune changes its own", 204, "PATCH", f"{ENTITIES}/urn:x:1", {"power": 10}, metz)
    check.expect("and adds to it", 201, "POST", ENTITIES, lamp(7, "/Metz/Nord"), metz)
    check.expect("not elsewhere", 403, "POST", ENTITIES, lamp(8, "/Nancy"), metz)
    check.expect("not without a scope", 403, "POST", ENTITIES, {"id": "urn:x:8", "type": "Lamp"}, metz)
    taken = check.ask("POST", ENTITIES, lamp(3, "/Metz"), metz)
    outside = check.ask("POST", ENTITIES, lamp(8, "/Nancy"), metz)
    check.that("an id that is taken elsewhere is told as one that may not be made", (taken[0].status, taken[1]) == (outside[0].status, outside[1]), taken[1])
    check.expect("an entity cannot be given away", 403, "PATCH", f"{ENTITIES}/urn:x:1", {"scope": "/Nancy"}, metz)
    for method, path, body in (("PATCH", "", {"power": 1}), ("PUT", "", lamp(3, "/Metz")), ("DELETE", "", None), ("POST", "/attrs", {"a": 1}),
                               ("PATCH", "/attrs", {"power": 1}), ("PATCH", "/attrs/power", {"value": 1}), ("PUT", "/attrs/power", {"value": 1}),
                               ("DELETE", "/attrs/power", None)):
        check.expect("nothing of another commune can be changed, nor is it there", 404, method, f"{ENTITIES}/urn:x:3{path}", body, metz)
        check.expect("who only sees changes nothing", 403, method, f"{ENTITIES}/urn:x:3{path}", body, reader)
    check.expect("nor put before the eyes of others", 403, "PATCH", f"{ENTITIES}/urn:x:1", {"scope": ["/Metz", "/Nancy"]}, metz)
    check.expect("nor made there", 403, "POST", ENTITIES, lamp(8, ["/Metz", "/Nancy"]), metz)
    check.expect("an entity of two communes is made by who may in both", 201, "POST", ENTITIES, lamp(11, ["/Metz", "/Nancy"]), admin)
    check.expect("and changed by each", 204, "PATCH", f"{ENTITIES}/urn:x:11", {"power": 12}, metz)
    check.expect("the administrator takes it away", 204, "DELETE", f"{ENTITIES}/urn:x:11", token=admin)
    answer, _ = check.ask("POST", "/ngsi-ld/v1/jsonldContexts", {"@context": {"power": "http://example.org/power"}}, metz)
    check.expect("a commune takes no context from the others", 403, "DELETE", answer.getheader("Location"), token=metz)
    items = [lamp(1, "/Metz"), lamp(3, "/Metz"), lamp(9, "/Nancy")]
    batch = check.expect("a batch tells item by item", 207, "POST", "/ngsi-ld/v1/entityOperations/upsert", items, metz)
    check.that("one item of the batch was done", batch["success"] == ["urn:x:1"] and len(batch["errors"]) == 2, str(batch))
    batch = check.expect("deletes in a batch", 207, "POST", "/ngsi-ld/v1/entityOperations/delete", ["urn:x:3", "urn:x:7"], metz)
    check.that("what is hidden stays", batch["success"] == ["urn:x:7"], str(batch))
    check.expect("a purge takes a commune's own", 204, "DELETE", ENTITIES + "?type=Lamp", token=metz)
    found = check.expect("what is left", 200, "GET", ENTITIES + "?local=true&options=simplified", token=admin)
    check.that("a purge leaves the others'", [each["id"] for each in found] == ["urn:x:3", "urn:x:4", "urn:x:5"], str(found))
    check.that("nothing of it was changed", found[0]["power"] == 3, str(found[0]))


def tenants(check, admin, metz):
    check.expect("the administrator makes a tenant", 201, "POST", ENTITIES, lamp(1, "/Metz"), admin, {"NGSILD-Tenant": "lorraine"})
    for tenant in ("lorraine", "nowhere"):
        check.expect("a tenant without rights is not there", 404, "GET", ENTITIES + "/urn:x:1", token=metz, headers={"NGSILD-Tenant": tenant})
        check.expect("nor can it be made", 404, "POST", ENTITIES, lamp(2, "/Metz"), metz, {"NGSILD-Tenant": tenant})


def tokens_and_accounts(check, admin, metz):
    basic = {"Authorization": "Basic " + base64.b64encode(b"metz:a wrong word for a test").decode()}
    unknown = {"Authorization": "Basic " + base64.b64encode(b"nobody:a wrong word for a test").decode()}
    said = [check.ask("POST", "/alzette/v1/tokens", {}, headers=each) for each in (basic, unknown)]
    check.that("a wrong password and an unknown name are told alike", said[0][1] == said[1][1] and {each[0].status for each in said} == {401}, str(said))
    for _ in range(5):
        answer, _ = check.ask("POST", "/alzette/v1/tokens", {}, headers=basic)
    check.that("passwords cannot be tried without end", answer.status == 429, str(answer.status))
    made = check.expect("one makes oneself another token", 201, "POST", "/alzette/v1/tokens", {"name": "to read", "days": 1, "onlySees": True}, metz)
    check.expect("that only sees", 403, "POST", ENTITIES, lamp(20, "/Metz"), made["token"])
    again = check.expect("from which comes no more", 201, "POST", "/alzette/v1/tokens", {}, made["token"])
    check.that("from which comes no more", again["onlySees"], str(again))
    check.that("nor for longer", again["expiresAt"] <= made["expiresAt"], f"{made} {again}")
    own = check.expect("one's own tokens", 200, "GET", "/alzette/v1/tokens", token=metz)
    check.that("only one's own", {each["account"] for each in own} == {"metz"} and not any("token" in each for each in own), str(own))
    check.expect("a token is taken back", 204, "DELETE", "/alzette/v1/tokens/" + made["id"], token=metz)
    check.expect("and is good for nothing", 401, "GET", ENTITIES + "?type=Lamp", token=made["token"])
    anna = check.expect("all tokens", 200, "GET", "/alzette/v1/tokens", token=admin)
    first = next(each["id"] for each in anna if each["account"] == "anna")
    check.expect("another's token is not there", 404, "DELETE", "/alzette/v1/tokens/" + first, token=metz)
    check.expect("who does not administer sees no accounts", 403, "GET", "/alzette/v1/accounts", token=metz)
    check.expect("the last administrator stays", 409, "DELETE", "/alzette/v1/accounts/anna", token=admin)
    for wrong in ({"grant": []}, {"": []}, {"password": 5}, {"grants": {}}):
        check.expect("what is misspelt is not passed over", 400, "PATCH", "/alzette/v1/accounts/metz", wrong, admin)
    check.expect("rights change at once", 204, "PATCH", "/alzette/v1/accounts/metz", {"grants": [{"scope": "/Nancy", "verbs": ["see"]}]}, admin)
    check.expect("rights change at once", 200, "GET", ENTITIES + "/urn:x:3", token=metz)
    check.expect("an account goes with its tokens", 204, "DELETE", "/alzette/v1/accounts/metz", token=admin)
    check.expect("an account goes with its tokens", 401, "GET", ENTITIES + "/urn:x:3", token=metz)
    wrong_grants = {"name": "x", "password": PASSWORD, "grants": [1]}
    for body in ({"name": "Bad Name", "password": PASSWORD}, {"name": "x", "password": "short"}, wrong_grants, [], {"nam": 1}):
        check.expect("what is no account is refused", 400, "POST", "/alzette/v1/accounts", body, admin)


def new_passwords(check, admin):
    """Whoever had the old one may have made tokens with it. Gives one of those."""
    old = account(check, admin, "zoe", [{"verbs": ["see"]}])
    check.expect("a token is good", 200, "GET", ENTITIES + "/urn:x:3", token=old)
    check.expect("rights may change", 204, "PATCH", "/alzette/v1/accounts/zoe", {"grants": [{"verbs": ["see", "change"]}]}, admin)
    check.expect("which ends no token", 200, "GET", ENTITIES + "/urn:x:3", token=old)
    check.expect("a new password", 204, "PATCH", "/alzette/v1/accounts/zoe", {"password": PASSWORD + " new"}, admin)
    check.expect("ends the tokens", 401, "GET", ENTITIES + "/urn:x:3", token=old)
    own = check.expect("the administrator makes another token", 201, "POST", "/alzette/v1/tokens", {}, admin)["token"]
    check.expect("and changes the own password", 204, "PATCH", "/alzette/v1/accounts/anna", {"password": PASSWORD}, admin)
    check.expect("the token that asked stays", 200, "GET", "/alzette/v1/accounts", token=admin)
    check.expect("the others end", 401, "GET", "/alzette/v1/accounts", token=own)
    return old


def many_tokens(check, admin):
    token = account(check, admin, "many", [{"verbs": ["see"]}])
    made = 1
    while check.ask("POST", "/alzette/v1/tokens", {}, token)[0].status == 201 and made <= TOKENS_MAX:
        made += 1
    check.that("tokens of one account have a limit", made == TOKENS_MAX, str(made))
    told = check.expect("and say so", 409, "POST", "/alzette/v1/tokens", {}, token)
    check.that("with what to do", "DELETE" in told["detail"], str(told))
    log_in(check, "many")
    check.expect("who has the password takes the place of the oldest", 401, "GET", "/alzette/v1/tokens", token=token)
    check.that("and no more than that", len(check.expect("all tokens", 200, "GET", "/alzette/v1/tokens", token=admin)) < TOKENS_MAX + 20, "")


def ended_meanwhile(check, admin):
    """Two changes of a password at once: what the second asked with has been ended by the first, and it must not win."""
    first = account(check, admin, "eve", [{"tenant": "*", "verbs": ["see", "change", "administer"]}])
    second = log_in(check, "eve")
    answers = {}

    def change(token, word):
        answers[word] = check.ask("PATCH", "/alzette/v1/accounts/eve", {"password": PASSWORD + word}, token)[0].status

    threads = [threading.Thread(target=change, args=each) for each in ((first, " first"), (second, " second"))]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    check.that("one of two changes holds", sorted(answers.values()) == [204, 401], str(answers))
    check.expect("an account is closed", 204, "DELETE", "/alzette/v1/accounts/eve", token=admin)


def at_once(check, admin):
    """Changes of accounts that meet: a password takes a tenth of a second, and what comes meanwhile holds."""
    for name in ("first", "both", "gone"):
        account(check, admin, name, [{"verbs": ["see"]}])
    other = {"password": PASSWORD + " again"}
    sent = [("PATCH", "first", other), ("PATCH", "both", {"grants": []}), ("PATCH", "both", other), ("PATCH", "gone", other), ("DELETE", "gone", None)]
    threads = [threading.Thread(target=check.ask, args=(method, "/alzette/v1/accounts/" + name, body, admin)) for method, name, body in sent]
    for thread in threads:
        thread.start()
        time.sleep(0.01)
    for thread in threads:
        thread.join()
    return {each["name"]: each["grants"] for each in check.expect("accounts", 200, "GET", "/alzette/v1/accounts", token=admin)}


def refused_starts(check, program, folder):
    for options, words in ((["--listen", "0.0.0.0:0"], "--certificate"), (["--listen", "0.0.0.0:0", "--open"], "--open"), (["--certificate", "x"], "--key")):
        done = subprocess.run([program, "--lang", "en", "serve", "--data", folder, *options], capture_output=True, text=True, timeout=60)
        is_refused = done.returncode != 0 and words in done.stderr
        check.that("an address that others reach needs TLS and accounts", is_refused, f"{options}: {done.returncode} {done.stderr}")


def journal(check, folder, secrets):
    file = Path(folder, "territory.sqlite")
    lines = sqlite3.connect(file).execute("SELECT who, what FROM journal").fetchall()
    who = {(each, json.loads(what)["operation"]) for each, what in lines}
    for line in (("anna", "addAccount"), ("anna", "create"), ("metz", "merge"), ("metz", "purge"), ("metz", "batchUpsert"), ("anna", "deleteAccount")):
        check.that("the journal says who", line in who, f"{line} is not among {who}")
    kept = b"".join(each.read_bytes() for each in Path(folder).iterdir())
    for secret in secrets:
        check.that("no secret is kept", secret.encode() not in kept, secret)


def main():
    program, root = sys.argv[1], sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(program, folder + "/data")
        check = Check(server.port)
        admin = first_start(check, re.search(r"secret=(\S+)", server.next_line()).group(1))
        every_route_asks(check, root)
        metz, reader = communes(check, admin)
        tenants(check, admin, metz)
        code, _ = server.stop()
        check.that("it stops well", code == 0, str(code))
        server = Server(program, folder + "/data")
        check.port = server.port
        check.expect("tokens outlive a start", 200, "GET", ENTITIES + "/urn:x:3", token=reader)
        check.expect("the first link is gone", 403, "GET", "/alzette/v1/first?secret=")
        tokens_and_accounts(check, admin, metz)
        old = new_passwords(check, admin)
        many_tokens(check, admin)
        ended_meanwhile(check, admin)
        left = at_once(check, admin)
        check.that("a change of a password gives no rights back, and no account", left["both"] == [] and "gone" not in left, str(left))
        server.stop()
        server = Server(program, folder + "/data")
        check.port = server.port
        kept = {each["name"]: each["grants"] for each in check.expect("accounts", 200, "GET", "/alzette/v1/accounts", token=admin)}
        check.expect("tokens that ended stay so", 401, "GET", ENTITIES + "/urn:x:3", token=old)
        check.that("a start finds the accounts that were left", kept == left, f"{kept} {left}")
        code, told = server.stop()
        check.that("no second administrator is offered", code == 0 and "secret=" not in told, told)
        code, told = Server(program, folder + "/data", "--open").stop()
        check.that("--open says that it asks for none of the accounts there are", code == 0 and "This folder has accounts" in told, told)
        journal(check, folder + "/data", (admin, metz, PASSWORD))
        refused_starts(check, program, folder + "/other")
    for fault in check.failed:
        print(fault)
    print(f"{check.passed} checks passed, {len(check.failed)} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
