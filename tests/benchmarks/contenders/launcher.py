"""Runs commands, and tells what each of them cost. It knows nothing but what every Python has, and takes little memory.

What a process is said to have used at most counts from before it became another program, and is then that of its
parent: so a small parent is needed. Each line of standard input is a command, its words apart by tabs; the answer is
exit code, CPU seconds, wall seconds and the most memory in MB.
"""

import os
import sys
import time


def run(words: list[str]) -> str:
    """Run a command without input and output to its end, and return what it cost, in one line."""
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
