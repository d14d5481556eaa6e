"""A folder made read-only for a process and all that it starts, where Linux allows that.

The process gets its own mount namespace, in which the folder is mounted read-only; an ordinary user
needs a user namespace for that, which some systems and containers forbid.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

NEW_MOUNTS, NEW_USER = 0x20000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER of unshare(2)
READ_ONLY, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 32, 4096, 16384, 1 << 18  # of mount(2)


def protect(folder: Path, writable: Iterable[Path]) -> bool:
    """Make a folder read-only for this process, and return whether that succeeded.

    Those folders in it that are in `writable` stay writable. Call this while the process has only
    one thread. If it fails, nothing is changed.
    """
    try:
        _enter_namespaces()
        _mount("none", "/", RECURSIVE | PRIVATE)
        _mount(str(folder), str(folder), BIND | RECURSIVE)
        _mount("none", str(folder), BIND | REMOUNT | READ_ONLY)
        for inside in writable:
            if inside.is_relative_to(folder):
                _mount(str(inside), str(inside), BIND)
                _mount("none", str(inside), BIND | REMOUNT)
    except (OSError, AttributeError):
        return False
    os.chdir(Path.cwd())  # otherwise still below the old mount, which is writable
    return True


def _enter_namespaces() -> None:
    user, group = os.geteuid(), os.getegid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(NEW_MOUNTS) == 0:
        return
    if library.unshare(NEW_MOUNTS | NEW_USER) != 0:
        raise _refusal("unshare")
    # The same user and group inside as outside.
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _mount(source: str, target: str, flags: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    given = (os.fsencode(source), os.fsencode(target), None, ctypes.c_ulong(flags), None)
    if library.mount(*given) != 0:
        raise _refusal(f"mount {target}")


def _refusal(what: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), what)
