# SPDX-License-Identifier: Apache-2.0
"""The program as scenarios start it: on a free port of loopback, stopped by its process id."""

import re
import signal
import subprocess


class Server:
    """`options` are those of `serve` beside folder and address; `before` runs in the new process before the program."""

    def __init__(self, program, folder, *options, before=None):
        command = [program, "--lang", "en", "serve", "--data", folder, "--listen", "127.0.0.1:0", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=before)
        line = self.process.stderr.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        if not found:
            self.process.kill()
            raise SystemExit(f"the program did not start: {line}{self.process.stderr.read()}")
        self.port = int(found.group(1))

    def next_line(self):
        return self.process.stderr.readline()

    def stop(self, number=signal.SIGTERM):
        """(exit code, what it still told)"""
        self.process.send_signal(number)
        told = self.process.stderr.read()
        return self.process.wait(timeout=60), told
