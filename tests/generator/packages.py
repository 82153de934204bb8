"""Packages generated from small documents, loaded side by side."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from generator.package import Source, check_package, patch_and_normalise, render_package, write_package
from generator.spec.document import Object

VERSION = "1.2.3"

# Type checkers cannot know packages that are generated while the tests run.
Package = Any
Model = Any

_numbers = count()


def document(paths: Object, schemas: Object | None = None) -> Object:
    """Return an OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Prefect", "version": VERSION},
        "paths": paths,
        "components": {"schemas": schemas or {}},
    }


def responding(
    schema: object, *, status: str = "200", media_type: str = "application/json", **operation: object
) -> Object:
    """Return an operation whose response has *schema*, or no content."""
    response: Object = {"description": "Success."}
    if schema is not None:
        response["content"] = {media_type: {"schema": schema}}
    return {"tags": ["Things"], "responses": {status: response}, **operation}


def requesting(schema: Object, *, required: bool = True) -> Object:
    """Return a request body."""
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def holding(properties: Object, *required: str) -> Object:
    """Return the schema of an object with *properties*, some of them *required*."""
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {})}


def make(spec: Object, folder: Path, *, check: bool = False) -> Path:
    """Generate the package of *spec* in *folder*, without the project's patches, and return its own folder."""
    no_patches = folder / "patches.toml"
    folder.mkdir(parents=True, exist_ok=True)
    no_patches.write_text("", "utf-8")
    source = Source.of(spec, VERSION, None)
    modules, made_from = render_package(source, patch_and_normalise(source, no_patches))
    no_patches.unlink()
    package = write_package(modules, folder)
    if check:
        check_package(folder, made_from)
    return package


@contextmanager
def loaded(package: Path) -> Iterator[Package]:
    """Import the package in a folder under a unique name, and unload it afterwards."""
    name = f"made_{next(_numbers)}"
    spec = importlib.util.spec_from_file_location(
        name, package / "__init__.py", submodule_search_locations=[str(package)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        for loaded_name in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
            del sys.modules[loaded_name]
