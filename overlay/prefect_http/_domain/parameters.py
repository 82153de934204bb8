"""Parameters: check their names against a deployment's parameter schema. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from prefect_http._http.json_path import children, is_object
from prefect_http._utils import close_matches, quote
from prefect_http.errors import ArgumentError

# Keywords with which a schema may accept names that it does not list.
_OPEN: Final = frozenset({"$ref", "allOf", "anyOf", "oneOf", "patternProperties"})

# Some servers store it for a deployment without a schema. The schema of a flow without parameters has more keys.
_UNDECLARED: Final[dict[str, object]] = {"type": "object", "properties": {}}


def check_deployment_parameters(fields: Mapping[str, object], schema: object, deployment: object) -> None:
    """Check the names of the parameters in *fields*, the fields of a deployment, and in its schedules.

    Args and errors are those of `check_parameter_names`.
    """
    check_parameter_names(fields.get("parameters"), schema, deployment)
    for _, schedule in children(fields.get("schedules")):
        if is_object(schedule):
            check_parameter_names(schedule.get("parameters"), schema, deployment)


def check_parameter_names(parameters: object, schema: object, deployment: object) -> None:
    """Check that a flow has all *parameters*. The server accepts unknown names, but the run would crash.

    Args:
        parameters: Parameters by name. Other values are not checked.
        schema: Parameter schema of the deployment, or None if it is unknown. An open or empty schema accepts any name.
        deployment: Name or ID of the deployment, or its model, for the error message.

    Raises:
        ArgumentError: A name is not in *schema*. The message contains no values.
    """
    if not isinstance(parameters, Mapping) or not is_object(schema) or schema == _UNDECLARED:
        return
    known = schema.get("properties")
    if not is_object(known) or schema.get("additionalProperties", False) is not False or not _OPEN.isdisjoint(schema):
        return
    unknown = next((name for name in cast("Mapping[str, object]", parameters) if name not in known), None)
    if unknown is not None:
        title = getattr(deployment, "id", deployment)
        matches = close_matches(str(unknown), known)
        suggestion = f" (did you mean {matches[0]!r}?)" if matches else ""
        raise ArgumentError(
            f"invalid parameter {quote(unknown)}{suggestion}: deployment '{title}' accepts "
            f"{', '.join(known) or 'no parameters'}, and the run would crash. "
            "To send it anyway, use check_parameters=False"
        )
