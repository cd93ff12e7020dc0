#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program as a user calls it: command_line.py PROGRAM SOURCE_FOLDER. Exit codes, languages, outputs, and what bad input gets."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM, ROOT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
STRASBOURG = ROOT / "data/cases/strasbourg-parking-observatory.yaml"


def call(*arguments, folder=None, **variables):
    clean = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **variables}
    return subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, env=clean, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()) if hasattr(self, "enterContext") else tempfile.mkdtemp())

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def test_the_verdict_comes_first_in_both_languages(self):
        english = call("evaluate", STRASBOURG)
        self.assertEqual(english.returncode, 0, english.stderr)
        self.assertIn("€822,826", english.stdout)
        french = call("evaluate", STRASBOURG, "--lang", "fr")
        self.assertIn("822\u202f826\u00a0€", french.stdout)
        self.assertEqual(call("evaluate", STRASBOURG, LANG="fr_FR.UTF-8").stdout, french.stdout)
        self.assertNotIn("\x1b", english.stdout)
        self.assertIn("\x1b", call("evaluate", STRASBOURG, "--colour", "always").stdout)

    def test_json_is_json_and_to_the_cent(self):
        result = json.loads(call("evaluate", STRASBOURG, "--json").stdout)
        self.assertAlmostEqual(result["central"]["npv"], 822826.34, delta=0.005)
        self.assertAlmostEqual(result["central"]["npv_per_public_euro"], 0.936127, delta=1e-6)
        self.assertEqual(result["verdict"]["outcome"], "not_settled")
        self.assertEqual(result["verdict"]["carried_by"], "reduction")
        self.assertEqual(len(result["case"]["values"]["sha256"]), 64)

    def test_a_report_and_a_cube_are_written_beside_the_answer(self):
        report, cube = self.folder / "r.html", self.folder / "c.csv"
        result = call("evaluate", STRASBOURG, "--report", report, "--csv", cube, "--lang", "fr")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('lang="fr"', report.read_text())
        self.assertNotIn("http-equiv=\"refresh\"", report.read_text())
        self.assertGreater(len(cube.read_text().splitlines()), 50)

    def test_fail_if_answers_with_the_exit_code(self):
        self.assertEqual(call("evaluate", STRASBOURG, "--fail-if", "npv < 0").returncode, 0)
        self.assertEqual(call("evaluate", STRASBOURG, "--fail-if", "bcr < 2").returncode, 1)
        self.assertEqual(call("evaluate", STRASBOURG, "--fail-if", "nvp < 2").returncode, 2)

    def test_an_interrupted_run_prints_what_it_has_and_says_so_to_scripts(self):
        command = [PROGRAM, "evaluate", ROOT / "data/cases/ville50.yaml", "--json", "--draws", "100000000"]
        with subprocess.Popen(command, env={"PATH": os.environ["PATH"]}, stdout=subprocess.PIPE, text=True) as running:
            time.sleep(1)  # long after it began to draw, long before it ends
            running.send_signal(signal.SIGINT)
            answer = json.loads(running.communicate(timeout=60)[0])
        self.assertEqual(running.returncode, 9)
        uncertainty = answer["uncertainty"]
        self.assertTrue(uncertainty["interrupted"])
        self.assertGreater(uncertainty["draws"], 0)
        self.assertLess(uncertainty["draws"], 100_000_000)

    def test_a_portfolio_is_chosen_from_a_file_or_from_cases_under_a_budget(self):
        folder = ROOT / "data/portfolios"
        page = self.folder / "p.html"
        result = call("portfolio", folder / "haut-val.yaml", "--json", "--draws", "256", "--report", page)
        self.assertEqual(result.returncode, 0, result.stderr)
        best = json.loads(result.stdout)["best"]
        self.assertLessEqual(best["value"], best["bound"])
        for budget in best["budgets"]:
            self.assertLessEqual(budget["spent"], budget["amount"])
        self.assertIn("</html>", page.read_text())
        cases = [folder / name for name in ("heating.yaml", "counter.yaml")]
        self.assertEqual(call("portfolio", *cases, "--budget", "500000").returncode, 0)
        self.assertIn("--budget", call("portfolio", *cases).stderr)
        self.assertIn("budget", call("portfolio", folder / "haut-val.yaml", "--budget", "5").stderr)
        self.assertEqual(call("portfolio", folder / "haut-val.yaml", *cases).returncode, 2)

    def test_another_discount_rate_may_be_asked_for(self):
        result = json.loads(call("evaluate", STRASBOURG, "--json", "--discount", "4.5 %").stdout)
        self.assertAlmostEqual(result["central"]["npv"], 722280.69, delta=0.005)
        self.assertEqual(call("evaluate", STRASBOURG, "--discount", "fr.discount.1900").returncode, 2)

    def test_mistakes_are_told_all_at_once_with_their_places(self):
        text = STRASBOURG.read_text().replace("by: city,      category: investment", "by: citty, category: investment")
        text = text.replace("min(1, t / 3)", "mini(1, t / 3)")
        result = call("evaluate", self.write("bad.yaml", text))
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stdout, "")
        self.assertIn("did you mean 'city'?", result.stderr)
        self.assertIn("did you mean 'min'?", result.stderr)
        told = json.loads(call("evaluate", self.folder / "bad.yaml", "--json").stdout)
        self.assertEqual(len(told["errors"]), 2)
        self.assertTrue(all(error["line"] > 0 and error["column"] > 0 for error in told["errors"]))

    def test_check_says_the_case_in_plain_words_or_what_is_wrong(self):
        result = call("check", STRASBOURG)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Motorists", result.stdout)
        self.assertIn("Automobilistes", call("check", STRASBOURG, "--lang", "fr").stdout)

    def test_large_deep_and_foreign_files_are_refused_at_once(self):
        large = self.folder / "large.yaml"
        with open(large, "wb") as file:
            file.truncate(200 << 20)
        self.assertEqual(call("check", large).returncode, 6)
        self.assertEqual(call("check", self.write("deep.yaml", "[" * 10_000)).returncode, 6)
        (self.folder / "latin.yaml").write_bytes("titre: été\n".encode("latin-1"))
        self.assertEqual(call("check", self.folder / "latin.yaml").returncode, 2)
        bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 12))
        self.assertEqual(call("check", self.write("bomb.yaml", bomb)).returncode, 6)
        self.assertEqual(call("check", self.folder / "absent.yaml").returncode, 3)
        self.assertEqual(call("check", self.folder).returncode, 2)

    def test_settings_come_from_flag_environment_and_file(self):
        self.write("alzette.yaml", "language: fr\n")
        self.assertIn("alzette.yaml", call("config", folder=self.folder).stdout)
        self.assertIn("langue des messages", call("config", folder=self.folder).stdout)
        self.assertIn("language of messages", call("config", folder=self.folder, ALZETTE_LANGUAGE="en").stdout)
        self.assertIn("language of messages", call("config", "--lang", "en", folder=self.folder).stdout)
        self.write("alzette.yaml", "langage: fr\n")
        self.assertEqual(call("config", folder=self.folder).returncode, 2)

    def test_the_command_line_is_explained(self):
        self.assertIn("did you mean 'evaluate'?", call("evalute").stderr)
        self.assertEqual(call("evalute").returncode, 2)
        self.assertIn("alzette evaluate", call("evaluate").stderr)
        self.assertIn("--csv", call("evaluate", "--help").stdout)
        self.assertIn("obligatoire", call("evaluate", "--help", "--lang", "fr").stdout)
        self.assertRegex(call("--version").stdout, r"^alzette \d+\.\d+\.\d+")

    def test_value_sets_of_a_folder_win_over_built_in_ones(self):
        self.write("fr-2025.yaml", "alzette: values/1\nid: fr-2025\ntitle: Mine\ncurrency: EUR\nvalues: {}\n")
        result = call("evaluate", STRASBOURG, "--values-folder", self.folder)
        self.assertEqual(result.returncode, 2)
        self.assertIn("fr.discount.2021", result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
