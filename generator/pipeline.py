"""The whole line: fetch, normalise, generate, format, check, smoke, and only then put the result in its place."""

import os
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from generator.emit.render import PACKAGE
from generator.errors import GeneratorError
from generator.normalise import Normalised
from generator.package import Source, check_package, patch_and_normalise, render_package, write_package
from generator.progress import Progress, Step
from generator.servers.recipes import load_recipes
from generator.servers.run import running_server
from generator.spec import lock
from generator.spec.changes import Changes, compare
from generator.spec.fetch import fetch
from generator.spec.load import LoadedSpec, load_file
from generator.spec.lock import Lock
from generator.spec.urls import document_and_api_urls
from generator.staging import ignore_interrupts, put_in_place, staging
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
    """Where the document comes from, and where the package goes; the project's own places when not given."""

    server_version: str | None = None
    url: str | None = None
    spec: Path | None = None
    output: Path | None = None


def regenerate(options: Options, progress: Progress) -> None:
    """Make the package anew. Until all has gone well, nothing that was there is touched.

    Raises:
        GeneratorError: a step failed; the message says which, on what, and what to do.
    """
    target = options.output or GENERATED
    _check_target(target / PACKAGE)
    with ExitStack() as stack:
        staged = stack.enter_context(staging(beside=target))
        source, api_url = _fetch(options, progress, stack)
        with progress.step("normalise") as step:
            normalised = patch_and_normalise(source)
            step.result = f"{len(normalised.corrections)} corrections by {len(_by_rule(normalised))} rules"
        # The parsers that follow add to what they are given.
        changes = _changes(normalised)
        with progress.step("generate") as step:
            modules, made_from = render_package(source, normalised)
            counts = made_from.counts
            step.result = f"{counts['operations']} operations, {counts['answer_types']} classes"
        with progress.step("format") as step:
            package = write_package(modules, staged)
            step.result = f"{len(modules)} files"
        with progress.step("check") as step:
            check_package(staged, made_from)
            step.result = "every module loads, every answer has its reader"
        with progress.step("smoke") as step:
            step.result = _smoke(staged, api_url, step, writes=options.url is None)
        made = {package: target / PACKAGE}
        if options.output is None:
            (staged / SPEC.name).write_bytes(source.content)
            (staged / LOCK.name).write_text(lock.write(made_from), "utf-8", newline="\n")
            made |= {staged / SPEC.name: SPEC, staged / LOCK.name: LOCK}
        backup = staged / "before"
        backup.mkdir()
        ignore_interrupts()
        put_in_place(made, backup)
    _summarise(progress, made_from, normalised, changes, target)


def check_drift(progress: Progress) -> None:
    """Make the package from ``spec/`` and compare it, byte for byte, with what is in ``generated/``.

    Raises:
        GeneratorError: they differ; a diff was written before.
    """
    locked = lock.read(LOCK)
    source = Source.of(load_file(SPEC).document, locked.server_version, locked.api_version)
    if SPEC.read_bytes() != source.content or lock.sha256(source.content) != locked.spec_sha256:
        raise GeneratorError("spec/openapi.json is not what spec/lock.toml was written for", REGENERATE)
    if locked.tools != lock.tool_versions():
        raise GeneratorError("the tools that are installed are not those of spec/lock.toml", REGENERATE)
    with staging(beside=GENERATED) as staged:
        with progress.step("generate") as step:
            modules, made_from = render_package(source, patch_and_normalise(source))
            package = write_package(modules, staged)
            step.result = f"{len(modules)} files from spec/openapi.json of Prefect {locked.server_version}"
        if made_from != locked:
            raise GeneratorError("spec/lock.toml is not what its document gives", REGENERATE)
        different = _differences(package, GENERATED / PACKAGE, progress)
    if different:
        files = "1 file of generated/ is" if different == 1 else f"{different} files of generated/ are"
        raise GeneratorError(f"{files} not what spec/ and generator/ make", REGENERATE)
    progress.line("generated/ is what spec/ and generator/ make, byte for byte.")


REGENERATE = "Run `nox -s regenerate`, and commit what it writes."


def _fetch(options: Options, progress: Progress, stack: ExitStack) -> tuple[Source, str | None]:
    with progress.step("fetch") as step:
        api_url: str | None = None
        if options.spec is not None:
            fetched = load_file(options.spec)
        elif options.url is not None:
            fetched = fetch(options.url)
            api_url = document_and_api_urls(options.url)[1]
        else:
            version = options.server_version or (lock.read(LOCK).server_version if LOCK.exists() else _newest())
            server = stack.enter_context(running_server(version, say=step.say))
            api_url = server.api_url
            step.say("fetching its document")
            fetched = fetch(server.origin, environ={})
        step.result = f"the document of Prefect {fetched.server_version} from {fetched.source}"
    return Source.of(fetched.document, fetched.server_version, fetched.api_version or _known(fetched)), api_url


def _known(fetched: LoadedSpec) -> str | None:
    """Return the API version of a document from a file, if the last generation was of the same server version."""
    locked = lock.read(LOCK) if LOCK.exists() else None
    return locked.api_version if locked is not None and locked.server_version == fetched.server_version else None


def _newest() -> str:
    return max(load_recipes(), key=lambda version: [int(part) for part in version.split(".")])


def _check_target(package: Path) -> None:
    """Refuse to replace a folder that was not generated."""
    entry = package / "__init__.py"
    if package.exists() and not (entry.is_file() and entry.read_text("utf-8").startswith("# Generated from")):
        raise GeneratorError(f"{package} exists and was not generated", "Name another folder with --output.")


def _smoke(staged: Path, api_url: str | None, step: Step, *, writes: bool) -> str:
    if api_url is None:
        return "left out: there is no server to try the package on"
    step.say("running a deployment by its name" if writes else "reading from the server")
    # A server that we write to is our own and new: nothing that is set for another one applies to it.
    inherited = {key: value for key, value in os.environ.items() if not (writes and key.startswith("PREFECT_"))}
    said = run(
        [sys.executable, "-B", str(SMOKE), *(() if writes else ("--read-only",))],
        failed="the generated package fails at its job",
        hint="Run it again, then report it.",
        env={
            **inherited,
            "PREFECT_API_URL": api_url,
            "PYTHONPATH": os.pathsep.join([str(staged), str(OVERLAY)]),
        },
        cwd=staged,
    )
    return said.strip()


def _changes(normalised: Normalised) -> Changes | None:
    if not (SPEC.exists() and LOCK.exists()):
        return None
    locked = lock.read(LOCK)
    before = Source.of(load_file(SPEC).document, locked.server_version, locked.api_version)
    return compare(patch_and_normalise(before), normalised)


def _by_rule(normalised: Normalised) -> Counter[str]:
    return Counter(correction.rule for correction in normalised.corrections)


def _summarise(
    progress: Progress, made_from: Lock, normalised: Normalised, changes: Changes | None, target: Path
) -> None:
    counts = made_from.counts
    progress.line()
    progress.line(
        f"{target / PACKAGE}: Prefect {made_from.server_version}, {counts['operations']} operations, "
        f"{counts['answer_types']} answer types, {counts['request_types']} request types"
    )
    progress.line("Corrected:")
    for rule, times in _by_rule(normalised).items():
        progress.line(f"  {times:>4} by {rule}")
    if changes is not None:
        progress.line("Since the last generation:")
        for line in changes.lines() or ["no operation added, removed or changed"]:
            progress.line(f"  {line}")


def _differences(made: Path, there: Path, progress: Progress) -> int:
    """Write a diff of each file that is not the same in both folders, and return how many there are."""
    paths = {path.relative_to(folder) for folder in (made, there) for path in folder.rglob("*") if path.is_file()}
    kept = sorted(path for path in paths if "__pycache__" not in path.parts)
    different = [path for path in kept if _bytes(made / path) != _bytes(there / path)]
    lines = [
        line
        for path in different
        for line in unified_diff(
            _bytes(there / path).decode("utf-8", "replace").splitlines(),
            _bytes(made / path).decode("utf-8", "replace").splitlines(),
            f"generated/{PACKAGE}/{path.as_posix()}",
            "made from spec/ and generator/",
            lineterm="",
        )
    ]
    for line in lines[:DIFF_LINES]:
        progress.line(line)
    if len(lines) > DIFF_LINES:
        progress.line(f"… and {len(lines) - DIFF_LINES} lines more")
    return len(different)


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
