"""Pipeline: fetch, normalise, generate, format, check and smoke-test, then replace generated/."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.changes import Changes, compare
from generator.emit.render import PACKAGE
from generator.errors import GeneratorError
from generator.normalise import Normalised
from generator.package import Source, check_package, patch_and_normalise, render_package, write_package
from generator.progress import Progress, Step
from generator.servers.recipes import Recipe, load_recipes
from generator.servers.run import running_server
from generator.spec import lock
from generator.spec.document import Object
from generator.spec.fetch import fetch
from generator.spec.load import load_file
from generator.spec.lock import Lock
from generator.spec.prefect_server import check_prefect, describe_server
from generator.staging import backup_folder, interrupts_ignored, put_in_place, staging
from generator.subprocesses import run

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "spec" / "openapi.json"
LOCK = ROOT / "spec" / "lock.toml"
GENERATED = ROOT / "generated"
OVERLAY = ROOT / "overlay"
SMOKE = ROOT / "tests" / "support" / "smoke.py"
DIFF_LINES = 200


@dataclass(frozen=True)
class Options:
    """Source of the document, and target of the package.

    Attributes:
        server_version: Server version to start and fetch from. Default: the version in ``spec/lock.toml``, or the
            newest supported version if there is no lock.
        url: URL of a running server to fetch from.
        spec: File to load.
        output: Folder to write the package to. If omitted, ``spec/`` is updated too. Default: ``generated/``.
        recipe: How to install *server_version*. Default: as listed in ``spec/servers.toml``.
    """

    server_version: str | None = None
    url: str | None = None
    spec: Path | None = None
    output: Path | None = None
    recipe: Recipe | None = None


@dataclass(frozen=True)
class Regenerated:
    """A package that is generated and tested, but not yet in place.

    Attributes:
        folder: Folder of the staged files, removed at the end of the block.
        files: Targets by staged file or folder.
        document: Document of the server.
        normalised: The corrected document.
        lock: Document and tools that the package was made with.
        changes: Changes of operations since the last generation, or None if there was none.
    """

    folder: Path
    files: dict[Path, Path]
    document: Object
    normalised: Normalised
    lock: Lock
    changes: Changes | None


def regenerate(options: Options, progress: Progress) -> None:
    """Regenerate the package. Existing files are replaced only after all steps have succeeded.

    Raises:
        GeneratorError: A step failed.
    """
    target = options.output or GENERATED
    with ExitStack() as interrupts:
        with regenerated(options, progress) as made:
            # Until the end: an interrupt is reported as "nothing was changed".
            interrupts.enter_context(interrupts_ignored())
            put_in_place(made.files, backup_folder(made.folder))
        _summarise(progress, made, target)


@contextmanager
def regenerated(options: Options, progress: Progress) -> Iterator[Regenerated]:
    """Generate and test the package for the duration of the block, without changing existing files.

    Raises:
        GeneratorError: A step failed.
    """
    target = options.output or GENERATED
    _check_target(target / PACKAGE)
    with ExitStack() as stack:
        staged = stack.enter_context(staging(near=target))
        source, api_url = _fetch(options, progress, stack)
        with progress.step("normalise") as step:
            normalised = patch_and_normalise(source)
            step.result = f"{len(normalised.corrections)} corrections by {len(_by_rule(normalised))} rules"
        # Rendering modifies the documents.
        kept = deepcopy(normalised)
        changes = _changes(normalised)
        with progress.step("generate") as step:
            modules, locked = render_package(source, normalised)
            counts = locked.counts
            step.result = f"{counts['operations']} operations, {counts['response_types']} classes"
        with progress.step("format") as step:
            package = write_package(modules, staged)
            step.result = f"{len(modules)} files"
        with progress.step("check") as step:
            check_package(staged, locked)
            step.result = "every module imports, every response has a decoder"
        with progress.step("smoke") as step:
            step.result = _smoke(staged, api_url, step, writes=options.url is None)
        files = {package: target / PACKAGE}
        if options.output is None:
            (staged / SPEC.name).write_bytes(source.content)
            (staged / LOCK.name).write_text(lock.to_toml(locked), "utf-8", newline="\n")
            files |= {staged / SPEC.name: SPEC, staged / LOCK.name: LOCK}
        yield Regenerated(staged, files, source.document, kept, locked, changes)


def check_drift(progress: Progress) -> None:
    """Generate the package from ``spec/`` and compare it byte by byte with ``generated/``. Print a diff.

    Raises:
        GeneratorError: ``generated/`` is out of date, ``spec/`` is inconsistent, or the tools do not match the lock.
    """
    committed = lock.read(LOCK)
    source = Source.of(load_file(SPEC).document, committed.server_version, committed.api_version)
    if SPEC.read_bytes() != source.content or lock.sha256(source.content) != committed.spec_sha256:
        raise GeneratorError("spec/openapi.json does not match spec/lock.toml", REGENERATE)
    if committed.tools != lock.tool_versions():
        raise GeneratorError("the installed tools do not match spec/lock.toml", REGENERATE)
    with staging(near=GENERATED) as staged:
        with progress.step("generate") as step:
            modules, locked = render_package(source, patch_and_normalise(source))
            package = write_package(modules, staged)
            step.result = f"{len(modules)} files from spec/openapi.json of Prefect {committed.server_version}"
        if locked != committed:
            raise GeneratorError("spec/lock.toml does not match what spec/openapi.json generates", REGENERATE)
        different = _differences(package, GENERATED / PACKAGE, progress)
    if different:
        files = "1 file" if different == 1 else f"{different} files"
        raise GeneratorError(f"generated/ is out of date: {files} would change", REGENERATE)
    progress.line("generated/ is up to date.")


REGENERATE = "Run `nox -s regenerate` and commit the result."


def _fetch(options: Options, progress: Progress, stack: ExitStack) -> tuple[Source, str | None]:
    with progress.step("fetch") as step:
        api_url: str | None = None
        if options.spec is not None:
            fetched = load_file(options.spec)
        elif options.url is not None:
            fetched = fetch(options.url)
            api_url = fetched.api_url
        else:
            version = options.server_version or _default_version()
            server = stack.enter_context(running_server(version, recipe=options.recipe, say=step.say))
            api_url = server.api_url
            step.say("fetching the document")
            fetched = fetch(server.origin, environ={})
        if _is_generated(options.output or GENERATED):
            check_prefect(fetched.document, fetched.source)
        step.result = f"{describe_server(fetched.server_version, fetched.api_version)} from {fetched.source}"
    api_version = fetched.api_version or _locked_api_version(fetched.server_version)
    return Source.of(fetched.document, fetched.server_version, api_version), api_url


def _is_generated(target: Path) -> bool:
    return target.resolve() == GENERATED.resolve()


def _locked_api_version(server_version: str) -> str | None:
    """Return the API version in ``spec/lock.toml`` if the lock is for *server_version*, or None.

    Documents do not declare an API version.
    """
    locked = lock.read(LOCK) if LOCK.exists() else None
    return locked.api_version if locked is not None and locked.server_version == server_version else None


def _default_version() -> str:
    """Return the locked server version, or the newest supported one if there is no lock."""
    if LOCK.exists():
        return lock.read(LOCK).server_version
    return list(load_recipes())[-1]


def _check_target(package: Path) -> None:
    """Reject a folder that the generator did not write.

    Raises:
        GeneratorError: The folder exists and was not generated.
    """
    entry = package / "__init__.py"
    if package.exists() and not (entry.is_file() and entry.read_text("utf-8").startswith("# Generated from")):
        raise GeneratorError(f"{package} exists and was not generated", "Use another folder for --output.")


def _smoke(staged: Path, api_url: str | None, step: Step, *, writes: bool) -> str:
    if api_url is None:
        return "skipped: no server or workspace"
    step.say("triggering a deployment" if writes else "reading from the server")
    # The smoke test writes only to a server started for this run. The user's Prefect settings do not apply to it.
    inherited = {key: value for key, value in os.environ.items() if not (writes and key.startswith("PREFECT_"))}
    output = run(
        [sys.executable, "-B", str(SMOKE), *(() if writes else ("--read-only",))],
        failed="the smoke test of the generated package failed",
        hint="Try again. If the test fails again, report it."
        if writes
        else f"Check that the server's API is at {api_url}; if it is elsewhere, pass its URL.",
        env={
            **inherited,
            "PREFECT_API_URL": api_url,
            "PYTHONPATH": os.pathsep.join([str(staged.absolute()), str(OVERLAY)]),
        },
        cwd=staged,
    )
    return output.strip()


def _changes(normalised: Normalised) -> Changes | None:
    if not (SPEC.exists() and LOCK.exists()):
        return None
    locked = lock.read(LOCK)
    before = Source.of(load_file(SPEC).document, locked.server_version, locked.api_version)
    return compare(patch_and_normalise(before), normalised)


def _by_rule(normalised: Normalised) -> Counter[str]:
    return Counter(correction.rule for correction in normalised.corrections)


def _summarise(progress: Progress, made: Regenerated, target: Path) -> None:
    locked, counts = made.lock, made.lock.counts
    progress.line()
    progress.line(
        f"{target / PACKAGE}: {describe_server(locked.server_version, locked.api_version)}, "
        f"{counts['operations']} operations, "
        f"{counts['response_types']} response types, {counts['request_types']} request types"
    )
    progress.line("Corrections by rule:")
    for rule, count in _by_rule(made.normalised).items():
        progress.line(f"  {count:>4}  {rule}")
    if made.changes is not None:
        progress.line("Changes since the last generation:")
        for line in made.changes.lines() or ["no operation added, removed or changed"]:
            progress.line(f"  {line}")


def _differences(expected: Path, actual: Path, progress: Progress) -> int:
    """Print a diff of each file that differs between the folders, and return the number of such files."""
    paths = {path.relative_to(folder) for folder in (expected, actual) for path in folder.rglob("*") if path.is_file()}
    kept = sorted(path for path in paths if "__pycache__" not in path.parts)
    different = [path for path in kept if _bytes(expected / path) != _bytes(actual / path)]
    lines = [
        line
        for path in different
        for line in unified_diff(
            _bytes(actual / path).decode("utf-8", "replace").splitlines(),
            _bytes(expected / path).decode("utf-8", "replace").splitlines(),
            f"generated/{PACKAGE}/{path.as_posix()}",
            "regenerated from spec/",
            lineterm="",
        )
    ]
    for line in lines[:DIFF_LINES]:
        progress.line(line)
    if len(lines) > DIFF_LINES:
        progress.line(f"… {len(lines) - DIFF_LINES} more lines")
    return len(different)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
