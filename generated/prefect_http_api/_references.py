# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""References: take IDs and names from models that are passed in their place."""

from __future__ import annotations

import re

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_VERSION = re.compile(r"_(response|v\d)$")
_COLLECTION = re.compile(r"/([a-z_]+?)(?:s|(?<=search)es)/(?:[a-z]+/)?$")


def referenced(value: object, noun: str, attribute: str = "id") -> object:
    """Return the *attribute* of *value* if its class is named after *noun*, else None.

    Args:
        value: Model of this package or of another one, such as Prefect itself.
        noun: Kind of the wanted model, in snake case, such as ``"flow_run"``.
        attribute: Attribute that identifies the model. Default: ``"id"``.
    """
    fits = any(_is_kind(_WORD.sub("_", kind.__name__).lower(), noun) for kind in type(value).__mro__)
    return getattr(value, attribute, None) if fits else None


def _is_kind(name: str, noun: str) -> bool:
    """Return whether a class called *name* fits *noun*. Either may be more specific, such as ``simple_flow_run``."""
    name = _VERSION.sub("", name)
    return f"_{name}".endswith(f"_{noun}") or f"_{noun}".endswith(f"_{name}")


def parameter_reference(value: object, name: str, template: str = "") -> object:
    """Return the ID or name of *value*, a model, or *value* itself if it does not fit the parameter.

    The parameter's name contains the kind of model, as in ``{work_pool_name}``. Otherwise, the collection before it
    does, as in ``/flow_runs/{id}``.

    Args:
        value: Argument for the parameter.
        name: Name of the parameter.
        template: Path template that contains the parameter. Default: none.
    """
    noun, _, attribute = name.removeprefix("id_or_").rpartition("_")
    collection = _COLLECTION.search(template.partition(f"{{{name}}}")[0])
    if not noun and collection is not None:
        noun = collection[1]
    found = referenced(value, noun, attribute) if noun else None
    return value if found is None else found
