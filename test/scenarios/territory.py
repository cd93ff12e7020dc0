#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A territory's folder as its keeper meets it: territory.py PROGRAM SOURCE_FOLDER. Files taken in, backups made and restored, older folders opened."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from server import Server

PROGRAM, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
LAMPS = "num;x;y;watts\n1;3,87;43,6;70\n2;3,88;43,61;many\n3;3,89;43,62;90\n"


def call(*arguments, folder=None):
    clean = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, env=clean, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


def ask(port, method, address, body=None, tenant=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if tenant:
        headers["NGSILD-Tenant"] = tenant
    connection.request(method, "/ngsi-ld/v1" + address, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, json.loads(text) if text else None


def all_of(folder):
    """Every tenant's entities with their times, and the hosted contexts, as the interface gives them."""
    server = Server(str(PROGRAM), str(folder), "--open")
    try:
        found = {"contexts": ask(server.port, "GET", "/jsonldContexts?details=true")[1]}
        for context in found["contexts"]:
            for key in ("url", "URL", "lastUsage", "numberOfHits"):  # of this port, and of this process
                context.pop(key, None)
        for tenant in (None, "north"):
            for type_name in ("Lamp", "Pole"):
                found[f"{tenant} {type_name}"] = ask(server.port, "GET", f"/entities?type={type_name}&options=sysAttrs&limit=1000", tenant=tenant)[1]
        return found
    finally:
        server.stop()


def fill(folder):
    """A territory with several types, datasets, scopes, a tenant and a hosted context, made over the interface."""
    server = Server(str(PROGRAM), str(folder), "--open")
    try:
        lamp = {"id": "urn:x:1", "type": ["Lamp", "Pole"], "scope": ["/A/b", "/C"],
                "power": [{"value": 40, "unitCode": "WTT"}, {"value": 38.5, "datasetId": "urn:d:1", "observedAt": "2026-01-01T00:00:00Z"}],
                "location": {"type": "Point", "coordinates": [7.75, 48.58]}, "name": {"languageMap": {"fr": "Été", "en": "Summer"}},
                "on": {"object": "urn:x:pole", "since": {"value": "2020"}}, "gone": {"value": 1, "expiresAt": "2999-01-01T00:00:00Z"}}
        assert ask(server.port, "POST", "/entities", lamp)[0] == 201
        assert ask(server.port, "POST", "/entities", {"id": "urn:x:2", "type": "Lamp"})[0] == 201
        assert ask(server.port, "POST", "/entities", {"id": "urn:x:1", "type": "Lamp", "power": 1}, tenant="north")[0] == 201
        assert ask(server.port, "PATCH", "/entities/urn:x:1/attrs", {"power": {"value": 41}})[0] == 204
        assert ask(server.port, "DELETE", "/entities/urn:x:2")[0] == 204
        assert ask(server.port, "POST", "/jsonldContexts", {"@context": {"lamp": "https://example.org/lamp"}})[0] == 201
    finally:
        server.stop()


class TerritoryFolder(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def test_good_lines_are_kept_and_bad_ones_told_in_both_languages(self):
        lamps, data, defects = self.write("lamps.csv", LAMPS), self.folder / "data", self.folder / "defects.csv"
        mapping = self.write("lamps.yaml", 'alzette: mapping/1\ntype: Lamp\nid: "urn:x:{num}"\nattributes:\n'
                                           "  location: {kind: GeoProperty, longitude: x, latitude: y}\n  power: {column: watts, read: number}\n")
        trial = call("import", lamps, "--mapping", mapping, "--data", data, "--dry-run")
        self.assertEqual(trial.returncode, 2, trial.stderr)
        self.assertIn("3 entities would be created", trial.stdout)
        self.assertFalse(data.exists())
        done = call("import", lamps, "--mapping", mapping, "--data", data, "--defects", defects)
        self.assertEqual(done.returncode, 2)
        self.assertIn("3 entities created, 0 changed, 0 unchanged; 1 defects", done.stdout)
        self.assertIn("lamps.csv:3:14: error: 'many' is not a number", done.stderr)
        self.assertIn(',3,14,"watts",import_number_expected,', defects.read_text())
        again = call("import", lamps, "--mapping", mapping, "--data", data, "--lang", "fr")
        self.assertIn("3 inchangées ; 1 défauts", again.stdout)
        self.assertIn("« many » n'est pas un nombre", again.stderr)

    def test_a_guessed_mapping_is_written_edited_and_used(self):
        lamps, mapping = self.write("lamps.csv", LAMPS.replace("many", "80")), self.folder / "mapping.yaml"
        self.assertEqual(call("import", lamps, "--as", "Lamp", "--write-mapping", mapping).returncode, 0)
        mapping.write_text(mapping.read_text().replace('"watts": {', '"power": {unit: WTT, '), encoding="utf-8")
        done = call("import", lamps, "--mapping", mapping, "--data", self.folder / "data")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("3 entities created", done.stdout)

    def test_help_lists_the_commands_and_explains_one(self):
        listed = call("help")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        for command in ("import", "export", "backup", "restore"):
            self.assertIn(f"\n  {command} ", listed.stdout)
        self.assertEqual(call("help", "import").stdout, call("import", "--help").stdout)
        self.assertIn("--write-mapping", call("help", "import").stdout)
        self.assertEqual(call("zzz").returncode, 2)
        self.assertNotIn("''", call("zzz").stderr)

    def test_what_is_missing_is_said(self):
        lamps = self.write("lamps.csv", LAMPS)
        self.assertIn("--as Streetlight", call("import", lamps, "--data", self.folder / "d").stderr)
        self.assertIn("--data territory", call("import", lamps, "--as", "Lamp").stderr)
        self.assertIn("tenant", call("import", lamps, "--as", "Lamp", "--data", self.folder / "d", "--tenant", "two words").stderr)
        self.assertIn("two words", call("import", lamps, "--as", "two words", "--data", self.folder / "d").stderr)
        self.assertFalse((self.folder / "d").exists())
        self.assertEqual(call("import", self.folder / "no.csv", "--as", "Lamp", "--data", self.folder / "d").returncode, 3)
        mapping = self.write("m.yaml", "alzette: mapping/1\ntype: A\nid: urn:x:1\nattribute: {}\n")
        wrong = call("import", lamps, "--data", self.folder / "d", "--mapping", mapping)
        self.assertIn("m.yaml:4:1: error", wrong.stderr)
        self.assertEqual(wrong.returncode, 2)

    def test_a_folder_that_is_served_is_not_imported_into(self):
        fill(self.folder / "data")
        server = Server(str(PROGRAM), str(self.folder / "data"), "--open")
        try:
            refused = call("import", self.write("lamps.csv", LAMPS), "--as", "Lamp", "--data", self.folder / "data")
            self.assertEqual(refused.returncode, 4)
            self.assertIn("another process", refused.stderr)
        finally:
            server.stop()

    def test_a_backup_of_a_served_folder_under_change_restores_to_one_state(self):
        data = self.folder / "data"
        fill(data)
        server = Server(str(PROGRAM), str(data), "--open")
        enough = threading.Event()

        def change():
            for number in range(100_000):
                if enough.is_set():
                    return
                ask(server.port, "POST", "/entities", {"id": f"urn:x:n{number}", "type": "Lamp", "number": number})
        writer = threading.Thread(target=change)
        writer.start()
        try:
            done = call("backup", self.folder / "backup", "--data", data)
        finally:
            enough.set()
            writer.join()
            server.stop()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("verified", done.stdout)
        restored = call("restore", self.folder / "backup", "--data", self.folder / "again")
        self.assertEqual(restored.returncode, 0, restored.stderr)
        numbers = sorted(lamp["number"]["value"] for lamp in all_of(self.folder / "again")["None Lamp"] if "number" in lamp)
        self.assertEqual(numbers, list(range(len(numbers))))  # none missing before the last

    def test_a_restored_folder_answers_as_the_one_it_came_from(self):
        data = self.folder / "data"
        fill(data)
        self.assertEqual(call("backup", self.folder / "backup", "--data", data).returncode, 0)
        self.assertEqual(call("restore", self.folder / "backup", "--data", self.folder / "again").returncode, 0)
        self.assertEqual(all_of(self.folder / "again"), all_of(data))

    def test_an_archive_makes_the_same_territory_elsewhere(self):
        data, archive = self.folder / "data", self.folder / "a.jsonl.zst"
        fill(data)
        server = Server(str(PROGRAM), str(data), "--open")
        try:
            self.assertEqual(call("export", archive, "--data", data).returncode, 0)  # while it is served
        finally:
            server.stop()
        trial = call("import", archive, "--data", self.folder / "again", "--dry-run")
        self.assertIn("2 entities and 1 contexts", trial.stdout)
        self.assertFalse((self.folder / "again").exists())
        done = call("import", archive, "--data", self.folder / "again")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(all_of(self.folder / "again"), all_of(data))
        self.assertEqual(call("import", archive, "--data", self.folder / "again").returncode, 4)
        north = call("export", self.folder / "n", "--data", data, "--tenant", "north")
        self.assertIn("1 entities", north.stdout)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["a.jsonl.zst", "again", "data", "n"])  # nothing left behind

    def test_a_cut_archive_is_refused_whole(self):
        data, archive = self.folder / "data", self.folder / "a.jsonl.zst"
        fill(data)
        self.assertEqual(call("export", archive, "--data", data).returncode, 0)
        archive.write_bytes(archive.read_bytes()[:-150])
        refused = call("import", archive, "--data", self.folder / "again", "--lang", "fr")
        self.assertEqual(refused.returncode, 7)
        self.assertIn("rien n'en a été repris", refused.stderr)
        self.assertFalse((self.folder / "again").exists())

    def test_nothing_is_written_over_and_damage_is_told(self):
        data = self.folder / "data"
        fill(data)
        backup = self.folder / "backup"
        self.assertEqual(call("backup", backup, "--data", data).returncode, 0)
        self.assertEqual(call("backup", backup, "--data", data).returncode, 4)
        self.assertEqual(call("restore", backup, "--data", data).returncode, 4)
        self.assertEqual(call("backup", self.folder / "b", "--data", self.folder / "nowhere").returncode, 3)
        backup.write_bytes(backup.read_bytes()[:5000])
        refused = call("restore", backup, "--data", self.folder / "again", "--lang", "fr")
        self.assertEqual(refused.returncode, 7)
        self.assertIn("endommagé", refused.stderr)
        self.assertFalse((self.folder / "again").exists())

    def test_a_folder_of_each_format_there_was_opens(self):
        for kept in sorted((ROOT / "test/folders").iterdir()):
            with self.subTest(kept.name):
                data = self.folder / kept.name
                data.mkdir()
                shutil.copy(kept / "territory.sqlite", data)
                expected = json.loads((kept / "expected.json").read_text(encoding="utf-8"))
                self.assertEqual(all_of(data), expected)


def write_folder(name):
    """territory.py PROGRAM SOURCE_FOLDER --write NAME: a folder of the present format, as a start for test/folders."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "data")
        kept = ROOT / "test/folders" / name
        kept.mkdir(parents=True)
        call("backup", kept / "territory.sqlite", "--data", Path(folder) / "data")
        (kept / "expected.json").write_text(json.dumps(all_of(Path(folder) / "data"), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[3:4] == ["--write"]:
        write_folder(sys.argv[4])
    else:
        unittest.main(argv=sys.argv[:1])
