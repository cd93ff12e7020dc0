#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs sections of packages.txt: tools/install.sh build test fuzz
# Says nothing when everything is there; never asks a question.
set -euo pipefail

list="$(dirname "$0")/../packages.txt"
if [ $# -eq 0 ]; then
    echo "usage: tools/install.sh SECTION...   (a word of a heading of packages.txt: build, test, bench, fuzz, tidy, browser)" >&2
    exit 2
fi

wanted=()
for section in "$@"; do
    mapfile -t packages < <(awk -v section="$section" '
        /^#/ { inside = 0; for (i = 2; i <= NF; ++i) if ($i == section) inside = 1; next }
        /^[[:space:]]*$/ { inside = 0; next }
        inside { print $1 }' "$list")
    if [ ${#packages[@]} -eq 0 ]; then
        echo "install: packages.txt has no section '$section'; its headings are:" >&2
        awk '/^# / && NF < 6' "$list" >&2
        exit 2
    fi
    wanted+=("${packages[@]}")
done

if ! command -v dpkg-query >/dev/null; then
    echo "install: this is not a Debian system; the build goes on and says what is missing. Needed, by Debian's names: ${wanted[*]}" >&2
    exit 0
fi

installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | awk '$1 == "installed" { print $2 }') || true
missing=()
for package in "${wanted[@]}"; do
    grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "install: missing packages, and installing them needs root (there is no sudo here). Ask an administrator to run:" >&2
        echo "    apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# An administrator's `sudo` may ask for a password on the terminal; apt itself never asks.
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@"; }

echo "Installing (Debian packages): ${missing[*]}"
apt update >"$log" 2>&1 || true  # package lists that are already there may do
if ! apt install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    tail -n 15 "$log" >&2
    echo "install: apt-get could not install: ${missing[*]}" >&2
    echo "install: its last lines are above. Is this Debian 12, with a network and its package lists? Then run the same command again." >&2
    exit 1
fi
