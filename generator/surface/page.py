"""Layout of the page: its sections, and how each kind of definition is shown."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.errors import GeneratorError
from generator.source import CLIENT, Member, Module, Source
from generator.surface.docstrings import docstring_of, fields_of, first_sentence
from generator.surface.layout import cell, codes, contents, entry, paragraph, table, words, wrapped
from generator.surface.signatures import call_of, choices_of, is_property, keys_of, short

START = Path(__file__).with_name("start.md")
"""Introduction, written by hand."""

PUBLIC, API = "prefect_http", "prefect_http_api"
FILTERS, REFERENCES, MODELS, ERRORS, CLOUD = (
    f"{PUBLIC}.{name}" for name in ("filters", "references", "models", "errors", "cloud")
)
SETTINGS = f"{PUBLIC}._settings.fields"
MODEL_BASES = f"{API}._models"

RESULTS = ("Outcomes", "Outcome", "TriggerOutcome", "TriggerRow", "Progress", "PendingInput", "Hold")
OPTIONS = ("RetryPolicy", "EventHooks", "AsyncEventHooks")
WARNINGS = ("UnlistableRowsWarning", "IncompleteEventsWarning")
EXPORTS = ("to_dict", "to_json")


def render(source: Source) -> str:
    """Return the page.

    Raises:
        GeneratorError: A public name is in no section.
    """
    body = "\n".join(Page(source).lines()).rstrip() + "\n"
    missing = [name for name in source.public_names(PUBLIC) if not _describes(body, name)]
    if missing:
        raise GeneratorError(f"docs/api.md lacks {', '.join(missing)}", "Add a section in generator/surface/page.py.")
    start = START.read_text(encoding="utf-8")
    return start.replace("{contents}", "\n".join(contents(start.partition("{contents}")[2] + body))) + "\n" + body


def _describes(body: str, name: str) -> bool:
    """Return whether *name* is a heading, or the whole name in a code span."""
    return re.search(rf"^### {name}$|`({PUBLIC}\.)?{name}[`(]", body, re.MULTILINE) is not None


class Page:
    """The page of the public surface.

    Args:
        source: Source of ``prefect_http`` and ``prefect_http_api``.
    """

    def __init__(self, source: Source) -> None:
        self._source = source

    def lines(self) -> Iterator[str]:
        """Yield the lines of the page."""
        yield from self._client()
        yield from self._resources()
        yield from self._listings()
        yield from self._results()
        yield from self._filters()
        yield from self._references()
        yield from self._models()
        yield from self._errors()
        yield from self._cloud()
        yield from self._settings()
        yield from self._low_level()

    def _client(self) -> Iterator[str]:
        yield from ("## Client", "")
        yield from paragraph(
            "`Prefect` and `AsyncPrefect` take these arguments, all but the first by keyword. Where you pass none, "
            "[settings](#settings) apply."
        )
        _, node = self._class(CLIENT)
        arguments = docstring_of(node).sections["Args"]
        yield from table("Argument", {f"`{name}`": first_sentence(meaning) for name, meaning in arguments.items()})
        yield from self._methods("client", CLIENT)
        for name in OPTIONS:
            yield from self._described(f"{PUBLIC}.{name}")

    def _resources(self) -> Iterator[str]:
        yield from ("## Resources", "")
        paths = list(self._source.resource_paths(CLIENT))
        for path, kind in paths:
            yield from (f"### client.{path}", "")
            _, node = self._class(kind)
            inner = [f"`client.{other}`" for other, _ in paths if other.startswith(f"{path}.")]
            see = f" See also {', '.join(inner)}." if inner else ""
            yield from paragraph(docstring_of(node).summary + see)
            yield from self._methods(path, kind)
            yield from self._arguments(kind)

    def _listings(self) -> Iterator[str]:
        yield from ("## Listings", "")
        yield from paragraph(
            "`list` methods and `logs` return a `Listing`, and with `AsyncPrefect` an `AsyncListing`: "
            "`for row in listing`, `async for row in listing`. Nothing is sent until you read the first row."
        )
        yield from self._members(f"{PUBLIC}.Listing")

    def _results(self) -> Iterator[str]:
        yield from ("## Outcomes and other results", "")
        for name in RESULTS:
            yield from self._described(f"{PUBLIC}.{name}")
        yield from paragraph("With `AsyncPrefect`, `concurrency_limits.hold` returns an `AsyncHold`.")

    def _filters(self) -> Iterator[str]:
        yield from ("## Filters", "")
        module = self._source.require(FILTERS)
        yield from paragraph(
            "Keywords of `list`, `first`, `count` and the bulk methods. Their types are in `prefect_http.filters`. The "
            "[guide](guide.md#lists-and-pages) describes how they combine."
        )
        grammars = [name for name in self._source.public_names(FILTERS) if not name.endswith(("Where", "Filter"))]
        meanings: dict[tuple[str, str], list[str]] = {}
        for grammar in grammars:
            for name, meaning in fields_of(module.classes[grammar]).items():
                meanings.setdefault((name, meaning), []).append(words(grammar))
        yield from ("| Keyword | Meaning | Of |", "|---|---|---|")
        for name, meaning in sorted(meanings):
            of = meanings[name, meaning]
            yield f"| `{name}` | {cell(meaning)} | {'all others' if len(of) > len(grammars) / 2 else ', '.join(of)} |"
        yield ""
        where = [name for name in self._source.public_names(FILTERS) if name not in grammars]
        yield from paragraph(f"Types of the keywords: {codes(grammars)}.")
        yield from paragraph(f"Types of `where`, and of the API's filters in it: {codes(where)}.")

    def _references(self) -> Iterator[str]:
        yield from ("## References", "")
        yield from paragraph(
            "`prefect_http.references`: types for one object, as methods and filters accept it. Models are accepted in "
            "place of names and IDs."
        )
        names = self._source.public_names(REFERENCES)
        yield from table("Type", {f"`{name}`": self._constant(f"{REFERENCES}.{name}") for name in names})

    def _models(self) -> Iterator[str]:
        yield from ("## Models", "")
        yield from paragraph(
            "`prefect_http.models`: attrs classes with these attributes. Properties that the client adds come first. "
            "The [guide](guide.md#models) describes `repr`, equality, and export to JSON, pandas and FastAPI."
        )
        properties = {
            name: node
            for mixin in self._source.require(MODEL_BASES).classes
            for name, (_, node) in self._source.own_members(f"{MODEL_BASES}.{mixin}").items()
            if is_property(node)
        }
        yield from table("Property", {f"`{name}`": docstring_of(node).summary for name, node in properties.items()})
        for name in EXPORTS:
            _, node = self._source.locate(f"{PUBLIC}.{name}")
            if isinstance(node, Member):
                yield from entry(f"{name}{call_of(node)}", docstring_of(node).summary)
        yield ""
        for name in self._source.public_names(MODELS):
            module, node = self._class(f"{MODELS}.{name}")
            full_name = f"{module.name}.{node.name}"
            attributes = [member for member in self._source.members(full_name) if member in properties]
            for kind in reversed(self._source.ancestry(full_name)):
                _, base = self._class(kind)
                attributes += [*fields_of(base), *_enum_members(base)]
            public = [attribute for attribute in dict.fromkeys(attributes) if not attribute.startswith("_")]
            yield from entry(name, f"{docstring_of(node).summary} {codes(public)}")
        yield ""

    def _errors(self) -> Iterator[str]:
        yield from ("## Errors", "")
        yield from paragraph("`prefect_http.errors`. Indented errors derive from the one above.")
        classes = self._source.require(ERRORS).classes
        children: dict[str, list[str]] = {}
        for name, node in classes.items():
            bases = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id in classes]
            children.setdefault(bases[0] if bases else "", []).append(name)

        def tree(name: str, depth: int) -> Iterator[str]:
            docstring = docstring_of(classes[name])
            attributes = codes(f".{attribute}" for attribute in docstring.sections["Attributes"])
            yield from entry(name, f"{docstring.summary} {attributes}".strip(), indent=depth)
            for child in children.get(name, []):
                yield from tree(child, depth + 1)

        for name in children[""]:
            yield from tree(name, 0)
        yield ""
        yield from paragraph("Warnings:")
        for name in WARNINGS:
            _, node = self._class(f"{PUBLIC}.{name}")
            yield from entry(name, docstring_of(node).summary)
        yield ""

    def _cloud(self) -> Iterator[str]:
        yield from ("## Prefect Cloud", "")
        yield from paragraph(
            '`prefect_http.cloud`. A client of a workspace is `Prefect(workspace="account/workspace")`.'
        )
        for name in self._source.public_names(CLOUD):
            _, node = self._source.locate(f"{CLOUD}.{name}")
            if isinstance(node, ast.ClassDef):
                attributes = codes(docstring_of(node).sections["Attributes"])
                yield from entry(f"cloud.{name}", f"{docstring_of(node).summary} {attributes}")
            elif isinstance(node, Member):
                docstring = docstring_of(node)
                yield from entry(f"cloud.{name}{call_of(node)}", docstring.summary, docstring.endpoint)
        yield ""

    def _settings(self) -> Iterator[str]:
        yield from ("## Settings", "")
        names = [
            str(node.value.value)
            for node in self._source.require(SETTINGS).definitions.values()
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.value, ast.Constant)
            and str(node.value.value).startswith("PREFECT_")
        ]
        yield from paragraph(
            f"Environment variables, or keys of a profile, `prefect.toml`, `pyproject.toml` or `.env`: {codes(names)}. "
            "The [guide](guide.md#settings) describes them."
        )

    def _low_level(self) -> Iterator[str]:
        yield from ("## Any operation: prefect_http_api", "")
        yield from paragraph(
            "One function per operation of the API. It sends nothing and returns a `Call`, which `client.send` sends. "
            "`prefect_http_api.requests` has the types of request bodies, `prefect_http_api.models` all models, "
            "`prefect_http_api.operations.OPERATIONS` the method and path of each operation, and "
            "`prefect_http_api.body_keys` the keys that the server knows."
        )
        names = self._source.public_names(API)
        modules = {name: module for name in names if (module := self._source.module(f"{API}.{name}"))}
        yield from ("| Module | Functions |", "|---|---|")
        for name, module in modules.items():
            functions = [
                name
                for name, node in module.definitions.items()
                if isinstance(node, Member) and short(node.returns).startswith("Call[")
            ]
            if functions:
                yield f"| `{name}` | {codes(functions)} |"
        yield ""
        rows: dict[str, str] = {}
        for name in [name for name in names if name not in modules and name not in EXPORTS]:
            _, node = self._source.locate(f"{API}.{name}")
            if isinstance(node, Member):
                rows[f"`{name}{call_of(node)}`"] = docstring_of(node).summary
            elif isinstance(node, ast.ClassDef):
                methods = codes(f".{method}" for method in self._public(f"{API}.{name}"))
                rows[f"`{name}`"] = f"{docstring_of(node).summary} {methods}".strip()
            else:
                rows[f"`{name}`"] = self._constant(f"{API}.{name}")
        yield from table("Name", rows)

    def _constant(self, full_name: str) -> str:
        module, node = self._source.locate(full_name)
        following = module.tree.body[module.tree.body.index(node) + 1] if isinstance(node, ast.stmt) else None
        match following:
            case ast.Expr(value=ast.Constant(value=str(text))):
                return text.replace("``", "`")
            case _:
                return ""

    def _class(self, full_name: str) -> tuple[Module, ast.ClassDef]:
        module, node = self._source.locate(full_name)
        if not isinstance(node, ast.ClassDef):
            raise GeneratorError(f"{full_name} is not a class", "Update the names in generator/surface/page.py.")
        return module, node

    def _public(self, full_name: str) -> dict[str, Member]:
        """Return the public methods of a class, its own first."""
        module, node = self._class(full_name)
        found: dict[str, Member] = {}
        for kind in self._source.ancestry(f"{module.name}.{node.name}"):
            for name, (_, member) in self._source.own_members(kind).items():
                if not name.startswith("_"):
                    found.setdefault(name, member)
        return found

    def _methods(self, prefix: str, full_name: str) -> Iterator[str]:
        resources = self._source.resources(full_name)
        for name, node in self._public(full_name).items():
            if name not in resources:
                docstring = docstring_of(node)
                yield from entry(f"{prefix}.{name}{call_of(node)}", docstring.summary, docstring.endpoint)
        yield ""

    def _arguments(self, kind: str) -> Iterator[str]:
        """Yield what the arguments of a resource's methods accept: keys of ``**`` arguments, and fixed strings."""
        found: dict[tuple[str, str], list[str]] = {}
        for method, (module, node) in self._source.methods(kind).items():
            for argument in (*node.args.args, *node.args.kwonlyargs):
                choices = choices_of(argument.annotation, module, self._source)
                if len(choices) > 1:
                    found.setdefault((argument.arg, codes(f'"{choice}"' for choice in choices)), []).append(method)
            match node.args.kwarg:
                case ast.arg(arg=name, annotation=ast.Subscript(value=ast.Name(id="Unpack"), slice=unpacked)):
                    keys = keys_of(module.resolve_dotted(unpacked), self._source)
                    found.setdefault((f"**{name}", _accepted(keys)), []).append(method)
                case _:
                    pass
        if found:
            yield from paragraph("Values of arguments:")
        order, names = list(self._public(kind)), [name for name, _ in found]
        for (name, accepted), methods in found.items():
            is_filter = name == "**filters"
            of = "" if is_filter and names.count(name) == 1 else f" of {codes(sorted(methods, key=order.index))}"
            yield from wrapped(f"`{name}`{of}: {accepted}.", "- ", "  ")
        if found:
            yield ""

    def _described(self, full_name: str) -> Iterator[str]:
        """Yield a class with its attributes and methods."""
        _, node = self._class(full_name)
        yield from (f"### {node.name}", "")
        yield from paragraph(docstring_of(node).summary)
        yield from self._members(full_name)

    def _members(self, full_name: str) -> Iterator[str]:
        _, node = self._class(full_name)
        docstring = docstring_of(node)
        rows = {f"`{name}`": meaning for name, meaning in (docstring.sections["Attributes"] or fields_of(node)).items()}
        for name, member in self._public(full_name).items():
            rows[f"`{name}{call_of(member)}`"] = docstring_of(member).summary
        yield from table("Member", rows)


def _accepted(keys: Mapping[str, bool]) -> str:
    """Return the keys of a ``TypedDict``, given with whether each is required."""
    required = codes(key for key, needed in keys.items() if needed)
    optional = codes(key for key, needed in keys.items() if not needed)
    if not required:
        return optional
    return f"required: {required}" + (f"; optional: {optional}" if optional else "")


def _enum_members(node: ast.ClassDef) -> list[str]:
    """Return the members of an enumeration."""
    return [
        target.id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    ]
