#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Debian package: package.py PROGRAM ROOT

Makes it twice (the same bytes), looks at its service, unpacks it and starts the program as the service would. With ALZETTE_INSTALL_TEST=1, and as root, it is
really installed on this machine, started as its own user, upgraded, removed and purged: for machines that are thrown away afterwards, as those of continuous
integration.
"""

import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from checks import Checks

HOME = Path("/var/lib/alzette")


def run(*command, **options):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)


def make(root, program, folder, version):
    made = run(sys.executable, "-B", root / "tools/package.py", "--program", program, "--to", folder, "--version", version)
    packages = list(Path(folder).glob("*.deb"))
    if made.returncode != 0 or len(packages) != 1:
        sys.exit(f"the package was not made: {made.stdout}")
    return packages[0]


def contents(check, package):
    told = run("dpkg-deb", "-I", package).stdout
    for library in ("libsqlite3-0", "libssl3", "coinor-libcbc3", "libgeos-c1v5", "libproj25", "libcurl4"):
        check.that(f"it depends on {library}", re.search(rf"Depends:.*\b{re.escape(library)}\b", told), told)
    listed = run("dpkg-deb", "-c", package).stdout
    for name in ("usr/bin/alzette", "usr/lib/systemd/system/alzette.service", "etc/alzette/alzette.yaml", "usr/share/man/man1/alzette.1.gz",
                 "usr/share/man/fr/man1/alzette.1.gz", "usr/share/doc/alzette/copyright", "usr/share/doc/alzette/manual/understand/operate.fr.md",
                 "usr/share/doc/alzette/notices/librestinio-dev"):
        check.that(f"it holds {name}", f" ./{name}\n" in listed, listed)
    owners = {line.split()[1] for line in listed.splitlines()}
    check.that("all of it belongs to root", owners == {"root/root"}, owners)


def service(check, unpacked):
    unit = unpacked / "usr/lib/systemd/system/alzette.service"
    if shutil.which("systemd-analyze") is None:
        print("package: systemd-analyze is not here; the service is not looked at")
        return
    rated = run("systemd-analyze", "security", "--offline=yes", "--threshold=20", unit)
    check.that("the service is locked in (2.0 of 10 at most)", rated.returncode == 0, rated.stdout[-400:])


def command_of(unpacked):
    """What the service starts, of the unpacked files."""
    unit = (unpacked / "usr/lib/systemd/system/alzette.service").read_text()
    return re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE).group(1).split()


class Service:
    """The program as its service starts it, on a free port."""

    def __init__(self, command, **options):
        environment = {"PATH": "/usr/bin:/bin", "ALZETTE_LISTEN": "127.0.0.1:0", "ALZETTE_LANGUAGE": "en"}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, **options)
        line = self.process.stderr.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            self.process.kill()
            sys.exit(f"the program did not start: {line}{self.process.stderr.read()}")
        self.port = int(found.group(1))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        told = self.process.stderr.read()
        return self.process.wait(timeout=60), told


def answers(port, seconds=10):
    """A service that has just been started may not listen yet."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=20) as answer:
                return answer.status == 200 and '"up"' in answer.read().decode()
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(0.2)


def links(check, unpacked):
    """Pages and settings lead to pages that are there."""
    doc = unpacked / "usr/share/doc/alzette"
    for page in sorted((doc / "manual").rglob("*.md")):
        for target in re.findall(r"\]\(([^):#]+\.md)", page.read_text(encoding="utf-8")):
            check.that(f"{page.relative_to(doc)} leads to {target}", (page.parent / target).exists())
    for named in re.findall(r"/usr/share/doc/alzette/\S+", (unpacked / "etc/alzette/alzette.yaml").read_text(encoding="utf-8")):
        check.that(f"the settings name {named}", (unpacked / named.lstrip("/")).exists())


def unpacked_start(check, unpacked, folder):
    """The same files and words as the service, below another root."""
    places = {"/usr/bin/alzette": str(unpacked / "usr/bin/alzette"), "/etc/alzette/alzette.yaml": str(unpacked / "etc/alzette/alzette.yaml"),
              str(HOME): str(folder / "territory")}
    server = Service([places.get(word, word) for word in command_of(unpacked)])
    check.that("the program of the package answers", answers(server.port))
    code, told = server.stop()
    check.that("it prints the link that makes the administrator", "/alzette/v1/first?secret=" in told, told)
    check.that("it stops when told to", code == 0, f"{code}: {told}")


def installed_start(check, what):
    """As its own user; by systemd where it runs this machine."""
    if Path("/run/systemd/system").exists():
        active = run("systemctl", "is-active", "alzette").stdout.strip()
        check.that(f"{what}: systemd runs it", active == "active", run("journalctl", "-u", "alzette", "-n", "30").stdout)
        check.that(f"{what}: it answers", answers(1026))
        return
    server = Service(command_of(Path("/")), user="alzette", group="alzette", extra_groups=[], umask=0o077, cwd="/")
    check.that(f"{what}: it answers", answers(server.port))
    code, told = server.stop()
    check.that(f"{what}: it stops when told to", code == 0, f"{code}: {told}")


def has_user():
    try:
        return pwd.getpwnam("alzette")
    except KeyError:
        return None


def dpkg(check, what, *arguments):
    done = run("dpkg", *arguments, env={**os.environ, "LC_ALL": "C"})
    check.that(what, done.returncode == 0, done.stdout)
    return done.stdout


def installation(check, first, second, version):
    if has_user() or HOME.exists() or shutil.which("alzette"):
        sys.exit("package: Alzette is on this machine already; the test of the installation would take it away")
    try:
        told = dpkg(check, "it installs", "-i", first)
        check.that("it says where the link is", "journalctl -u alzette" in told, told)
        user = has_user()
        check.that("it has a user without a shell", user and user.pw_shell == "/usr/sbin/nologin", user)
        state = HOME.stat()
        check.that("the folder is its user's alone", state.st_uid == user.pw_uid and state.st_mode & 0o7777 == 0o750, oct(state.st_mode))
        check.that("the program says its version", f"alzette {version}" in run("alzette", "--version").stdout)
        installed_start(check, "installed")
        files = sorted(each.name for each in HOME.iterdir())
        check.that("it keeps its data there", files, files)
        settings = Path("/etc/alzette/alzette.yaml")
        settings.write_text(settings.read_text() + "# kept\n")
        told = dpkg(check, "it upgrades", "-i", "--force-confold", second)
        check.that("an upgrade does not speak of a first link", "journalctl" not in told, told)
        check.that("settings stay", settings.read_text().endswith("# kept\n"))
        installed_start(check, "upgraded")
        check.that("the data stay", set(files) <= {each.name for each in HOME.iterdir()})
        dpkg(check, "it is removed", "-r", "alzette")
        check.that("the program is gone, settings and data stay", not shutil.which("alzette") and settings.exists() and HOME.exists())
        told = dpkg(check, "it is purged", "-P", "alzette")
        check.that("the settings are gone", not settings.exists())
        check.that("the data stay, and it says so", HOME.exists() and str(HOME) in told, told)
    finally:
        run("dpkg", "-P", "alzette")
        shutil.rmtree(HOME, ignore_errors=True)
        run("userdel", "alzette")


def main():
    program, root = Path(sys.argv[1]), Path(sys.argv[2])
    if shutil.which("dpkg-shlibdeps") is None:
        print("package: dpkg-dev is not installed; skipped")
        sys.exit(77)
    check = Checks()
    version = run(program, "--version").stdout.split()[1]
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        folder.chmod(0o755)
        first, again = make(root, program, folder / "first", version + "-1"), make(root, program, folder / "again", version + "-1")
        digests = {hashlib.sha256(each.read_bytes()).hexdigest() for each in (first, again)}
        check.that("made twice it has the same bytes", len(digests) == 1, digests)
        contents(check, first)
        unpacked = folder / "unpacked"
        run("dpkg-deb", "-x", first, unpacked)
        service(check, unpacked)
        links(check, unpacked)
        unpacked_start(check, unpacked, folder)
        if os.environ.get("ALZETTE_INSTALL_TEST") == "1" and os.geteuid() == 0:
            installation(check, first, make(root, program, folder / "second", version + "-2"), version)
        else:
            print("package: not installed for real (ALZETTE_INSTALL_TEST=1 as root does)")
    sys.exit(check.told())


main()
