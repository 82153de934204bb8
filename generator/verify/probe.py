"""Program that imports everything in a generated package: ``python probe.py FOLDER OPERATIONS``."""

import inspect
import sys
import typing
from importlib import import_module
from pathlib import Path


def main(folder: str, operations: int) -> None:
    """Import every module and name of the package in *folder*, and build all response decoders."""
    sys.path.insert(0, folder)
    package = import_module("prefect_http_api")
    for path in sorted(Path(folder, "prefect_http_api").rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        module = import_module(".".join(part for part in parts if part != "__init__"))
        for name in getattr(module, "__all__", ()):
            getattr(module, name)
    table = package.operations.OPERATIONS
    for operation in table.values():
        module, _, function = operation.name.partition(".")
        parameters = inspect.signature(getattr(getattr(package, module), function)).parameters.values()
        takes_keys = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters)
        if isinstance(operation.request, type):
            typing.get_type_hints(operation.request)
        if takes_keys != (typing.is_typeddict(operation.request) and bool(operation.request.__annotations__)):
            raise SystemExit(f"{operation.name} does not take the keys of its request body as keyword arguments")
        for status in operation.statuses:
            operation.decoder(status)
    if len(table) != operations:
        raise SystemExit(f"expected {operations} operations, got {len(table)}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
