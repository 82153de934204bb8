"""Check of an environment that contains only the wheel: it imports, is typed, sends calls, and has the command."""

import asyncio
import importlib
import os
import pkgutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread

OPTIONAL = {"prefect_http_api._pydantic"}
"""Modules that require a package of the caller's."""


class Stub(BaseHTTPRequestHandler):
    """A server that has seven of everything."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1")
        self.end_headers()
        self.wfile.write(b"7")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named by the base class
        pass


def check_packages() -> None:
    for name in ("prefect_http", "prefect_http_api"):
        package = importlib.import_module(name)
        folder = Path(str(package.__file__)).parent
        assert folder.is_relative_to(sys.prefix), f"{name} was imported from {folder}, not from the wheel"
        assert (folder / "py.typed").is_file(), f"{name} has no py.typed in the wheel"
        modules = {module.name for module in pkgutil.walk_packages(package.__path__, f"{name}.")} - OPTIONAL
        for module in modules:
            importlib.import_module(module)
        print(f"{name}: {len(modules) + 1} modules imported from the wheel, typed")


def check_calls() -> None:
    from prefect_http import AsyncPrefect, Prefect

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/api"

    async def count() -> int:
        async with AsyncPrefect(url) as client:
            return await client.flows.count()

    with Prefect(url) as client:
        assert client.flows.count() == asyncio.run(count()) == 7
    server.shutdown()
    print("sync and async calls sent")


def check_command() -> None:
    program = str(Path(sys.executable).with_name("prefect-http.exe" if os.name == "nt" else "prefect-http"))
    shown = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    assert shown.startswith(f"prefect-http {version('prefect-http')} (generated from Prefect "), shown
    # Users run the contract check without a checkout.
    document = Path(str(importlib.import_module("prefect_http_api").__file__)).with_name("openapi.json")
    subprocess.run([program, "contract", "--spec", str(document)], check=True)
    print(f"{shown.strip()} on Python {sys.version.split()[0]}")


if __name__ == "__main__":
    check_packages()
    check_calls()
    check_command()
