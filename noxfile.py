"""Every task that a person or CI runs; `nox` alone lists them."""

import os
import shutil
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = []
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
# An interpreter that is not there is skipped, in CI too: which ones exist is the machine's business.
nox.options.error_on_missing_interpreters = False
nox.options.download_python = "never"

# pyenv's shims run only what is activated in this folder; the interpreters themselves are as good as any.
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], *map(str, sorted(PYENV.glob("versions/*/bin")))])

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ["3.11", "3.12", "3.13"]


def install(session: nox.Session, *groups: str, package: bool = False) -> None:
    """Install dependency groups, and the package itself in place if *package* is true."""
    requirements = nox.project.dependency_groups(PROJECT, *groups)
    session.install(*requirements, *(("--editable", ".") if package else ()))


@nox.session
def regenerate(session: nox.Session) -> None:
    """Make generated/ anew from a server: -- [--server-version X | --url URL | --spec FILE] [--output DIR]."""
    install(session, "generator")
    session.run("python", "-m", "generator", *session.posargs)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail, with a diff, unless generated/ is byte for byte what spec/ and generator/ make."""
    install(session, "generator")
    session.run("python", "-m", "generator", "--check", *session.posargs)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests on every supported Python that exists here; what follows -- goes to pytest."""
    install(session, "tests", package=True)
    first = next(version for version in PYTHONS if shutil.which(f"python{version}"))
    chosen = () if session.python == first else ("-m", "not once")
    # Each worker is an interpreter of its own beside the server: more than two only wait for each other.
    session.run("pytest", "--numprocesses", "auto", "--maxprocesses", "2", *chosen, *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Try every fault at full size, and write the table of the README; what follows -- goes to pytest instead."""
    install(session, "tests", package=True)
    workers = ("--numprocesses", "auto", "--maxprocesses", "2")
    # A part of the tests makes a part of the table.
    chosen = session.posargs or ("tests/resilience", "tests/generator/test_hostile.py", "--survived-in", "README.md")
    session.run("pytest", "--faults", "full", *workers, *chosen)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, the directions of imports, and that the sync client follows the async one."""
    install(session, "lint", "generator", package=True)
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("python", "-m", "generator.unasync", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check every type with mypy --strict and with pyright."""
    install(session, "types", "tests", package=True)
    session.run("mypy", "--strict", *session.posargs)
    session.run("pyright", *session.posargs)


@nox.session
def matrix(session: nox.Session) -> None:
    """Do on every supported server what people do, and write the README's table: -- [--json FILE] [versions]."""
    install(session, "matrix", package=True)
    session.run("python", "-m", "tests.compat", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the package beside its peers and print ratios: -- [--quick] [--json FILE] [names of cases]."""
    install(session, "bench")
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Check whether a server keeps what the client was promised: -- options of `prefect-http contract`."""
    install(session, "generator", package=True)
    session.run("python", "-m", "tests.contract", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build wheel and sdist into dist/, install the wheel into an empty environment and import it there."""
    session.install("build[virtualenv]")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", "dist")
    (wheel,) = Path("dist").glob("*.whl")
    with tempfile.TemporaryDirectory(prefix="prefect-http-wheel-") as folder:
        environment = Path(folder, "environment")
        session.run("python", "-m", "virtualenv", "--quiet", str(environment))
        python = str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        session.run(python, "-m", "pip", "install", "--quiet", str(wheel.resolve()), external=True)
        check = Path("tests", "installed.py").resolve()
        # Isolated and elsewhere, so that only what the wheel brought can be imported.
        with session.chdir(folder):
            session.run(python, "-I", str(check), external=True)
