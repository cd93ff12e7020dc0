# SPDX-License-Identifier: Apache-2.0
"""What scenarios count: each thing that holds or does not, with what was seen instead."""


class Checks:
    def __init__(self):
        self.passed, self.failed = 0, []

    def that(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed.append(f"{what}: {detail}")

    def told(self):
        """Tells what failed; the exit code."""
        for failed in self.failed:
            print("FAILED", failed)
        print(f"{self.passed} passed, {len(self.failed)} failed")
        return 1 if self.failed else 0
