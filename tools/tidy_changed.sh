#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy on the C++ files changed since the main branch, or else in the last commit; uncommitted work counts as changed.
# A changed header is seen through the source of its name, or the first that includes it. `make lint` checks every file.
set -euo pipefail
cd "$(dirname "$0")/.."

nothing() {
    echo "clang-tidy: nothing to check ($1)"
    exit 0
}

git rev-parse --git-dir >/dev/null 2>&1 || nothing "this is no git work tree; 'make lint' checks every file"
since=
if main=$(git rev-parse --verify -q origin/main) && base=$(git merge-base HEAD "$main") && [ "$base" != "$(git rev-parse HEAD)" ]; then
    since=$base
    echo "clang-tidy: files changed since origin/main"
elif since=$(git rev-parse --verify -q HEAD~1); then
    echo "clang-tidy: files of the last commit (nothing is ahead of origin/main, or there is no such branch)"
else
    since=$(git rev-parse --verify -q HEAD) || nothing "there is no commit yet; 'make lint' checks every file"
    echo "clang-tidy: uncommitted files (the history starts here, so there is no commit to compare with)"
fi

sources=()
add() {
    local known
    for known in "${sources[@]}"; do [ "$known" != "$1" ] || return 0; done
    sources+=("$1")
}
while IFS= read -r file; do
    [ -f "$file" ] || continue  # deleted
    case $file in
    src/*.cc | test/*.cc) add "$file" ;;
    src/*.h)
        if [ -f "${file%.h}.cc" ]; then
            add "${file%.h}.cc"
        else
            includer=$(grep -rlF --include='*.cc' "#include \"${file#src/}\"" src | sort | head -n 1) || true
            [ -z "$includer" ] || add "$includer"
        fi
        ;;
    esac
done < <({ git diff --name-only "$since"; git ls-files --others --exclude-standard; } | sort -u)
[ ${#sources[@]} -gt 0 ] || nothing "no C++ file is among them"

tools/build.sh --configure-only tidy
printf '    %s\n' "${sources[@]}"
# Its count of warnings in system headers goes to the standard error, and helps nobody.
quiet='^[0-9]+ warnings? (generated|treated as error)|^Suppressed |^Use -header-filter'
if ! printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy-14 -p build/tidy --quiet 2> >(grep -Ev "$quiet" >&2 || true); then
    echo "clang-tidy: the findings are above; repeat one with: clang-tidy-14 -p build/tidy --quiet FILE" >&2
    exit 1
fi
echo "clang-tidy: nothing found (files read: ${#sources[@]})"
