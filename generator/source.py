"""Source of Python packages, read without importing them: modules, classes, members and imports."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import GeneratorError

ROOT = Path(__file__).parent.parent
CLIENT_SOURCES = ROOT / "overlay" / "prefect_http"
API_SOURCES = ROOT / "generated" / "prefect_http_api"

CLIENT = "prefect_http._sync.client.Prefect"
RESOURCE = "prefect_http._sync.resources._base.Resource"

Member = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module.

    Attributes:
        name: Full name of the module.
        tree: Syntax tree.
        imports: Full names of imports, by local name.
        definitions: Functions and constants, by name.
        classes: Classes, by name.
    """

    name: str
    tree: ast.Module
    imports: dict[str, str]
    definitions: dict[str, ast.AST]
    classes: dict[str, ast.ClassDef]

    def resolve(self, name: str) -> str:
        """Return the full name of a module-level name, or an empty string for a local one."""
        if name in self.definitions or name in self.classes:
            return f"{self.name}.{name}"
        return self.imports.get(name, "")

    def resolve_dotted(self, node: ast.expr | None) -> str:
        """Return the full name of a name or of an attribute of a module, or an empty string for anything else."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return ""
        first, *attributes = dotted(node)
        full = self.resolve(first)
        return ".".join([full, *attributes]) if full else ""


class Source:
    """Source of one or several packages.

    Args:
        packages: Folder of each package, by name. Names of other packages are not resolved.

    Attributes:
        packages: Folder of each package, by name.
    """

    def __init__(self, packages: Mapping[str, Path]) -> None:
        self.packages = packages
        self._modules: dict[str, Module | None] = {}
        self._members_of: dict[str, dict[str, tuple[Module, Member]]] = {}

    def module(self, name: str) -> Module | None:
        """Return the module with this full name, or None if there is no such module."""
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def require(self, name: str) -> Module:
        """Return the module with this full name.

        Raises:
            GeneratorError: The module does not exist.
        """
        module = self.module(name)
        if module is None:
            raise GeneratorError(f"the source has no module {name}", "Update the names in generator/.")
        return module

    def locate(self, full_name: str) -> tuple[Module, ast.AST]:
        """Return the definition behind a full name, and its module, following imports.

        Raises:
            GeneratorError: The name does not exist.
        """
        module_name, _, name = full_name.rpartition(".")
        module = self.require(module_name)
        if name in module.imports:
            return self.locate(module.imports[name])
        node = module.classes.get(name) or module.definitions.get(name)
        if node is None:
            raise GeneratorError(f"the source has no {full_name}", "Update the names in generator/.")
        return module, node

    def public_names(self, name: str) -> list[str]:
        """Return the names in ``__all__`` of a module."""
        for node in self.require(name).tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                    return [str(public) for public in ast.literal_eval(value)]
                case _:
                    pass
        raise GeneratorError(f"{name} has no __all__", "Add it to the module.")

    def is_class(self, full_name: str) -> bool:
        """Return whether this is the full name of a class."""
        module_name, _, name = full_name.rpartition(".")
        module = self.module(module_name)
        return module is not None and name in module.classes

    def ancestry(self, full_name: str) -> list[str]:
        """Return a class, followed by its bases in the packages."""
        module_name, _, name = full_name.rpartition(".")
        module = self.require(module_name)
        found = [full_name]
        for base in module.classes[name].bases:
            full = module.resolve(base.id) if isinstance(base, ast.Name) else ""
            if self.is_class(full):
                found += [kind for kind in self.ancestry(full) if kind not in found]
        return found

    def members(self, full_name: str) -> dict[str, tuple[Module, Member]]:
        """Return the methods of a class and its bases, each with its module."""
        if full_name not in self._members_of:
            found: dict[str, tuple[Module, Member]] = {}
            for kind in reversed(self.ancestry(full_name)):
                found.update(self.own_members(kind))
            self._members_of[full_name] = found
        return self._members_of[full_name]

    def own_members(self, full_name: str) -> dict[str, tuple[Module, Member]]:
        """Return the methods that a class itself defines, each with its module."""
        module_name, _, name = full_name.rpartition(".")
        module = self.require(module_name)
        return {node.name: (module, node) for node in module.classes[name].body if isinstance(node, Member)}

    def methods(self, kind: str) -> dict[str, tuple[Module, Member]]:
        """Return the public members of a class and its bases that are not resources, each with its module."""
        resources = self.resources(kind)
        members = self.members(kind).items()
        return {name: member for name, member in members if not name.startswith("_") and name not in resources}

    def resources(self, kind: str) -> dict[str, str]:
        """Return the resource class of each resource attribute of a class."""
        found: dict[str, str] = {}
        for name, (module, node) in self.members(kind).items():
            returned = module.resolve_dotted(node.returns) if isinstance(node, ast.FunctionDef) else ""
            if self.is_class(returned) and RESOURCE in self.ancestry(returned):
                found[name] = returned
        return found

    def resource_paths(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the path and the class of each resource below a class, such as ``deployments.schedules``."""
        for name, inner in self.resources(kind).items():
            yield name, inner
            yield from ((f"{name}.{path}", innermost) for path, innermost in self.resource_paths(inner))

    def _read(self, name: str) -> Module | None:
        package, *parts = name.split(".")
        if package not in self.packages:
            return None
        path = self.packages[package].joinpath(*parts)
        is_package = path.is_dir()
        path = path / "__init__.py" if is_package else path.with_suffix(".py")
        if not path.is_file():
            return None
        tree = parse(path)
        classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        imports = _imports(tree, name if is_package else name.rpartition(".")[0])
        return Module(name, tree, imports, dict(_definitions(tree)), classes)


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a file.

    Raises:
        GeneratorError: The file cannot be read, or is not valid Python.
    """
    try:
        return ast.parse(path.read_bytes())
    except (OSError, SyntaxError) as error:
        raise GeneratorError(f"{path} cannot be read: {error}", "Fix the file and try again.") from error


def dotted(node: ast.expr) -> tuple[str, ...]:
    """Return the parts of a dotted name. The first is empty for an attribute of an expression."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return tuple(reversed(parts))


def _imports(tree: ast.Module, package: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            origin = _origin(node, package)
            found.update({name.asname or name.name: f"{origin}.{name.name}" for name in node.names})
        elif isinstance(node, ast.Import):
            found.update({name.asname: name.name for name in node.names if name.asname})
            found.update({name.name.partition(".")[0]: name.name.partition(".")[0] for name in node.names})
    return found


def _origin(node: ast.ImportFrom, package: str) -> str:
    """Return the full name of the module that *node*, in a module of *package*, imports from."""
    parents = package.split(".")
    base = parents[: len(parents) - node.level + 1] if node.level else []
    return ".".join([*base, *([node.module] if node.module else [])])


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node
