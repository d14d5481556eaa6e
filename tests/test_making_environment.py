"""What make installs, when it does so again, and with what: uv, or pip where uv fails."""

import base64
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from checkouts import ROOT

# Stands in for Python: notes what it is asked for, and makes what make calls afterwards.
PYTHON = """#!/bin/sh
case "$1" in -c) exit "${OLD:-0}" ;; esac
echo "$@" >> calls
case "$*" in
  *--add*) [ -z "$FAILS" ] || exit 3 ;;
  *peers*) mkdir .venv-peers; exit ;;
  *) rm -rf .venv ;;
esac
mkdir -p .venv/bin
for name in offshore python ruff mypy lint-imports jupyter; do
  printf '#!/bin/sh\\n' > .venv/bin/$name && chmod +x .venv/bin/$name
done
"""
BASE = "environment.py --installer uv --editable .venv requirements.lock"
DEV = "environment.py --installer uv --editable --add .venv requirements.lock requirements-dev.lock"
PEERS = "environment.py --installer uv .venv-peers benchmarks/peers.lock"


@dataclass(frozen=True)
class Made:
    """A folder with the Makefile, in which a stand-in for Python makes environments."""

    root: Path

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", *arguments, "PYTHON=./python"],
            cwd=self.root,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def installs(self, *arguments: str, **variables: str) -> list[str]:
        """Return what a call of make that succeeds installs."""
        (self.root / "calls").write_text("")
        done = self.make(*arguments, **variables)
        assert done.returncode == 0, done.stderr
        return (self.root / "calls").read_text().splitlines()


@pytest.fixture
def made(tmp_path: Path) -> Made:
    root = tmp_path / "新 空格"
    (root / "benchmarks").mkdir(parents=True)
    names = ["Makefile", "environment.py", "pyproject.toml", "benchmarks/peers.lock"]
    for name in [*names, *(file.name for file in ROOT.glob("requirements*.lock"))]:
        shutil.copyfile(ROOT / name, root / name)
        os.utime(root / name, (1e9, 1e9))
    (root / "python").write_text(PYTHON)
    (root / "python").chmod(0o755)
    return Made(root)


@pytest.mark.parametrize("target", ["book", "serve", "lab", "translations"])
def test_readers_get_no_tools_of_developers(made: Made, target: str) -> None:
    assert made.installs(target) == [BASE]
    assert made.installs(target) == []


@pytest.mark.parametrize("target", ["test", "acceptance", "check"])
def test_developers_get_theirs_on_top(made: Made, target: str) -> None:
    assert made.installs("book") == [BASE]
    assert made.installs(target) == [DEV]
    assert made.installs(target) == []
    assert made.installs("book") == []


def test_benchmarks_bring_the_peers(made: Made) -> None:
    assert made.installs("bench") == [BASE, DEV, PEERS]
    assert made.installs("bench") == []


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("requirements.lock", [BASE, DEV]),
        ("requirements-uv.lock", [BASE, DEV]),
        ("pyproject.toml", [BASE, DEV]),
        ("requirements-dev.lock", [DEV]),
        ("benchmarks/peers.lock", []),
    ],
)
def test_changed_lock_installs_again_what_it_pins(made: Made, name: str, again: list[str]) -> None:
    made.installs("test")
    os.utime(made.root / ".venv/ready", (1.1e9, 1.1e9))
    os.utime(made.root / ".venv/ready-dev", (1.1e9, 1.1e9))
    os.utime(made.root / name, (1.2e9, 1.2e9))
    assert made.installs("test") == again


def test_interrupted_addition_is_done_again_and_the_book_needs_none(made: Made) -> None:
    assert made.installs("book") == [BASE]
    assert made.make("test", FAILS="yes").returncode != 0
    assert made.installs("book") == []
    assert made.installs("test") == [DEV]


def test_installer_is_handed_on(made: Made) -> None:
    assert made.installs("book", "INSTALLER=pip") == [BASE.replace("uv", "pip", 1)]


def test_too_old_a_python_is_told(made: Made) -> None:
    done = made.make("book", OLD="1")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed; say where: make PYTHON=" in done.stdout + done.stderr
    assert not (made.root / ".venv").exists()


def test_list_of_commands_has_the_switches(made: Made) -> None:
    assert "INSTALLER=pip" in made.make("help").stdout


def module(path: Path):
    spec = importlib.util.spec_from_file_location("environment", path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_path_file_of_the_installation_needs_no_locale(made: Made) -> None:
    """Python reads it as the locale has it: what is not ASCII there stops every command."""
    folder = made.root / ".venv/lib/python3.11/site-packages"
    folder.mkdir(parents=True)
    (folder / "other.pth").write_text("kept")
    (folder / "_editable_impl_offshore.pth").write_text(str(made.root), encoding="utf-8")
    module(made.root / "environment.py").make_relative(made.root / ".venv")
    written = (folder / "_editable_impl_offshore.pth").read_text(encoding="ascii")
    assert Path(os.path.normpath(folder / written.strip())) == made.root
    assert (folder / "other.pth").read_text() == "kept"


LISTED = """\
:env:.find-links='wheels file:///nowhere https://wheels.example/'
:env:.index-url=''
global.constraint='/etc/constraints.txt'
global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'
global.find-links='/never'
global.index-url='https://mirror.example/simple'
install.cert='/etc/mirror.pem'
"""


def test_uv_looks_where_pip_is_configured_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wheels").mkdir()
    monkeypatch.chdir(tmp_path)
    environment = module(ROOT / "environment.py")
    variables = environment.uv_variables(environment.pip_options(LISTED))
    assert variables["UV_INDEX"].split() == ["https://a.example/simple", "https://b.example/simple"]
    assert {name: value for name, value in variables.items() if name != "UV_INDEX"} == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_FIND_LINKS": "wheels,https://wheels.example/",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "SSL_CERT_FILE": "/etc/mirror.pem",
    }


def test_uv_is_told_of_no_index_where_pip_has_none() -> None:
    environment = module(ROOT / "environment.py")
    named = environment.uv_variables(environment.pip_options(""))
    assert named == {"UV_INDEX_STRATEGY": "unsafe-best-match"}


# Stands in for uv: notes what it is asked for, and fails where it is told to.
UV = """#!/bin/sh
printf '%s;%s\\n' "$UV_FIND_LINKS" "$*" >> calls
[ -z "$UV_FAILS" ] || { echo 'error: nothing to be had' >&2; echo '  cause: none' >&2; exit 2; }
"""
# Stands in for the module venv, which takes seconds: copies what it made once.
VENV = """
import os, shutil, sys
made_once, folder = os.environ["MADE_ONCE"], sys.argv[1]
shutil.copytree(made_once, folder, symlinks=True, copy_function=os.link)
"""


def wheel(folder: Path, name: str, files: Mapping[str, str]) -> str:
    """Write a wheel and return the line that pins it."""
    about = f"{name}-1.0.dist-info"
    texts = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},{hashed(text)},{len(text.encode())}" for path, text in texts.items()]
    file = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in texts.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o100755 << 16  # a file that can be run, as a script must
            archive.writestr(entry, text)
        archive.writestr(f"{about}/RECORD", "\n".join([*record, f"{about}/RECORD,,", ""]))
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


def hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "once"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


@dataclass(frozen=True)
class Site:
    """A folder with environment.py, three locks and the wheels they pin; no network is used."""

    root: Path
    variables: Mapping[str, str]

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "environment.py", *arguments],
            cwd=self.root,
            env={**os.environ, **self.variables, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """Return where uv was told to find wheels, and what it was asked for."""
        file = self.root / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def has(self, name: str) -> bool:
        return any((self.root / "env/lib").glob(f"python*/site-packages/{name}.py"))


@pytest.fixture
def site(tmp_path: Path, made_once: Path) -> Site:
    root = tmp_path / "新 空格"
    for folder in ("wheels", "stand-ins"):
        (root / folder).mkdir(parents=True)
    shutil.copyfile(ROOT / "environment.py", root / "environment.py")
    (root / "stand-ins/venv.py").write_text(VENV)
    for name in ("first", "second"):
        (root / f"{name}.lock").write_text(wheel(root / "wheels", name, {f"{name}.py": ""}))
    pin = wheel(root / "wheels", "uv", {"uv-1.0.data/scripts/uv": UV})
    (root / "requirements-uv.lock").write_text(pin)
    variables = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheels", "MADE_ONCE": str(made_once)}
    nothing = {"PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": "stand-ins"}
    return Site(root, variables | nothing)


def test_uv_installs_with_hashes_from_where_pip_looks(site: Site) -> None:
    done = site.run("env", "first.lock")
    assert (done.returncode, done.stderr) == (0, "")
    (call,) = site.calls()
    assert call.startswith("wheels;pip install ")
    assert call.endswith(" --no-index --require-hashes --requirement=first.lock")
    assert not site.has("first")  # pip did nothing but bring uv


def test_environment_is_added_to_once_and_then_made_anew(site: Site) -> None:
    site.run("env", "first.lock")
    (site.root / "env/kept").touch()
    assert "Adding second.lock" in site.run("env", "first.lock", "second.lock", "--add").stdout
    assert (site.root / "env/kept").exists()
    again = site.run("env", "first.lock", "second.lock", "--add")
    assert "Making the environment" in again.stdout
    assert not (site.root / "env/kept").exists()
    assert site.calls()[-1].endswith(" --requirement=first.lock --requirement=second.lock")


def test_where_uv_fails_pip_installs_and_a_line_says_so(site: Site) -> None:
    done = site.run("env", "first.lock", UV_FAILS="yes")
    assert done.returncode == 0, done.stderr
    assert "Not with uv (nothing to be had), so with pip" in done.stdout
    assert site.has("first")


def test_uv_with_another_hash_is_not_run(site: Site) -> None:
    lock = site.root / "requirements-uv.lock"
    lock.write_text(lock.read_text().partition("sha256:")[0] + "sha256:" + "0" * 64 + "\n")
    done = site.run("env", "first.lock")
    assert done.returncode == 0, done.stderr
    assert "Not with uv (" in done.stdout
    assert site.calls() == []
    assert site.has("first")


def test_pip_where_that_is_asked_for(site: Site) -> None:
    assert site.run("env", "first.lock", "second.lock", "--installer=pip").returncode == 0
    assert site.has("first")
    assert site.has("second")
    assert not (site.root / "env/bin/uv").exists()


def test_package_with_another_hash_is_refused(site: Site) -> None:
    lock = site.root / "first.lock"
    lock.write_text(lock.read_text().partition("sha256:")[0] + "sha256:" + "0" * 64 + "\n")
    done = site.run("env", "first.lock", "--installer=pip")
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert not site.has("first")


def test_installer_of_another_name_is_refused(site: Site) -> None:
    done = site.run("env", "first.lock", "--installer=conda")
    assert done.returncode != 0
    assert "'uv', 'pip'" in done.stderr
    assert not (site.root / "env").exists()
