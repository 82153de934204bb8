"""Check of an environment that contains only the wheel: every module imports, and the command runs."""

import importlib
import os
import pkgutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

OPTIONAL = {"prefect_http_api._pydantic"}
"""Modules that require a package of the caller's."""


def main() -> None:
    for name in ("prefect_http", "prefect_http_api"):
        package = importlib.import_module(name)
        folder = Path(str(package.__file__)).parent
        assert folder.is_relative_to(sys.prefix), f"{name} was imported from {folder}, not from the wheel"
        assert (folder / "py.typed").is_file(), f"{name} has no py.typed in the wheel"
        modules = {module.name for module in pkgutil.walk_packages(package.__path__, f"{name}.")} - OPTIONAL
        for module in modules:
            importlib.import_module(module)
        print(f"{name}: {len(modules) + 1} modules imported from the wheel, typed")
    # Users run the contract check without a checkout.
    program = Path(sys.executable).with_name("prefect-http.exe" if os.name == "nt" else "prefect-http")
    document = Path(str(importlib.import_module("prefect_http_api").__file__)).with_name("openapi.json")
    subprocess.run([str(program), "contract", "--spec", str(document)], check=True)
    print(f"prefect-http {version('prefect-http')} on Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
