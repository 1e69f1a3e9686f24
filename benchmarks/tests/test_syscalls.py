# ruff: noqa: D103, S101
"""What strace has written is counted for the measured process, from the work on."""

from benchmarks.syscalls import counted

LINES = """\
10 execve("/bin/python", ["python", "-m", "benchmarks", "run"], 0x1 /* 9 vars */) = 0
10 vfork( <unfinished ...>
11 execve("/bin/python", ["python", "-m", "benchmarks.subject", "{}"], 0x1 /* 9 vars */) = 0
11 read(3, "", 1) = 0
11 openat(AT_FDCWD, "/proc/self/clear_refs", O_WRONLY) = 4
11 clone3({flags=CLONE_VM}, 88) = 12
11 clone3({flags=CLONE_VM}, 88 <unfinished ...>
12 writev(5, [{iov_base="", iov_len=1}], 1) = 1
11 <... clone3 resumed>) = 13
13 writev(6, [{iov_base="", iov_len=1}], 1) = 1
10 read(3, "", 1) = 0
99 writev(7, [{iov_base="", iov_len=1}], 1) = 1
13 +++ exited with 0 +++
"""


def test_only_the_works_own_calls_are_counted() -> None:
    assert counted(LINES.splitlines()) == {"openat": 1, "clone3": 2, "writev": 2}
