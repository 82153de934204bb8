"""Development and CI tasks. `nox` lists them."""

import filecmp
import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = []
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
# Not every machine has every supported Python. Sessions for missing ones are skipped, in CI too.
nox.options.error_on_missing_interpreters = False
nox.options.download_python = "never"

# pyenv's shims only run the versions activated in this folder, so the interpreters themselves are added to PATH.
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], *map(str, sorted(PYENV.glob("versions/*/bin")))])

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]

# Tests mostly wait for Prefect servers, so three workers are faster than two even on two cores. With worksteal, each
# worker starts with consecutive tests, so most modules set up their fixtures in one worker only.
WORKERS = ("--numprocesses", "3", "--dist", "worksteal")

LOCKED = ("build", "ci", "docs", "generator", "lint", "sbom")
"""Dependency groups that `.ci/locks/` locks with hashes: what CI runs as a program, writes or publishes."""

OFFLINE = ("hypothesis", "pydantic", "pytest", "pytest-xdist", "trio", "trustme")
"""Packages that tests without a server need, in addition to the client."""


def install(session: nox.Session, *groups: str, package: bool = False) -> None:
    """Install dependency groups and, if *package* is true, the package itself in editable mode."""
    requirements = nox.project.dependency_groups(PROJECT, *groups)
    for group in LOCKED:
        if set(nox.project.dependency_groups(PROJECT, group)) <= set(requirements):
            session.install("--require-hashes", "--requirement", f".ci/locks/{group}.txt")
    session.install(*requirements, *(("--editable", ".") if package else ()))


@nox.session
def regenerate(session: nox.Session) -> None:
    """Regenerate generated/ from a server: -- [--server-version X | --url URL | --spec FILE] [--output DIR]."""
    install(session, "generator")
    session.run("python", "-m", "generator", *session.posargs)


@nox.session
def bump(session: nox.Session) -> None:
    """Move to a newer Prefect release, and say what to decide: -- [VERSION | --add VERSION ... | --spec FILE]."""
    install(session, "matrix", package=True)
    # By default, nox merges standard error, which has the progress, into standard output, which has the screen.
    session.run("python", "-m", "generator.bump", *session.posargs, stderr=None)


@nox.session
def drift(session: nox.Session) -> None:
    """Fail with a diff unless generated/ is byte for byte what generator/ writes from spec/."""
    install(session, "generator")
    session.run("python", "-m", "generator", "--check", *session.posargs)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run all tests on the oldest Python found, and those marked every_python on the others: -- [pytest options]."""
    install(session, "tests", package=True)
    oldest = next(version for version in PYTHONS if shutil.which(f"python{version}"))
    selection = () if session.python == oldest else ("-m", "every_python")
    session.run("pytest", *WORKERS, *selection, *session.posargs)


@nox.session(python=PYTHONS[0], venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """Run fast tests with the lowest supported versions of the runtime dependencies: -- [pytest options]."""
    session.install("--resolution", "lowest-direct", "--editable", ".")
    # The tests need recent tools, which must not upgrade the dependencies under test.
    lowest = [requirement.split(",")[0].replace(">=", "==") for requirement in PROJECT["project"]["dependencies"]]
    session.install(*OFFLINE, *lowest)
    session.run("pytest", *WORKERS, "tests/unit/test_errors.py", "tests/typing/test_annotations.py", *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Run the resilience tests at full size and write the table in docs/resilience.md: -- [pytest options]."""
    install(session, "tests", package=True)
    # The table needs the results of all these tests, so it is not written if other options are given.
    selection = session.posargs or (
        *("tests/resilience", "tests/generator/test_hostile.py"),
        *("--survived-in", "docs/resilience.md"),
    )
    session.run("pytest", "--faults", "full", *WORKERS, *selection)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, wording, import layers and workflows, and that derived files are up to date."""
    install(session, "lint", "generator", package=True)
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("python", "-m", "generator.unasync", "--check")
    session.run("python", "-m", "generator.verbs", "--check")
    session.run("python", "-m", "generator.summaries", "--check")
    session.run("python", "-m", "generator.surface", "--check")
    session.run("python", "-m", "tests.support.prose")
    session.run("actionlint")
    session.run("zizmor", "--offline", "--no-progress", "--quiet", ".github")


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy --strict and pyright."""
    install(session, "types", "tests", package=True)
    session.run("mypy", "--strict", *session.posargs)
    session.run("pyright", *session.posargs)


@nox.session
def matrix(session: nox.Session) -> None:
    """Run everyday tasks on every supported server and write docs/servers.md: -- [--json FILE] [SERVER ...]."""
    install(session, "matrix", package=True)
    if not session.posargs:
        session.run("python", "-m", "generator.first_versions")
    session.run("python", "-m", "tests.compat", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Compare the package's performance with other clients: -- [--quick] [--json FILE] [CASE ...]."""
    install(session, "bench")
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Check whether a server still matches the client's API: -- [prefect-http contract options]."""
    install(session, "generator", package=True)
    session.run("python", "-m", "tests.contract", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the website into .site/html, and fail on warnings and dead links: -- [serve]."""
    install(session, "docs")
    session.run("python", "-m", "generator.site", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build the wheel and sdist into dist/ reproducibly, check them, and test the wheel with `wheel`."""
    install(session, "build")
    shutil.rmtree("dist", ignore_errors=True)
    again = Path(session.create_tmp(), "again")
    for folder in ("dist", str(again)):
        session.run("python", "-m", "build", "--no-isolation", "--outdir", folder)
    built = [path.name for path in Path("dist").iterdir()]
    _, *different = filecmp.cmpfiles("dist", again, built, shallow=False)
    if any(different):
        session.error(f"two builds differ: {different}")
    session.run("twine", "check", "--strict", *(f"dist/{name}" for name in built))
    session.run("check-wheel-contents", "dist")
    for version in PYTHONS:
        session.notify(f"wheel-{version}")


@nox.session(python=PYTHONS, reuse_venv=False)
def wheel(session: nox.Session) -> None:
    """Use the wheel in dist/ from an environment that contains nothing else."""
    (built,) = Path("dist").glob("*.whl")
    session.install(str(built))
    check = Path("tests", "support", "installed.py").resolve()
    # In isolated mode and another working folder, only the installed wheel can be imported.
    with session.chdir(session.create_tmp()):
        session.run("python", "-I", str(check))


@nox.session
def offline(session: nox.Session) -> None:
    """Run the unit tests, which need no server and run on every operating system: -- [pytest options]."""
    session.install(*OFFLINE, "--editable", ".")
    session.run("pytest", *WORKERS, "-m", "not installed_server", "tests/unit", *session.posargs)


@nox.session
def sbom(session: nox.Session) -> None:
    """List what the wheel in dist/ installs, in sbom/ and in the format of CycloneDX."""
    install(session, "sbom")
    (built,) = Path("dist").glob("*.whl")
    environment = Path(session.create_tmp(), "environment")
    session.run("uv", "venv", "--quiet", "--clear", "--no-project", "--python", "python", str(environment))
    session.run("uv", "pip", "install", "--quiet", "--python", str(environment), str(built))
    _, version, *_ = built.stem.split("-")
    # cyclonedx-py reads no version from another file.
    project = Path("pyproject.toml").read_text("utf-8").replace('dynamic = ["version"]', f'version = "{version}"')
    versioned = Path(session.create_tmp(), "pyproject.toml")
    versioned.write_text(project, "utf-8")
    Path("sbom").mkdir(exist_ok=True)
    session.run(
        *("cyclonedx-py", "environment", "--output-reproducible", "--mc-type", "library"),
        *("--pyproject", str(versioned), "--output-file", f"sbom/prefect_http-{version}.cdx.json", str(environment)),
    )


@nox.session
def notes(session: nox.Session) -> None:
    """Write the changelog's section on a release to notes.md, unless its version is not the package's: -- TAG."""
    session.run("python", "-m", "generator.release", "notes", *session.posargs)


@nox.session
def pages(session: nox.Session) -> None:
    """Add the website in .site/html to a folder with one website per version: -- FOLDER."""
    session.run("python", "-m", "generator.release", "website", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Write .ci/locks/ from pyproject.toml, and missing or outdated locks of servers: -- [uv pip compile options]."""
    install(session, "ci")
    for group in LOCKED:
        session.run(
            *("uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate"),
            *("--python-version", PYTHONS[0], "--custom-compile-command", "nox -s lock"),
            *("--group", group, "--output-file", f".ci/locks/{group}.txt", *session.posargs),
        )
    # Their cut-offs decide what servers consist of, so there is nothing to upgrade.
    session.run("python", "-m", "generator.servers.locks")
