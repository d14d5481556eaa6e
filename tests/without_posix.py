"""Takes from a Python on Linux what Python on Windows lacks; copied to sitecustomize.py by tests.

Python imports `sitecustomize` before all else, so that this counts in every process that finds it:
the command line, workers, kernels. A process adds a line to the file that WITHOUT_POSIX_LOG names.

What is taken: the modules in MODULES, the attributes in ATTRIBUTES, the start methods "fork" and
"forkserver" of multiprocessing, and the system's pairs of sockets, in whose place the standard
library then makes those that it makes on Windows.

From whom: from our package, notebooks, scripts, and every library, which then sees what it sees on
Windows: a module that is not there, an attribute that is missing. Not from the standard library,
which on Linux is itself made of these, and not from LINUX: libraries, or single modules of them,
that choose their code for Linux by `sys.platform` or `os.name` and have other code for Windows.
"""

import _socket
import builtins
import importlib
import os
import sys
from pathlib import Path

MODULES = {
    *("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"),
    *("crypt", "curses", "nis", "ossaudiodev", "spwd", "_posixshmem", "_posixsubprocess"),
    *("multiprocessing.forkserver", "multiprocessing.popen_fork"),
    *("multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_posix"),
}
LINUX = {
    "filelock",  # filelock._unix; on Windows filelock._windows
    "ipykernel",  # ends a kernel with CTRL_C_EVENT on Windows, with SIGKILL here
    "numpy",  # asks Linux for the version of its kernel
    "platformdirs",  # platformdirs.unix; on Windows platformdirs.windows
    "psutil",  # psutil._pslinux; on Windows psutil._pswindows
}
ATTRIBUTES = {
    "os": """
        chown chroot confstr copy_file_range ctermid eventfd fchdir fchmod fchown fdatasync fork
        forkpty fpathconf fstatvfs get_blocking getegid geteuid getgid getgrouplist getgroups
        getloadavg getpgid getpgrp getpriority getresgid getresuid getsid getuid getxattr
        initgroups killpg lchown listxattr lockf major makedev memfd_create minor mkfifo mknod nice
        openpty pathconf pidfd_open pipe2 posix_fadvise posix_fallocate posix_spawn posix_spawnp
        posix_openpt pread preadv pwrite pwritev readv register_at_fork removexattr
        sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam
        sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setparam
        sched_setscheduler sched_yield sendfile set_blocking setegid seteuid setgid setgroups
        setpgid setpriority setregid setresgid setresuid setreuid setsid setuid setxattr splice
        statvfs sync sysconf tcgetpgrp tcsetpgrp ttyname uname wait wait3 wait4 waitid writev
        WCOREDUMP WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WSTOPSIG
        WTERMSIG WUNTRACED O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK O_SYNC
    """,
    "signal": """
        SIGALRM SIGBUS SIGCHLD SIGCONT SIGHUP SIGIO SIGKILL SIGPIPE SIGPROF SIGQUIT SIGSTOP SIGTSTP
        SIGTTIN SIGTTOU SIGUSR1 SIGUSR2 SIGWINCH SIG_BLOCK SIG_SETMASK SIG_UNBLOCK alarm getitimer
        pause pidfd_send_signal pthread_kill pthread_sigmask setitimer siginterrupt sigpending
        sigtimedwait sigwait sigwaitinfo
    """,
    "socket": "AF_UNIX CMSG_LEN CMSG_SPACE SCM_RIGHTS recv_fds send_fds sethostname",
    "select": "epoll poll EPOLLIN EPOLLOUT POLLIN POLLOUT PIPE_BUF",
    "time": "clock_getres pthread_getcpuclockid tzset",
}
LOG = "WITHOUT_POSIX_LOG"


def lacks(importer: str) -> bool:
    """Tell whether code of a module is to see what there is on Windows."""
    parts = importer.split(".")
    exempt = {".".join(parts[:end]) for end in range(1, len(parts) + 1)} & LINUX
    return not exempt and (parts[0] not in sys.stdlib_module_names or importer == "__main__")


def take_modules() -> None:
    usual, by_name = builtins.__import__, importlib.import_module

    def refuse(name: str, importer: str) -> None:
        if name in MODULES and lacks(importer):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    def imported(name, globals=None, locals=None, fromlist=(), level=0):
        if level == 0 and (importer := (globals or {}).get("__name__", "__main__")):
            for full in [name, *(f"{name}.{part}" for part in fromlist or ())]:
                refuse(full, importer)
        return usual(name, globals, locals, fromlist, level)

    def import_module(name, package=None):
        refuse(name, sys._getframe(1).f_globals.get("__name__", "__main__"))
        return by_name(name, package)

    builtins.__import__, importlib.import_module = imported, import_module


def take_attributes(name: str, attributes: set[str]) -> None:
    module = importlib.import_module(name)
    taken = {one: vars(module)[one] for one in attributes & vars(module).keys()}

    def missing(attribute: str) -> object:
        caller = sys._getframe(1).f_globals.get("__name__", "__main__")
        if attribute not in taken or lacks(caller):
            raise AttributeError(f"module {name!r} has no attribute {attribute!r}", name=attribute)
        return taken[attribute]

    for attribute in taken:
        delattr(module, attribute)
    module.__getattr__ = missing
    if hasattr(module, "__all__"):
        module.__all__ = [one for one in module.__all__ if one not in taken]


def take_start_methods() -> None:
    from multiprocessing import context

    for method in ("fork", "forkserver"):
        context._concrete_contexts.pop(method, None)
    context._default_context._default_context = context._concrete_contexts["spawn"]


if __name__ == "sitecustomize" and hasattr(os, "fork"):  # not on Windows itself
    if hasattr(_socket, "socketpair"):
        del _socket.socketpair, _socket.AF_UNIX  # before the import of `socket`
    take_modules()
    for module, names in ATTRIBUTES.items():
        take_attributes(module, set(names.split()))
    take_start_methods()
    if os.environ.get(LOG):
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
            log.write(" ".join(sys.orig_argv) + "\n")
