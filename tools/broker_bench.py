#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the broker from outside and prints one table beside its budgets: tools/broker_bench.py [--build FOLDER] [--seconds N] [--million] [FILTER]

The program runs on core 0 with a folder of its own, wrk with 64 connections on core 1, over loopback; the bare server of the same build (bare_server) is
measured in the same way in the same run. It runs with accounts, the rights of a token looked at for each request, and then once more without (--open): a
column of its own. Entities have five attributes and some 480 bytes. Answers that are not of the expected kind are counted, and the
row says so: a fast refusal is no result.

--build FOLDER  where alzette and bare_server lie (build/bench)
--seconds N     of each measure (5)
--entities N,M  sizes of the territory (10000,100000)
--million       with 1 000 000 entities too
FILTER          a regular expression over the names of measures; the territory is filled all the same
"""

import argparse
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENTITIES = "/ngsi-ld/v1/entities"
BATCH = "/ngsi-ld/v1/entityOperations/create"
CONNECTIONS = 64
FILL_BATCH = 500

# What wrk sends: each measure gives `request`. `count` is the number of entities there are; ids that are made begin with `fresh`.
COMMON = r"""
local count, fresh = %(count)d, "%(fresh)s"
wrk.headers["Authorization"] = "%(authorization)s"
local json = {["Content-Type"] = "application/json", ["Authorization"] = "%(authorization)s"}
local made = 0
math.randomseed(42)
local function known() return "urn:ngsi-ld:Sensor:" .. math.random(0, count - 1) end
local function entity(id, number)
    return '{"id":"' .. id .. '","type":"Sensor","name":{"type":"Property","value":"sensor ' .. number .. '"},' ..
        '"level":{"type":"Property","value":' .. number %% 1000 .. ',"observedAt":"2026-01-01T00:00:00Z","unitCode":"CEL"},' ..
        '"active":{"type":"Property","value":true},"owner":{"type":"Relationship","object":"urn:ngsi-ld:Town:' .. number %% 50 .. '"},' ..
        '"location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[' .. 7 + number %% 997 / 1000 .. ',' .. 48 + number %% 991 / 1000 .. ']}}}'
end
local function another() made = made + 1; return entity(fresh .. made, made) end
local function retrieve() return wrk.format("GET", "%(entities)s/" .. known()) end
local function page() return wrk.format("GET", "%(entities)s?type=Sensor&limit=20") end
local function one_percent()
    local low = math.random(0, 98) * 10
    return wrk.format("GET", "%(entities)s?type=Sensor&limit=20&q=level%%3E=" .. low .. ";level%%3C" .. low + 10)
end
local function nearest()
    return wrk.format("GET", "%(entities)s?type=Sensor&limit=20&orderBy=location;dist-asc&orderFrom=[" .. 7 + math.random(0, 999) / 1000 .. "," ..
        48 + math.random(0, 999) / 1000 .. "]")
end
local function create() return wrk.format("POST", "%(entities)s", json, another()) end
local function patch()
    return wrk.format("PATCH", "%(entities)s/" .. known() .. "/attrs", json, '{"level":{"type":"Property","value":' .. math.random(0, 999) .. '}}')
end
local function batch()
    local parts = {}
    for i = 1, 20 do parts[i] = another() end
    return wrk.format("POST", "%(batch)s", json, "[" .. table.concat(parts, ",") .. "]")
end
local function mixed()
    local draw = math.random(10)
    if draw == 1 then return one_percent() elseif draw == 2 then return retrieve() else return patch() end
end
local function health() return wrk.format("GET", "/health") end
function request() return %(name)s() end
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format('RESULT {"requests":%%d,"microseconds":%%d,"p50":%%d,"p99":%%d,"refused":%%d,"broken":%%d}\n', summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
"""

# name, its function in COMMON, how many things one answer is, budget; `bare` in a budget is the rate of the bare server.
MEASURES = (
    ("a bare answer of the broker (/health)", "health", 1, None),
    ("retrieve by id", "retrieve", 1, "70 % of bare"),
    ("page of 20 by type", "page", 1, 15_000),
    ("type and 1 % by q, page of 20", "one_percent", 1, 5_000),
    ("nearest 20", "nearest", 1, 5_000),
    ("update of one attribute, durable", "patch", 1, None),
    ("80 % PATCH, 10 % query, 10 % retrieve", "mixed", 1, 20_000),
    ("create one at a time, durable", "create", 1, 30_000),
    ("create in batches of 20, durable (entities)", "batch", 20, 100_000),
)


class Program:
    """A server on core 0, stopped by its process id."""

    def __init__(self, command):
        began = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", "0", *command], stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            self.process.kill()
            sys.exit(f"broker_bench: {command[0]} did not start: {line}{self.process.stderr.read()}")
        self.start_seconds = time.monotonic() - began
        self.port = int(found.group(1))
        self.token = None

    def make_administrator(self):
        """By the link it prints next."""
        secret = re.search(r"secret=(\S+)", self.process.stderr.readline()).group(1)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/alzette/v1/first", f"secret={secret}&name=bench&password=a+long+word+for+this", form)
        self.token = json.loads(connection.getresponse().read())["token"]
        connection.close()

    def resident_bytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) * 1024

    def processor_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def settle(self, seconds_max=120):
        """Waits until the program is idle: what wrk left behind is no part of the next measure."""
        for _ in range(seconds_max * 2):
            before = self.processor_seconds()
            time.sleep(0.5)
            if self.processor_seconds() - before < 0.05:
                return

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=300)


def broker(build, folder, *options, token=None):
    program = Program([str(build / "alzette"), "--lang", "en", "serve", "--data", folder, "--listen", "127.0.0.1:0", *options])
    program.token = token
    return program


def measured(server, function, count, seconds):
    """What wrk saw: requests a second, p50 and p99 in microseconds, answers of the wrong kind."""
    server.settle()
    # Each measure makes ids of its own, so that none meets those of another.
    values = {"count": count, "name": function, "entities": ENTITIES, "batch": BATCH, "fresh": f"urn:ngsi-ld:Made:{function}:{time.time_ns()}:",
              "authorization": f"Bearer {server.token}" if server.token else ""}
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(COMMON % values)
        script.flush()
        command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", script.name,
                   f"http://127.0.0.1:{server.port}"]
        if os.environ.get("V"):
            print("+", *command)
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    found = re.search(r"^RESULT (.*)$", run.stdout, re.MULTILINE)
    if not found:
        sys.exit(f"broker_bench: wrk said no result for {function}:\n{run.stdout}")
    return json.loads(found.group(1))


def entity(number):
    """As `entity` of COMMON."""
    return {"id": f"urn:ngsi-ld:Sensor:{number}", "type": "Sensor", "name": {"type": "Property", "value": f"sensor {number}"},
            "level": {"type": "Property", "value": number % 1000, "observedAt": "2026-01-01T00:00:00Z", "unitCode": "CEL"},
            "active": {"type": "Property", "value": True}, "owner": {"type": "Relationship", "object": f"urn:ngsi-ld:Town:{number % 50}"},
            "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [7 + number % 997 / 1000, 48 + number % 991 / 1000]}}}


def fill(server, count):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {server.token}"}
    for first in range(0, count, FILL_BATCH):
        body = json.dumps([entity(number) for number in range(first, min(count, first + FILL_BATCH))])
        connection.request("POST", BATCH, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 201:
            sys.exit(f"broker_bench: a batch was answered {answer.status}: {text[:300]}")
    connection.close()


def rate_of(result, things):
    return result["requests"] * things / (result["microseconds"] / 1e6)


def note_of(result):
    """Why a rate is none."""
    wrong = result["refused"] + result["broken"]
    note = f" ({result['refused']} refused, {result['broken']} broken: no result)" if wrong else ""
    if result["requests"] < CONNECTIONS:
        note += " (fewer answers than connections: measure longer)"
    return note


def rate_row(name, result, things, without, budget):
    in_open = f"{rate_of(without, things):,.0f}/s{note_of(without)}" if without else ""
    return (name + note_of(result), f"{rate_of(result, things):,.0f}/s", f"{result['p50'] / 1000:.1f} ms", f"{result['p99'] / 1000:.1f} ms", in_open, budget)


def budget_text(budget, bare_rate):
    if isinstance(budget, str):
        return f"{budget}: {0.7 * bare_rate:,.0f}/s"
    return f"{budget:,}/s" if budget else ""


def filled(build, folder, count):
    """Rows of the filling, and the token of the administrator at last."""
    server = broker(build, folder)
    server.make_administrator()
    yield ("start, empty", f"{server.start_seconds * 1000:.0f} ms", "", "", "", "10 ms")
    before = server.resident_bytes()
    began = time.monotonic()
    fill(server, count)
    yield ("filled in batches of 500 by one client, with its own time", f"{count / (time.monotonic() - began):,.0f} entities/s", "", "", "", "")
    yield ("memory per entity, as filled", f"{(server.resident_bytes() - before) / count / 1024:.2f} KiB", "", "", "", "1.5 KiB")
    server.stop()
    token = server.token
    server = broker(build, folder, token=token)
    yield ("start, full", f"{server.start_seconds * 1000:.0f} ms", "", "", "", "300 ms" if count == 100_000 else "")
    yield ("memory per entity, after a start", f"{(server.resident_bytes() - before) / count / 1024:.2f} KiB", "", "", "", "1.5 KiB")
    server.stop()
    return token


def rows_of_size(build, count, seconds, name_filter, bare_rate):
    """Fills a territory, and measures it with accounts and without."""
    folder = tempfile.mkdtemp(prefix="alzette-bench-")
    try:
        token = yield from filled(build, folder, count)
        asked = [measure for measure in MEASURES if re.search(name_filter, measure[0])]
        results = []
        for options in ((), ("--open",)):
            server = broker(build, folder, *options, token=None if options else token)
            results.append([measured(server, function, count, seconds) for _, function, _, _ in asked])
            server.stop()
        for (name, _, things, budget), result, without in zip(asked, *results):
            yield rate_row(name, result, things, without, budget_text(budget, bare_rate))
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--entities", default="10000,100000")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("filter", nargs="?", default="")
    options = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        sys.exit("broker_bench: two cores are needed, one for the program and one for wrk")
    for program in ("alzette", "bare_server"):
        if not (options.build / program).exists():
            sys.exit(f"broker_bench: {options.build / program} is missing; run tools/build.sh bench alzette bare_server")
    bare = Program([str(options.build / "bare_server")])
    result = measured(bare, "health", 1, options.seconds)
    bare.stop()
    print("| entities | what | measured | p50 | p99 | with --open | budget |\n|---|---|---|---|---|---|---|")
    print("|", " | ".join(["", *rate_row("bare server of the same build", result, 1, None, "the measure of the others")]), "|", flush=True)
    for count in [int(each) for each in options.entities.split(",")] + ([1_000_000] if options.million else []):
        for row in rows_of_size(options.build, count, options.seconds, options.filter, rate_of(result, 1)):
            print("|", " | ".join([f"{count:,}", *row]), "|", flush=True)


if __name__ == "__main__":
    main()
