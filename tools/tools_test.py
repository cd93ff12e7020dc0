#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the tools: what layers.py and tidy.py must find, and what they must leave alone."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import bench
import fuzz
import layers
import test as test_runner
import third_party
import tidy

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
LISTING = """# SPDX-License-Identifier: Apache-2.0
module(base    LINKS fmt::fmt)   # module(commented USES nothing)
module(yaml    USES base)
module(formula USES base yaml
               LINKS highway)
program(alzette app USES base formula)
"""
CATALOGUE = LICENCE + """MESSAGE(plain, "a sentence", "une phrase")
MESSAGE(found_near, "'{found}' is unknown; did you mean '{near}'?", "« {found} » est inconnu ; vouliez-vous dire « {near} » ?")
MESSAGE(found, "'{found}', really", "« {found} », vraiment")
"""
SAID = "void said() { f(say::plain); f(say::found_near); f(say::found); }\n"


class Tree(unittest.TestCase):
    """A small project in a temporary folder, to which a test adds what is wrong."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("src/CMakeLists.txt", LISTING)
        for name in ("base", "yaml", "formula", "app"):
            self.write(f"src/{name}/{name}.cc", LICENCE + f'#include "base/{name}.h"\n')
            self.write(f"src/{name}/{name}_test.cc", LICENCE + "#include <doctest/doctest.h>\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def found(self, check, *parts):
        """Exactly one finding, holding all of the parts."""
        findings = list(check(self.root))
        self.assertEqual(len(findings), 1, findings)
        for part in parts:
            self.assertIn(part, findings[0])

    def clean(self, check):
        self.assertEqual(list(check(self.root)), [])


class Layers(Tree):
    def include(self, name, *headers):
        self.write(name, LICENCE + "".join(f"#include {header}\n" for header in headers))

    def test_a_sound_tree_has_no_findings(self):
        self.include("src/app/main.cc", '"formula/formula.h"', '"base/result.h"', "<CLI/CLI.hpp>", "<fmt/core.h>", "<vector>", "<unistd.h>")
        self.include("src/yaml/read.cc", "<libfyaml.h>", "<cstdint>")
        self.include("src/formula/draw_bench.cc", "<benchmark/benchmark.h>", "<hwy/highway.h>")
        self.include("test/flow.cc", '"app/flow.h"', '"yaml/node.h"', "<doctest/doctest.h>", "<rapidcheck.h>")
        self.clean(layers.check)

    def test_an_include_down_the_list(self):
        self.include("src/yaml/node.cc", '"base/x.h"', '"formula/unit.h"')
        self.found(layers.check, "src/yaml/node.cc:3:", '"formula/unit.h"', "stands below yaml", "move")

    def test_an_include_up_the_list_that_is_not_declared(self):
        self.include("src/app/main.cc", '"yaml/node.h"')
        self.found(layers.check, "src/app/main.cc:2:", "add yaml to its USES", "src/CMakeLists.txt:6")

    def test_tests_obey_too(self):
        self.include("src/base/more_test.cc", '"yaml/node.h"')
        self.found(layers.check, "src/base/more_test.cc:2:", "stands below base")

    def test_a_header_outside_its_folder(self):
        for name, header in (("src/formula/x.cc", "<libfyaml.h>"), ("src/yaml/x.cc", "<sodium.h>"), ("src/app/x.cc", "<CLI/CLI.hpp>"),
                             ("src/yaml/x.cc", "<tl/expected.hpp>"), ("src/base/x.cc", "<boost/math/distributions/beta.hpp>"),
                             ("src/base/x.cc", "<hwy/highway.h>"), ("src/base/x.cc", "<Random123/philox.h>"),
                             ("src/base/x.cc", "<doctest/doctest.h>"), ("src/base/x_bench.cc", "<rapidcheck.h>"),
                             ("src/base/x_test.cc", "<benchmark/benchmark.h>"), ("src/base/x.cc", "<sys/stat.h>")):
            with self.subTest(name=name, header=header):
                self.include(name, header)
                self.found(layers.check, f"{name}:2:", header, "belongs to")
                (self.root / name).unlink()

    def test_an_unknown_library(self):
        self.include("src/base/x.cc", "<boost/asio.hpp>")
        self.found(layers.check, "src/base/x.cc:2:", "no folder owns", "OWNERS in tools/layers.py")

    def test_our_header_in_angle_brackets_or_without_folder(self):
        self.include("src/base/x.cc", "<base/result.h>")
        self.found(layers.check, "src/base/x.cc:2:", 'write "base/result.h"')
        self.include("src/base/x.cc", '"result.h"')
        self.found(layers.check, "src/base/x.cc:2:", "with their folder")
        self.include("src/base/x.cc", '"../yaml/node.h"')
        self.found(layers.check, "src/base/x.cc:2:", "with their folder")

    def test_a_comment_includes_nothing(self):
        self.write("src/base/x.cc", LICENCE + '// #include "app/x.h"\n/*\n#include <sodium.hpp>\n*/\n')
        self.clean(layers.check)

    def test_uses_below_or_unknown(self):
        self.write("src/CMakeLists.txt", LISTING.replace("module(yaml    USES base)", "module(yaml    USES base formula)"))
        self.found(layers.check, "src/CMakeLists.txt:3:", "formula", "stands below")
        self.write("src/CMakeLists.txt", LISTING.replace("module(yaml    USES base)", "module(yaml    USES base ham)"))
        self.found(layers.check, "src/CMakeLists.txt:3:", "ham", "not listed")

    def test_a_folder_nobody_builds(self):
        self.write("src/prove/x.cc", LICENCE)
        self.found(layers.check, "src/prove", "no line in src/CMakeLists.txt", "add module(prove")


class ThirdParty(Tree):
    ROW = "| One | `libone-dev` | 1 | MIT | Expat | linked | x |\n"

    def setUp(self):
        super().setUp()
        self.write("packages.txt", "# build\ng++\nlibone-dev  # it\n\n# test\nlibtwo-dev\n")
        self.write("doc/libone-dev/copyright", "Format: x\n\nFiles: *\nCopyright: me\nLicense: Expat\n")

    def page(self, rows):
        self.write("THIRD-PARTY.md", "# x\n\n" + rows)

    def check(self, root):
        return third_party.check(root, root / "doc")

    def test_a_page_with_every_library_is_sound(self):
        self.page(self.ROW)
        self.clean(self.check)

    def test_a_library_without_a_row_is_found(self):
        self.page("")
        self.found(self.check, "libone-dev", "add its licence")

    def test_a_row_without_a_library_is_found_unless_it_says_through_which(self):
        self.page(self.ROW + self.ROW.replace("one", "two"))
        self.found(self.check, "THIRD-PARTY.md:4: libtwo-dev is not in packages.txt")
        self.page(self.ROW + self.ROW.replace("one", "two").replace("linked", "linked, through `libone-dev`"))
        self.clean(self.check)

    def test_a_licence_other_than_debian_s_is_found(self):
        self.page(self.ROW.replace("Expat", "GPL-2"))
        self.found(self.check, "Debian says 'Expat' of libone-dev, not 'GPL-2'")


class Tidy(Tree):
    def refuses(self, code, *parts, name="src/base/x.cc", line=2):
        with self.subTest(code=code):
            self.write(name, LICENCE + code + "\n")
            self.found(tidy.check, f"{name}:{line}:", *parts)
            (self.root / name).unlink()

    def accepts(self, code, name="src/base/x.cc"):
        with self.subTest(code=code):
            self.write(name, LICENCE + code + "\n")
            self.clean(tidy.check)
            (self.root / name).unlink()

    def test_a_sound_tree_has_no_findings(self):
        self.clean(tidy.check)

    def test_banned_words_name_their_replacement(self):
        self.refuses("std::regex r;", "RE2")
        self.refuses("using namespace std;", "std::")
        self.refuses("auto p = new int(3);", "make_unique")
        self.refuses("throw 3;", "fail(")
        self.refuses('std::cout << "a";', "return text", name="src/yaml/x.cc")
        self.refuses("assert(a);", "CHECK_THAT")
        self.refuses("std::snprintf(a, 3, b);", "fmt")
        self.refuses("void f() { rc::check(p); }", "CHECK(rc::check")
        self.accepts("void f() { CHECK(rc::check(p)); }")
        self.refuses("printf(a);", "fmt", name="src/app/x.cc")
        self.refuses("auto last = std::ranges::unique(a);", "clang 14", "in std::")
        self.refuses("for (auto i : std::views::iota(0, 3)) f(i);", "clang 14", "loop")
        self.refuses("#pragma once\nusing namespace chrono;", "in the .cc", name="src/base/x.h", line=3)

    def test_a_line_is_counted_past_comments_and_texts(self):
        self.refuses('/* a\nb */ auto t = R"(\n)";\nthrow t;', "fail(", line=5)

    def test_comments_texts_and_kin_of_banned_words_are_free(self):
        self.accepts("// a new line; throw it; assert(it)")
        self.accepts('auto a = "throw new printf(std::regex)"; auto n = 30\'000; auto c = \'"\';')
        self.accepts('auto a = R"x(assert(a) " new )" x)x";')
        self.accepts("std::ranges::sort(a); auto b = std::ranges::unique_copy(a, c); auto d = std::unique(a, b);")
        self.accepts("static_assert(a); auto newest = 3; std::nothrow; #include <new>".replace("; #", ";\n#"))
        self.accepts("using namespace std::chrono_literals;")
        self.accepts('std::cout << "a";', name="src/app/x.cc")

    def test_check_h_may_print(self):
        self.accepts('#pragma once\nstd::fprintf(stderr, "a");', name="src/base/check.h")

    def test_unfinished_work(self):
        for word in ("TO" + "DO", "FIX" + "ME", "X" + "XX"):
            self.refuses(f"// {word}: later", word)
        self.write("docs/page.md", "TO" + "DO\n")
        self.found(tidy.check, "docs/page.md:1:")

    def test_lengths(self):
        most = tidy.LINE_LENGTH_MAX - len("// ")
        self.refuses("// " + "é" * (most + 1), f"{tidy.LINE_LENGTH_MAX + 1} characters")
        self.accepts("// " + "é" * most)
        self.accepts('    {"row of a table", "' + "é" * most + '"},')
        self.accepts("// " + "a" * 300, name="src/base/table.def")
        self.write("src/base/long.cc", LICENCE + "\n" * 499 + "int a;\n")
        self.found(tidy.check, "src/base/long.cc:501", "501 lines", "split")

    def test_first_lines(self):
        self.write("src/base/x.cc", "int a;\n")
        self.found(tidy.check, "src/base/x.cc:1:", "SPDX")
        self.write("src/base/x.cc", "")
        self.found(tidy.check, "src/base/x.cc:1:", "SPDX")
        self.write("src/base/x.cc", LICENCE)
        self.write("tools/x.py", "#!/usr/bin/env python3\n# SPDX-License-Identifier: Apache-2.0\n")
        self.clean(tidy.check)
        self.refuses("int a;", "#pragma once", name="src/base/x.h", line=1)

    def test_blanks(self):
        self.refuses("int a; ", "blanks")
        self.refuses("\tint a;", "tab")
        self.refuses("int a;\r", "carriage return")
        self.write("src/base/x.cc", LICENCE + "int a;\n\n")
        self.found(tidy.check, "src/base/x.cc:4:", "one newline")
        self.write("src/base/x.cc", LICENCE + "int a;")
        self.found(tidy.check, "src/base/x.cc:2:", "one newline")

    def test_names_of_drawers(self):
        self.write("src/base/string_util.cc", LICENCE)
        self.found(tidy.check, "src/base/string_util.cc:1:", "'util'")
        (self.root / "src/base/string_util.cc").unlink()
        self.write("docs/common/page.md", "A page.\n")
        self.found(tidy.check, "docs/common:1:", "'common'")

    def test_a_folder_without_test(self):
        (self.root / "src/yaml/yaml_test.cc").unlink()
        self.found(tidy.check, "src/yaml/yaml.cc:1:", "no *_test.cc")

    def test_build_results_and_corpora_are_not_read(self):
        self.write("build/x.cc", "throw 3;")
        self.write("test/corpus/yaml/bad.yaml", "\t a ")
        self.clean(tidy.check)

    def test_bytes_that_are_no_text(self):
        (self.root / "src/base/x.cc").write_bytes(b"\xff\n")
        self.found(tidy.check, "src/base/x.cc:1:", "UTF-8")


class Catalogue(Tree):
    def setUp(self):
        super().setUp()
        self.write("src/base/catalogue/base.def", CATALOGUE)
        self.write("src/base/said.cc", LICENCE + SAID)

    def refuses(self, code, *parts, line=2):
        with self.subTest(code=code):
            self.write("src/base/x.cc", LICENCE + code + "\n")
            self.found(tidy.check, f"src/base/x.cc:{line}:", *parts)

    def accepts(self, code):
        with self.subTest(code=code):
            self.write("src/base/x.cc", LICENCE + code + "\n")
            self.clean(tidy.check)

    def test_an_unknown_entry(self):
        self.refuses("f(say::plane);", "say::plane is not in")

    def test_an_entry_nobody_says(self):
        self.write("src/base/catalogue/more.def", LICENCE + 'MESSAGE(silent, "a", "b")\n')
        self.write("src/base/x_test.cc", LICENCE + 'f(say::silent); // a test is not the product\n')
        self.found(tidy.check, "src/base/catalogue/more.def:2:", "silent is said nowhere")

    def test_arguments_differ_from_the_braces(self):
        self.refuses('return fail(Errc::invalid, say::found, {{"fuond", text}}, place);', "lacks {found}", '"fuond" in vain')
        self.refuses('findings.error(place, say::found_near, {{"found", f(a, b)}});', "lacks {near}")
        self.refuses('error(place,\n      say::found,\n      {{"found", "a, b {x}"}, {"near", b}});', '"near" in vain', line=3)
        self.refuses("return fail(Errc::invalid, say::found, {}, place);", "lacks {found}")
        self.refuses("return fail(Errc::invalid, say::found);", "lacks {found}")
        self.refuses("findings_.warning(place, say::found);", "lacks {found}")
        self.refuses('auto m = base::Message(say::plain, {{"found", 3}});', '"found" in vain')
        self.refuses('auto m = Message{say::found, {{"near", 3}}};', "lacks {found}")
        self.refuses("auto t = text_of(say::found, language);", "lacks {found}")
        self.refuses('refuse(say::found_near, {{"found", 3}, {"nearest", 4}});', '"nearest" in vain')
        self.refuses('auto t = words.say(say::found_near, {{"found", 3}});', "lacks {near}")
        self.refuses("auto t = words.say(say::found);", "lacks {found}")

    def test_both_branches_of_a_choice(self):
        self.refuses('error(place, near ? say::found_near : say::found, {{"found", a}});', "say::found_near lacks {near}")
        self.refuses('error(place, near ? say::found : say::found_near, {{"found", a}});', "say::found_near lacks {near}")
        self.refuses('error(place, near ? say::found : say::plain, {{"found", a}, {"near", b}});', 'say::found is given "near"')
        self.refuses("return fail(Errc::invalid, near ? say::found : say::plain);", "say::found lacks {found}")
        self.refuses('f(Message(a ? say::plain : b(c) ? say::found : say::found_near, {{"found", 1}}));', "say::found_near lacks {near}")
        self.accepts('error(place, near ? say::found : say::found_near, {{"found", a}, {"near", b}});')
        self.accepts('error(place, id == say::found ? say::plain : say::plain, {});')

    def test_an_argument_that_is_a_sentence_with_arguments(self):
        self.refuses('return fail(Errc::invalid, say::found, {{"found", say::found_near}});', "which nothing fills")

    def test_right_and_unclear_forms_are_accepted(self):
        self.accepts('return fail(Errc::invalid, say::found_near, {{"near", b}, {"found", std::string{a}}}, place);')
        self.accepts('return fail(Errc::invalid, say::found, {{"found", say::plain}});')
        self.accepts("return fail(Errc::invalid, say::plain);")
        self.accepts("return fail(Errc::invalid, say::found, arguments, place);")
        self.accepts("return fail(Errc::invalid, say::found, {named(a), named(b)});")
        self.accepts("return fail(say::found);")
        self.accepts("with_place(say::found);")
        self.accepts("Row const rows[] = {{say::found, {}}, {say::found_near, {}}};")
        self.accepts('write(say::found, {{"motorists", 3}});')
        self.accepts('with_more(say::found_near, {{"found", 3}});')
        self.accepts('error(place, choose(say::found), {{"found", 3}, {"other", 4}});')
        self.accepts("CHECK(result.error().message.id == say::found);")
        self.accepts("switch (id) { case say::found: return 1; default: return 2; }")
        self.accepts('// fail(Errc::invalid, say::found, {{"fuond", text}})\nauto t = "say::nothing";')

    def test_an_entry_in_one_language_or_unlike_in_the_other(self):
        self.write("src/base/catalogue/base.def", CATALOGUE.replace('"une phrase"', '""'))
        self.found(tidy.check, "src/base/catalogue/base.def:2:", "lacks a language")
        self.write("src/base/catalogue/base.def", CATALOGUE.replace("« {found} », vraiment", "« {trouve} », vraiment"))
        self.found(tidy.check, "src/base/catalogue/base.def:4:", "one language only")

    def test_an_entry_twice_or_unreadable(self):
        self.write("src/base/catalogue/base.def", CATALOGUE + 'MESSAGE(plain, "again", "encore")\n')
        self.found(tidy.check, "src/base/catalogue/base.def:5:", "already at src/base/catalogue/base.def:2")
        self.write("src/base/catalogue/base.def", CATALOGUE + 'MESSAGE(odd, "again")\n')
        self.found(tidy.check, "src/base/catalogue/base.def:5:", "cannot be read")


JUNIT = """<?xml version="1.0"?><testsuite tests="5">
<testcase name="a" status="run"/><testcase name="b" status="fail"><failure message="Failed"/></testcase>
<testcase name="c" status="disabled"/><testcase name="d" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/></testcase>
<testcase name="e" status="notrun"><skipped message="Unable to find executable"/></testcase></testsuite>"""


class Runner(unittest.TestCase):
    def outcome(self, text, code):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "results.xml"
            if text:
                file.write_text(text)
            return test_runner.read_junit(file, code)

    def report(self, rows):
        with mock.patch("builtins.print") as out:
            code = test_runner.report([(f"step {i}", row, 1.0) for i, row in enumerate(rows)])
        return code, out.call_args.args[0]

    def test_results_are_counted_as_they_are(self):
        outcome = self.outcome(JUNIT, 8)
        self.assertEqual((outcome.passed, outcome.failed, outcome.skipped), (1, 2, 2))

    def test_a_run_without_results_or_with_a_silent_failure_is_a_failed_one(self):
        self.assertEqual(self.outcome("", 1).failed, 1)
        self.assertEqual(self.outcome('<testsuite><testcase name="a" status="run"/></testsuite>', 8).failed, 1)

    def test_the_closing_line_is_the_sum(self):
        outcome = test_runner.Outcome
        self.assertEqual(self.report([outcome(3, 0), outcome(2, 0)]), (0, "5 passed, 0 failed"))
        self.assertEqual(self.report([outcome(3, 1), outcome(2, 0, 4)]), (1, "5 passed, 1 failed, 4 skipped"))
        self.assertEqual(self.report([outcome()]), (1, "0 passed, 0 failed"))

    def test_a_build_that_fails_ends_the_run_and_nothing_else_does(self):
        outcome = test_runner.Outcome

        def broken():
            raise test_runner.BuildFailed("dev")
        with mock.patch("builtins.print"):
            rows = test_runner.run([("a", lambda: outcome(1, 1)), ("b", broken), ("c", lambda: outcome(1))])
        self.assertEqual([(name, result.failed) for name, result, _ in rows], [("a", 1), ("b", 1)])


class Benchmarks(unittest.TestCase):
    def test_medians_are_shown_in_readable_units(self):
        run = {"run_name": "npv", "time_unit": "ns", "real_time": 1_500_000.0, "cpu_time": 900.0, "items_per_second": 1e6}
        rows = list(bench.rows_of([run | {"aggregate_name": "median"}, run | {"aggregate_name": "cv", "real_time": 0.012}]))
        self.assertEqual(rows, [("npv", "1.5 ms", "900 ns", "1.2 %", "1e+06")])

    def test_only_the_marked_block_of_the_page_changes(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch("builtins.print"):
            page = Path(folder) / "performance.md"
            page.write_text(f"before\n{bench.BEGIN}\nold\n{bench.END}\nafter\n")
            with mock.patch.object(bench, "PAGE", page), mock.patch.object(bench, "ROOT", Path(folder)):
                bench.write("| new |")
                text = page.read_text()
                self.assertTrue(text.startswith("before\n") and text.endswith("\nafter\n") and "| new |" in text and "old" not in text)
                page.write_text("no block\n")
                self.assertRaises(SystemExit, bench.write, "| new |")


class Fuzzers(unittest.TestCase):
    """A script in the place of a fuzzer: what it is given, and what is said when it fails."""

    def run_script(self, script, seeds=("node/seed",)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            program = root / "build/fuzz/src/node_fuzz"
            program.parent.mkdir(parents=True)
            program.write_text("#!/bin/sh\n" + script)
            program.chmod(0o755)
            for seed in seeds:
                path = root / "test/corpus" / seed
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(seed)
            (root / "src/yaml").mkdir(parents=True)
            (root / "src/yaml/node_fuzz.cc").write_text(LICENCE)
            with mock.patch.multiple(fuzz, ROOT=root, BUILD=root / "build/fuzz", CORPUS=root / "test/corpus"), \
                    mock.patch("builtins.print") as out:
                result = fuzz.run(10)
            return result, "\n".join(str(call.args[0]) for call in out.call_args_list)

    def test_a_fuzzer_gets_its_time_its_limits_and_its_seeds(self):
        checks = ['test "$1" = -max_total_time=10', 'test "$2" = -max_len=4096', 'test "$3" = -timeout=5', 'test "$4" = -rss_limit_mb=1024',
                  '{ for last; do :; done; }', 'test "$(cat $last/seed_node_a)" = node/a', 'test "$(cat $last/seed_yaml_b)" = yaml/b',
                  'echo stat::number_of_executed_units: 12345']
        result, said = self.run_script(" && ".join(checks), seeds=("node/a", "yaml/b"))
        self.assertEqual(result, (1, 0), said)
        self.assertIn("12 345 inputs", said)

    def test_a_failure_names_the_input_and_how_to_repeat_it(self):
        result, said = self.run_script('echo "Test unit written to $PWD/found/node-crash-1"; exit 77')
        self.assertEqual(result, (0, 1))
        self.assertIn("node_fuzz fails on build/fuzz/found/node-crash-1", said)
        self.assertIn("build/fuzz/src/node_fuzz build/fuzz/found/node-crash-1", said)

    def test_seeds_that_no_fuzzer_reads_are_a_failure(self):
        result, said = self.run_script("exit 0", seeds=("lost/a",))
        self.assertEqual(result, (1, 1))
        self.assertIn("test/corpus/lost is read by no fuzzer", said)


@unittest.skipUnless(shutil.which("git"), "there is no git here")
class Changed(unittest.TestCase):
    """tidy_changed.sh in histories of several shapes; no C++ file changes, so clang-tidy itself is not called."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "tools").mkdir()
        script = Path(__file__).resolve().parent / "tidy_changed.sh"
        (self.root / "tools/tidy_changed.sh").write_text(script.read_text())

    def git(self, *command):
        settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"]
        subprocess.run(["git", *settings, *command], cwd=self.root, check=True, capture_output=True)

    def says(self, *parts):
        run = subprocess.run(["bash", "tools/tidy_changed.sh"], cwd=self.root, capture_output=True, text=True, check=False,
                             env=os.environ | {"GIT_CEILING_DIRECTORIES": str(self.root.parent)})
        self.assertEqual(run.returncode, 0, run.stderr)
        for part in parts:
            self.assertIn(part, run.stdout)

    def test_outside_of_git(self):
        self.says("nothing to check", "no git work tree")

    def test_from_the_empty_history_to_a_branch_ahead_of_main(self):
        self.git("init", "-q")
        self.says("nothing to check", "no commit yet")
        self.git("add", ".")
        self.git("commit", "-qm", "a")
        self.says("uncommitted files", "no C++ file")
        self.git("commit", "-qm", "b", "--allow-empty")
        self.says("files of the last commit", "no C++ file")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.says("files of the last commit")
        self.git("commit", "-qm", "c", "--allow-empty")
        self.says("changed since origin/main", "no C++ file")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
