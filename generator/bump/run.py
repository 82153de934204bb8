"""Run of a bump: find the release, generate, compare, and put everything in place at once."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from generator.bump.changed import changed_files, read_files
from generator.bump.differences import Documents, describe
from generator.bump.edits import (
    with_entry,
    with_recipe,
    with_sampled_version,
    with_supported_versions,
    with_version,
)
from generator.bump.exercises import missing_exercises
from generator.bump.findings import find_differences
from generator.bump.releases import PYTHON, Release, check_version, find_release, version_key
from generator.bump.spellings import describe_spellings
from generator.bump.texts import Bump, entry
from generator.errors import GeneratorError
from generator.first_versions import FILE as FIRST_VERSIONS
from generator.first_versions import find_first_versions, operation_names, render
from generator.normalise import Normalised
from generator.package import Source, patch_and_normalise
from generator.pipeline import LOCK, OVERLAY, ROOT, SPEC, Options, regenerated
from generator.progress import Progress, Step
from generator.servers.documents import document_of
from generator.servers.locks import with_lock
from generator.servers.recipes import SERVERS, Recipe, load_recipes, lock_path
from generator.servers.run import running_server
from generator.spec import lock
from generator.spec.document import operations, schemas
from generator.spec.fetch import fetch
from generator.spec.load import load_file
from generator.staging import backup_folder, interrupts_ignored, put_in_place, staging
from generator.surface.docstrings import first_sentence, markdown

CHANGELOG = ROOT / "CHANGELOG.md"
CLIENT = OVERLAY / "prefect_http" / "__init__.py"
EXERCISE = ROOT / "tests" / "generated" / "exercise.py"
LISTINGS = (ROOT / "README.md", ROOT / "docs" / "servers.md")
"""Files that list the supported versions."""

SAMPLES = tuple(ROOT / "docs" / name for name in ("cli.md", "contract.md", "regenerate.md"))
"""Files that show the output of commands, or name the tag of a release."""

DERIVED = ("generator.verbs", "generator.summaries", "generator.surface")
"""Modules that write files which depend on the generated package."""

TEST_MATRIX = [sys.executable, "-m", "tests.compat"]


def bump(version: str | None, progress: Progress) -> Bump | None:
    """Generate the client from *version*, and change everything that depends on it. Return None if it already is.

    Files are changed only after all steps have succeeded. Then the compatibility matrix runs, and writes its table.

    Args:
        version: Prefect version. Default: the newest release.
        progress: Where to report progress.

    Raises:
        GeneratorError: The version is invalid, unknown or older, or a step failed. Nothing was changed.
    """
    pinned = lock.read(LOCK).server_version
    _check_newer(version, pinned)
    before = read_files(ROOT)
    recipe = _recipe(version, progress)
    if version_key(recipe.version) <= version_key(pinned):
        return None
    options = Options(server_version=recipe.version, recipe=recipe)
    with regenerated(options, progress) as made:
        source = Source.of(made.document, recipe.version, made.lock.api_version)
        recipe = _counted(recipe, source)
        found = _compare(source, made.normalised, made.folder / SPEC.name, pinned, progress)
        found = replace(found, files=(), uncovered=not load_recipes()[pinned].tests)
        supported = _with_versions(load_recipes(), [recipe])
        texts = _server_files([recipe], supported) | {
            CHANGELOG: with_entry(_read(CHANGELOG), f"Prefect {recipe.version}", entry(found)),
            CLIENT: with_version(_read(CLIENT), recipe.version),
            FIRST_VERSIONS: _first_versions(supported, {recipe.version: made.normalised}, progress),
            **{path: with_sampled_version(_read(path), path.name, recipe.version) for path in SAMPLES},
        }
        _put_in_place(made.files | _staged(texts, made.folder), made.folder)
    underived = _derive(progress)
    failed = _test_matrix(progress)
    return replace(
        found,
        files=changed_files(before, read_files(ROOT)),
        tested=0 if failed else len(supported),
        failures=(*underived, *failed),
    )


def add(versions: Sequence[str], progress: Progress) -> tuple[str, ...]:
    """Support *versions* too, which are older than the one that the client is generated from. Return what failed.

    Raises:
        GeneratorError: A version is invalid, unknown or newer, or a step failed. Nothing was changed.
    """
    pinned = lock.read(LOCK).server_version
    for version in versions:
        check_version(version)
        if version_key(version) > version_key(pinned):
            raise GeneratorError(
                f"Prefect {version} is newer than {pinned}", "Omit --add to generate the client from it."
            )
    recipes: list[Recipe] = []
    documents: dict[str, Normalised] = {}
    for version in versions:
        recipe, source = _serve(_recipe(version, progress), progress)
        recipes.append(recipe)
        documents[version] = patch_and_normalise(source)
    supported = _with_versions(load_recipes(), recipes)
    with staging(near=ROOT) as folder:
        first_versions = _first_versions(supported, documents, progress)
        texts = _server_files(recipes, supported) | {FIRST_VERSIONS: first_versions}
        _put_in_place(_staged(texts, folder), folder)
    return _test_matrix(progress)


def _serve(recipe: Recipe, progress: Progress) -> tuple[Recipe, Source]:
    """Start a server, and return its document and the recipe with the counts of the document."""
    with progress.step("fetch") as step, running_server(recipe.version, recipe=recipe, say=step.say) as server:
        document = fetch(server.origin, environ={}).document
        step.result = f"Prefect {recipe.version}"
    source = Source.of(document, recipe.version, None)
    return _counted(recipe, source), source


def _counted(recipe: Recipe, source: Source) -> Recipe:
    """Return *recipe* with the size of its server's document."""
    return replace(
        recipe,
        paths=len(source.document["paths"]),
        operations=sum(1 for _ in operations(source.document)),
        schemas=len(schemas(source.document)),
    )


def preview(spec: Path, progress: Progress) -> Bump:
    """Compare the document in the file *spec* with the one of the client. Nothing is changed.

    Raises:
        GeneratorError: The document is invalid.
    """
    pinned = lock.read(LOCK).server_version
    loaded = load_file(spec)
    source = Source.of(loaded.document, loaded.server_version, None)
    return _compare(source, patch_and_normalise(source), spec, pinned, progress)


def _check_newer(version: str | None, pinned: str) -> None:
    if version is None:
        return
    check_version(version)
    if version_key(version) < version_key(pinned):
        raise GeneratorError(
            f"Prefect {version} is older than {pinned}, which the client is generated from",
            f"To support it too, pass --add {version}.",
        )


def _recipe(version: str | None, progress: Progress) -> Recipe:
    """Return how to install *version*, or the newest release: as listed, or with the cut-off of its release."""
    if version is not None and (listed := load_recipes().get(version)):
        return with_lock(listed)
    with progress.step("release") as step:
        release: Release = find_release(version)
        step.result = f"Prefect {release.version}, dependencies as of {release.exclude_newer}"
    listed = load_recipes().get(release.version)
    return with_lock(listed or Recipe(release.version, PYTHON, release.exclude_newer, paths=0, operations=0, schemas=0))


def _with_versions(recipes: Mapping[str, Recipe], added: Sequence[Recipe]) -> list[str]:
    return sorted({*recipes, *(recipe.version for recipe in added)}, key=version_key)


def _compare(source: Source, normalised: Normalised, document: Path, pinned: str, progress: Progress) -> Bump:
    before = Source.of(load_file(SPEC).document, pinned, None)
    normalised_before = patch_and_normalise(before)
    names_before, names = operation_names(normalised_before), operation_names(normalised)
    routes = {f"{method.upper()} {path}": name for (method, path), name in {**names_before, **names}.items()}
    added = {
        names[method, path]: first_sentence(markdown(operation.get("description", "")))
        for path, method, operation in operations(normalised.responses)
        if (method, path) not in names_before
    }
    with progress.step("contract") as step:
        findings = find_differences(document)
        step.result = "1 difference" if len(findings) == 1 else f"{len(findings)} differences"
    return Bump(
        before=pinned,
        after=source.server_version,
        sentences=describe(findings, Documents(before.document, source.document, routes, added)),
        remark=describe_spellings(before.document, source.document, findings),
        added=added,
        exercises={
            name: call for name, call in missing_exercises(_read(EXERCISE), normalised).items() if name in added
        },
        posts=sorted(name for (method, _), name in names.items() if method == "post" and name in added),
        gone=sorted(_public_names(normalised_before) - _public_names(normalised)),
    )


def _public_names(normalised: Normalised) -> set[str]:
    return {
        *schemas(normalised.responses),
        *schemas(normalised.requests),
        *operation_names(normalised).values(),
    }


def _first_versions(supported: list[str], known: Mapping[str, Normalised], progress: Progress) -> str:
    with progress.step("since") as step:
        documents = {
            version: known.get(version) or patch_and_normalise(document_of(version, say=step.say))
            for version in supported
        }
        found = find_first_versions(documents)
        step.result = f"{len(found.operations)} operations and {len(found.keys)} keys are newer than {supported[0]}"
    return render(found)


def _server_files(added: Sequence[Recipe], supported: list[str]) -> dict[Path, str]:
    """Return the text of each file that lists the supported versions, and of the locks of those added."""
    listings = {path: with_supported_versions(_read(path), path.name, supported) for path in LISTINGS}
    locks = {lock_path(recipe.version, SERVERS): recipe.lock for recipe in added}
    return {SERVERS: reduce(with_recipe, added, _read(SERVERS)), **listings, **locks}


def _staged(texts: Mapping[Path, str], folder: Path) -> dict[Path, Path]:
    staged: dict[Path, Path] = {}
    for number, (target, text) in enumerate(texts.items()):
        path = folder / f"text-{number}"
        path.write_text(text, "utf-8", newline="\n")
        staged[path] = target
    return staged


def _put_in_place(files: dict[Path, Path], staged: Path) -> None:
    backup = backup_folder(staged)
    with interrupts_ignored():
        put_in_place(files, backup)


def _derive(progress: Progress) -> tuple[str, ...]:
    """Write the files that depend on the generated package, and return what failed."""
    failures: list[str] = []
    with progress.step("derive") as step:
        for module in DERIVED:
            step.say(module)
            done = subprocess.run([sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                failures.append(
                    f"`python -m {module}` failed. Fix it, then run it again:\n   {_last_line(done.stderr)}"
                )
        step.result = ", ".join(DERIVED)
    return tuple(failures)


def _last_line(output: str) -> str:
    return output.strip().rpartition("\n")[2]


def _test_matrix(progress: Progress) -> tuple[str, ...]:
    """Run the compatibility matrix, which writes its table, and return what failed."""
    try:
        with progress.step("matrix") as step:
            step.say("running everyday tasks on every supported server")
            code, lines = _follow(TEST_MATRIX, step)
            step.result = "everything works" if code == 0 else "failed"
    except KeyboardInterrupt:
        return ("The compatibility matrix was interrupted: run `nox -s matrix`.",)
    if code == 0:
        return ()
    failed = [line for line in lines if ": fails: " in line or line.startswith("error: ")]
    return (
        "\n   ".join(["The compatibility matrix failed. Fix it, then run `nox -s matrix`:", *(failed or lines[-1:])]),
    )


def _follow(command: Sequence[str], step: Step) -> tuple[int, list[str]]:
    """Run *command*, show its progress, and return its exit code and the lines of its progress."""
    lines: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stderr or ():
                lines.append(line.rstrip())
                # The others are results, such as "Prefect 3.0.11: run labels: unsupported: 3.1.15".
                if not line.startswith("Prefect "):
                    step.say(lines[-1])
        except KeyboardInterrupt:
            # The matrix ends the servers that it started.
            process.terminate()
            raise
    return process.returncode, lines


def _read(path: Path) -> str:
    return path.read_text("utf-8")
