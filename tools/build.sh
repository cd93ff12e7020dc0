#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Configures and builds one preset: tools/build.sh [--configure-only] PRESET [TARGET...]
# Quiet unless something is wrong, somebody watches (a terminal) or V=1 is set.
set -euo pipefail
cd "$(dirname "$0")/.."

configure_only=
if [ "${1:-}" = --configure-only ]; then
    configure_only=1
    shift
fi
preset=$1
shift
log=build/$preset.log
# Checkouts of one machine share compiled files: paths are kept relative to each.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
mkdir -p build

if [ -n "${V:-}" ]; then
    echo "+ cmake --preset $preset"
    cmake --preset "$preset"
elif ! cmake --preset "$preset" >"$log" 2>&1; then
    cat "$log" >&2
    echo "build: configuring preset '$preset' failed; the cause is above." >&2
    exit 1
fi
[ -z "$configure_only" ] || exit 0

options=()
if [ $# -gt 0 ]; then options+=(--target "$@"); fi
if [ -n "${V:-}" ]; then options+=(--verbose); fi
options+=(--)
if [ -z "${V:-}" ] && [ ! -t 1 ]; then options+=(--quiet); fi
if [ "$preset" = tidy ]; then options+=(-k 0); fi  # every finding, not the first
[ -z "${V:-}" ] || echo "+ cmake --build --preset $preset ${options[*]}"
echo "Building $preset in build/$preset"
cmake --build --preset "$preset" "${options[@]}"
