"""Program that runs commands and reports their resource usage. It imports little, so that it needs little memory.

The peak memory of a process includes the time before ``exec``, when it shares the memory of its parent, so the parent
must be small. Each line of standard input is a command with its words separated by tabs. The reply has the exit code,
CPU seconds, wall-clock seconds and peak memory in MB.
"""

import os
import sys
import time


def run(words: list[str]) -> str:
    """Run a command without input and output, and return its resource usage as one line."""
    started = time.monotonic()
    nothing = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    process = os.posix_spawn(words[0], words, os.environ, file_actions=nothing)
    _, status, used = os.wait4(process, 0)
    wall = time.monotonic() - started
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime} {wall} {used.ru_maxrss * unit / 1e6}"


if __name__ == "__main__":
    for line in sys.stdin:
        print(run(line.rstrip("\n").split("\t")), flush=True)
