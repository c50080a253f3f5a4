"""A shell with a single job: the program that its arguments name, in the folder of this one.

When the job stops it writes `[stopped]`, and the line `fg` lets it go on. It ends with the job.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run the job in the foreground of this terminal."""
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    program, *arguments = sys.argv[1:]
    command = [sys.executable, str(Path(__file__).with_name(program)), *arguments]
    with subprocess.Popen(command, process_group=0) as job:
        os.tcsetpgrp(0, job.pid)
        while True:
            _, status = os.waitpid(job.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                return os.waitstatus_to_exitcode(status)
            os.tcsetpgrp(0, os.getpgrp())
            os.write(1, b"[stopped]")
            while sys.stdin.readline() != "fg\n":
                pass
            os.tcsetpgrp(0, job.pid)
            os.killpg(job.pid, signal.SIGCONT)


if __name__ == "__main__":
    sys.exit(main())
