#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a Debian package of a program that was built: tools/package.py [--program FILE] [--to FOLDER] [--version VERSION]

The package holds the program, its service (packaging/alzette.service), its settings, its manual and example cases. It depends on the versions of libraries that
dpkg-shlibdeps finds in the program. The same program and version give the same bytes: times are those of the last commit.

--program FILE     build/release/alzette
--to FOLDER        build/package; the package is written there as alzette_VERSION_ARCHITECTURE.deb
--version VERSION  of the package; the project's own with -1
"""

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import third_party

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def project_version():
    return re.search(r"project\(alzette VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


def commit_time():
    """Seconds of the last commit; of the changelog where there is no history, as in an unpacked archive."""
    try:
        return int(run("git", "-C", ROOT, "log", "-1", "--format=%ct", stderr=subprocess.DEVNULL))
    except (OSError, subprocess.CalledProcessError):
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def copy(source, target, mode=0o644):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def write(target, text):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    target.chmod(0o644)


def write_packed(target, text, when):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), mtime=when))
    target.chmod(0o644)


def compiled_in():
    """Packages of libraries that are headers only, and whose licence wants its notice kept with the program: nobody has them where it is installed."""
    rows = third_party.ROW.finditer((ROOT / third_party.PAGE).read_text(encoding="utf-8"))
    return sorted(row["package"] for row in rows if "header only" in row["use"] and row["licence"].startswith("BSD-"))


def manual_page(program, language, when):
    """What --help says, as a page for man."""
    told = run(program, "--lang", language, "--help")
    date = run("date", "-u", "-d", f"@{when}", "+%Y-%m-%d").strip()
    name, usage = {"en": ("NAME", "HELP"), "fr": ("NOM", "AIDE")}[language]
    first, _, rest = told.partition("\n")
    lines = [("\\&" if line.startswith((".", "'")) else "") + line.replace("\\", "\\e").replace("-", "\\-") for line in rest.splitlines()]
    first = first.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join([f'.TH ALZETTE 1 "{date}" "Alzette {project_version()}"', f".SH {name}", f"alzette \\- {first}", f".SH {usage}", ".nf", *lines, ".fi", ""])


def stage(root, program, when):
    """All files of the package, below `root`."""
    binary = root / "usr/bin/alzette"
    copy(program, binary, 0o755)
    run("strip", "--strip-unneeded", "--remove-section=.comment", "--remove-section=.note", binary)
    copy(PACKAGING / "alzette.service", root / "usr/lib/systemd/system/alzette.service")
    copy(PACKAGING / "alzette.yaml", root / "etc/alzette/alzette.yaml")
    doc = root / "usr/share/doc/alzette"
    copy(PACKAGING / "copyright", doc / "copyright")
    write_packed(doc / "changelog.gz", (ROOT / "CHANGELOG.md").read_text(), when)
    for page in sorted((ROOT / "docs/manual").rglob("*.md")):
        copy(page, doc / "manual" / page.relative_to(ROOT / "docs/manual"))
    for page in sorted((ROOT / "docs/formats").glob("*.md")):
        copy(page, doc / "formats" / page.name)
    copy(ROOT / "THIRD-PARTY.md", doc / "THIRD-PARTY.md")
    for library in compiled_in():
        copy(Path("/usr/share/doc") / library / "copyright", doc / "notices" / library)
    for case in sorted((ROOT / "data/cases").iterdir()):
        copy(case, doc / "examples" / case.name)
    for language, folder in (("en", "man1"), ("fr", "fr/man1")):
        write_packed(root / "usr/share/man" / folder / "alzette.1.gz", manual_page(program, language, when), when)


def dependencies(root, work):
    """Packages of the shared libraries the program needs, with the versions it needs, and of those it opens at their first use."""
    program = root / "usr/bin/alzette"
    write(work / "debian/control", "Source: alzette\n\nPackage: alzette\nArchitecture: any\n")
    told = run("dpkg-shlibdeps", "-O", program, cwd=work)
    return ", ".join([told.strip().removeprefix("shlibs:Depends="), *opened_packages(program)])


def opened_packages(program):
    """Of the libraries whose names stand in the program though the loader does not load them (base/library.h), with the versions they have here."""
    loaded = run("readelf", "--dynamic", program)
    listed = re.findall(r"^\s*(\S+) \(libc6[^)]*\) => (\S+)$", run("/sbin/ldconfig", "-p"), re.MULTILINE)
    places = dict(reversed(listed))  # the first of a name is the one that is opened
    names = {name.decode() for name in re.findall(rb"\blib[\w+-]+\.so\.[\d.]+(?=\0)", program.read_bytes())}
    return sorted(package_of(Path(places[name]).resolve()) for name in names if f"[{name}]" not in loaded)


def package_of(file):
    owners = run("dpkg-query", "--search", file).splitlines()
    if len(owners) != 1:
        sys.exit(f"package: {file} belongs to several packages: {owners}")
    package = owners[0].partition(":")[0]
    version = run("dpkg-query", "--show", "--showformat", "${source:Upstream-Version}", package)
    return f"{package} (>= {version})"


def control(root, work, version):
    kibibytes = sum((file.stat().st_size + 1023) // 1024 for file in root.rglob("*") if file.is_file())
    values = {"version": version, "architecture": run("dpkg", "--print-architecture").strip(), "kibibytes": str(kibibytes),
              "depends": dependencies(root, work)}
    text = re.sub(r"@(\w+)@", lambda found: values[found[1]], (PACKAGING / "control.in").read_text())
    return text, values["architecture"]


def checksums(root):
    files = sorted(file for file in root.rglob("*") if file.is_file() and "DEBIAN" not in file.relative_to(root).parts[0])
    return "".join(f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}\n" for file in files)


def package(program, folder, version):
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    root = work / "root"
    when = commit_time()
    stage(root, program, when)
    text, architecture = control(root, work, version)
    sums = checksums(root)
    write(root / "DEBIAN/control", text)
    write(root / "DEBIAN/md5sums", sums)
    write(root / "DEBIAN/conffiles", "/etc/alzette/alzette.yaml\n")
    for script in ("postinst", "prerm", "postrm"):
        copy(PACKAGING / script, root / "DEBIAN" / script, 0o755)
    for directory in [root, *(each for each in root.rglob("*") if each.is_dir())]:
        directory.chmod(0o755)
    target = folder / f"alzette_{version}_{architecture}.deb"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(when)}
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, target, env=environment)
    shutil.rmtree(work)
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/alzette")
    parser.add_argument("--to", type=Path, default=ROOT / "build/package")
    parser.add_argument("--version", default=project_version() + "-1")
    asked = parser.parse_args()
    if not asked.program.exists():
        sys.exit(f"package: there is no program {asked.program}; build it first: make build")
    try:
        target = package(asked.program.resolve(), asked.to.resolve(), asked.version)
    except FileNotFoundError as missing:
        sys.exit(f"package: {missing.filename} is not installed; tools/install.sh package installs what a package is made with")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"package: {' '.join(failed.cmd)} ended with {failed.returncode}")
    print(f"Made {target} ({target.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
