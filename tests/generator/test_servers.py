import hashlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from generator.bump.releases import version_key
from generator.errors import GeneratorError
from generator.servers import locks
from generator.servers.install import ROOT, Say, find_uv, install_server
from generator.servers.recipes import Recipe, find_recipe, load_recipes, lock_path
from generator.servers.run import Server, running_server, server_environment, start_server
from generator.spec.fetch import fetch
from tests.support.raw import raw_client, request
from tests.support.secret_leaks import AUTH_STRING as PASSWORD
from tests.support.servers import Provide, ServerAddress, Servers, request_server
from tests.support.versions import LOCKED, PINNED, SUPPORTED, TESTED
from tests.support.waits import HANG_SECONDS, until

METHODS = {"get", "put", "post", "patch", "delete", "head", "options", "trace"}

FAKE_PREFECT = f"""#!{sys.executable}
# Stub of `prefect server start --host H --port P`: starts quickly, and misbehaves on demand.
import json, os, signal, sqlite3, subprocess, sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer

port = int(sys.argv[-1])
trace = open(os.environ["TRACE"], "a")
mode = os.environ.get("MODE", "")
print(port, os.getpid(), os.getcwd(), file=trace, flush=True)
if mode == "fails":
    sys.exit("first line\\n\\nno such table: flow_run")
if mode == "port-taken-once" and len(open(os.environ["TRACE"]).readlines()) == 1:
    sys.exit(f"Port {{port}} is already in use. Please specify a different port.")
if mode == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if mode == "silent":
    print("still migrating", flush=True)
    time.sleep(60)
if mode == "migrates":
    with sqlite3.connect(os.path.join(os.environ["PREFECT_HOME"], "prefect.db")) as database:
        database.execute("CREATE TABLE flow_run (id)")
child = subprocess.Popen(["sleep", "60"])
print(port, child.pid, os.getcwd(), file=trace, flush=True)
home = "/elsewhere" if mode == "foreign" else os.environ["PREFECT_HOME"]

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"true" if self.path == "/api/health" else json.dumps({{"home": home}}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""

HOLDER = """
import sys, time
from pathlib import Path
from generator.servers import run
run.install_server = lambda version, recipe, say: Path(sys.argv[1])
with run.running_server("3.8.8", env={"TRACE": sys.argv[2]}) as server:
    print("up", flush=True)
    time.sleep(60)
"""


class Fake:
    def __init__(self, folder: Path) -> None:
        self.python = folder / "python"
        self.trace = folder / "trace"
        prefect = folder / "prefect"
        prefect.write_text(FAKE_PREFECT)
        prefect.chmod(0o755)

    def env(self, mode: str = "") -> dict[str, str]:
        return {"TRACE": str(self.trace), "MODE": mode}

    def started(self) -> list[tuple[int, int, Path]]:
        """Return port, process ID and working directory of every process that was started."""
        lines = (line.split() for line in self.trace.read_text().splitlines())
        return [(int(port), int(process), Path(folder)) for port, process, folder in lines]

    def left_behind(self) -> list[str]:
        left: list[str] = []
        for port, process, folder in self.started():
            left += [f"process {process}"] if alive(process) else []
            left += [f"port {port}"] if responds(port) else []
            left += [str(folder)] if folder.exists() else []
        return left


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat").read_text()
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return True  # Only Linux has /proc.
    # A zombie has exited. When it is reaped depends on the machine's init process.
    return status.rpartition(")")[2].split()[0] != "Z"


def responds(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/api/health", trust_env=False).is_success
    except httpx.HTTPError:
        return False


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    fake = Fake(tmp_path)

    def install_fake(_version: str, *, recipe: Recipe | None, say: Say) -> Path:
        return fake.python

    monkeypatch.setattr("generator.servers.run.install_server", install_fake)
    return fake


# Recipes


def test_recipes_are_in_version_order_and_pin_a_timestamp() -> None:
    recipes = load_recipes()
    assert list(recipes) == sorted(recipes, key=version_key)
    for version, recipe in recipes.items():
        assert recipe.version == version
        # Versions of uv disagree on the meaning of a bare date.
        assert datetime.fromisoformat(recipe.exclude_newer).tzinfo == UTC


def test_unsupported_version_error_lists_supported_versions() -> None:
    with pytest.raises(
        GeneratorError, match=rf"Prefect 9\.9\.9 is not listed .* {re.escape(PINNED)}, or add the version"
    ):
        find_recipe("9.9.9")


def test_invalid_version_is_quoted_briefly() -> None:
    for version in ("3.x\x1b[31m", "3" * 3000):
        with pytest.raises(GeneratorError) as raised:
            find_recipe(version)
        assert str(raised.value).startswith(f"Prefect {version[:60]!r} is not listed in spec/servers.toml")


@pytest.mark.parametrize("version", ["3.x", "../3.8.8", "3.8.8 --upgrade", ""])
def test_recipe_with_an_invalid_version_is_rejected(tmp_path: Path, version: str) -> None:
    (file := tmp_path / "servers.toml").write_text(f'["{version}"]\n')
    with pytest.raises(GeneratorError, match=r"servers\.toml cannot be read: .* is not a Prefect version"):
        load_recipes(file)


@pytest.mark.parametrize("text", ["[", '["3.8.8"]\npython = "3.11"', '"3.8.8" = 1', '["3.8.8"]\nunknown = 1'])
def test_malformed_recipe_file_is_rejected(tmp_path: Path, text: str) -> None:
    (file := tmp_path / "servers.toml").write_text(text)
    with pytest.raises(GeneratorError, match=r"^servers\.toml cannot be read"):
        load_recipes(file)


def test_server_environment_excludes_client_settings() -> None:
    ours = {
        "PATH": "/bin",
        "PREFECT_API_KEY": "x",
        "SSL_CERT_FILE": "y",
        "PREFECT_HOME": "z",
        "HOME": "/root",
        "A": "1",
    }
    environment = server_environment(Path("home"), ours, {"PREFECT_SERVER_API_AUTH_STRING": "a:b"})
    assert environment == {
        "PATH": "/bin",
        "HOME": "home",
        "PREFECT_HOME": "home",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUNBUFFERED": "1",
        "PREFECT_SERVER_API_AUTH_STRING": "a:b",
    }


# Locks


@pytest.mark.parametrize("version", SUPPORTED)
def test_lock_pins_the_listed_server_and_every_package_with_hashes(version: str) -> None:
    text = lock_path(version).read_text("utf-8")
    first, second, *packages = re.split(r"\n(?=\S)", text.removesuffix("\n"))
    recipe = find_recipe(version)
    assert first.endswith(f"Prefect {version} for Python {recipe.python}, uploaded before {recipe.exclude_newer}.")
    assert second.startswith("# Written by")
    assert f"prefect=={version}" in {package.split()[0] for package in packages}
    for package in packages:
        # In particular, no path and no URL.
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [^:\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+", package)


def test_only_missing_and_outdated_locks_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    recipes = load_recipes()
    listed = {
        "3.0.11": replace(recipes["3.0.11"], lock=""),
        "3.1.15": recipes["3.1.15"],
        "3.2.15": replace(recipes["3.2.15"], exclude_newer="2025-04-01T00:00:00Z"),
    }
    monkeypatch.setattr(locks, "load_recipes", lambda: listed)
    monkeypatch.setattr(locks, "lock_path", lambda version: lock_path(version, tmp_path / "servers.toml"))
    monkeypatch.setattr(locks, "run_uv", lambda *arguments, stdin, failed: f"{arguments[-2]} {stdin}\n")
    assert locks.main() == 0
    assert capsys.readouterr().out == "locked Prefect 3.0.11\nlocked Prefect 3.2.15\n"
    written = {path.name: path.read_text().splitlines()[-1] for path in (tmp_path / "servers").iterdir()}
    assert written == {
        "3.0.11.txt": "2024-10-27T00:00:00Z prefect==3.0.11",
        "3.2.15.txt": "2025-04-01T00:00:00Z prefect==3.2.15",
    }


# Installing, with a stub of uv that logs its arguments

FAKE_UV = f"""#!{sys.executable}
import pathlib, sys, time
log = pathlib.Path(__file__).with_name("log")
with log.open("a") as file:
    print(*sys.argv[1:], file=file)
if sys.argv[1] == "python":
    if pathlib.Path(__file__).with_name("no-python").exists():
        sys.exit("No interpreter found")
    print("the-python")
elif sys.argv[1] == "venv":
    folder = pathlib.Path(sys.argv[-1])
    assert not folder.exists(), "a partial installation was kept"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
elif pathlib.Path(__file__).with_name("broken").exists():
    sys.exit("  x No solution found:\\n  no network")
else:
    pathlib.Path(__file__).with_name("lock").write_text(sys.stdin.read())
    time.sleep(0.3)
"""


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "uv"
    folder.mkdir()
    (program := folder / "uv").write_text(FAKE_UV)
    program.chmod(0o755)
    monkeypatch.setattr("generator.servers.install.find_uv", lambda: str(program))
    monkeypatch.setenv("PREFECT_HTTP_CACHE", str(tmp_path / "cache"))
    return folder


def test_server_is_installed_once_from_its_lock(uv: Path, tmp_path: Path) -> None:
    messages: list[str] = []
    python = install_server("3.8.8", say=messages.append)
    assert python == tmp_path / "cache" / "servers" / "3.8.8" / "bin" / "python"
    assert install_server("3.8.8") == python
    find, venv, pip = (uv / "log").read_text().splitlines()
    assert find.endswith("3.11")
    assert "--python the-python" in venv
    assert pip.endswith(f"--python {python} --require-hashes --only-binary :all: --requirement -")
    assert (uv / "lock").read_text() == (ROOT / "spec" / "servers" / "3.8.8.txt").read_text()
    assert messages[0] == "installing Prefect 3.8.8 as of 2026-10-08T00:00:00Z"


@pytest.mark.parametrize(("lock", "installs"), [("b==2", 2), ("# Comment.\nb==1", 1), ("b==1\n    --hash=sha256:0", 2)])
def test_installation_from_another_lock_is_replaced(uv: Path, lock: str, installs: int) -> None:
    recipe = replace(find_recipe("3.8.8"), lock="b==1")
    install_server("3.8.8", recipe=recipe)
    install_server("3.8.8", recipe=replace(recipe, lock=lock))
    assert (uv / "log").read_text().count("pip install") == installs


def test_packages_are_built_only_for_another_python(uv: Path) -> None:
    (uv / "no-python").touch()
    messages: list[str] = []
    install_server("3.8.8", say=messages.append)
    assert messages[1].startswith("Python 3.11 was not found; installing Prefect 3.8.8 with Python 3.")
    assert (uv / "log").read_text().endswith("--require-hashes --requirement -\n")


def test_server_without_a_lock_is_not_installed(uv: Path) -> None:
    with pytest.raises(GeneratorError, match=r"^Prefect 3\.8\.8 has no lock in spec/servers/\. Run `nox -s lock`\.$"):
        install_server("3.8.8", recipe=replace(find_recipe("3.8.8"), lock=""))
    assert not (uv / "log").exists()


def test_failed_installation_is_removed_and_reported_in_one_line(uv: Path, tmp_path: Path) -> None:
    (uv / "broken").touch()
    with pytest.raises(GeneratorError, match=r"^uv could not install the server: x No solution found: no network\. Ch"):
        install_server("3.8.8")
    assert not (tmp_path / "cache" / "servers" / "3.8.8").exists()
    (uv / "broken").unlink()
    assert install_server("3.8.8").exists()


def test_partial_installation_is_replaced(uv: Path, tmp_path: Path) -> None:
    half = tmp_path / "cache" / "servers" / "3.8.8" / "bin"
    half.mkdir(parents=True)
    (half / "python").touch()
    install_server("3.8.8")
    assert "pip install" in (uv / "log").read_text()


def test_concurrent_installs_install_once(uv: Path) -> None:
    messages: list[str] = []
    threads = [
        threading.Thread(target=install_server, args=("3.8.8",), kwargs={"say": messages.append}) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (uv / "log").read_text().count("pip install") == 1
    assert messages.count("waiting for another process that is installing Prefect 3.8.8") == 2


def write_wheel(folder: Path, name: str, metadata: str = "") -> str:
    """Write a wheel without modules, and return its line in a lock."""
    wheel = folder / f"{name}-3.8.8-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        about = f"{name}-3.8.8.dist-info"
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.8.8\n{metadata}")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return f"{name}==3.8.8 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the lock of two packages that uv finds in a folder."""
    monkeypatch.setenv("PREFECT_HTTP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    return write_wheel(tmp_path, "prefect", "Requires-Dist: dependency\n") + write_wheel(tmp_path, "dependency")


def test_packages_that_match_their_hashes_are_installed(lock: str) -> None:
    python = install_server("3.8.8", recipe=replace(find_recipe("3.8.8"), lock=lock))
    assert len(list(python.parent.parent.glob("lib/*/site-packages/*-3.8.8.dist-info"))) == 2


@pytest.mark.parametrize(
    ("pattern", "tampered"),
    [(r"(dependency.*:).*", rf"\g<1>{'0' * 64}"), (r"(dependency\S*).*", r"\1"), (r"dependency.*", "")],
    ids=["another hash", "no hash", "no pin"],
)
def test_package_that_does_not_match_its_hash_is_not_installed(
    pattern: str, tampered: str, lock: str, tmp_path: Path
) -> None:
    with pytest.raises(GeneratorError) as raised:
        install_server("3.8.8", recipe=replace(find_recipe("3.8.8"), lock=re.sub(pattern, tampered, lock)))
    assert str(raised.value).replace("dependency==3.8.8", "dependency") == (
        "dependency does not match a hash in spec/servers/3.8.8.txt: Prefect 3.8.8 was not installed. Restore "
        "spec/servers/3.8.8.txt from version control, and check which package index uv is configured to use."
    )
    assert not (tmp_path / "cache" / "servers" / "3.8.8").exists()


def test_unwritable_cache_folder_is_reported(uv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HTTP_CACHE", str(uv / "log"))
    (uv / "log").touch()
    with pytest.raises(GeneratorError, match=r"is not writable: .* Set PREFECT_HTTP_CACHE"):
        install_server("3.8.8")


def test_missing_uv_error_suggests_installing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uv", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GeneratorError, match="pip install uv"):
        find_uv()


# Running, with a stub of Prefect


@pytest.mark.parametrize("mode", ["", "stubborn"])
def test_stopped_server_leaves_nothing_behind(fake: Fake, mode: str) -> None:
    with running_server("3.8.8", env=fake.env(mode)) as server:
        assert server.api_url == f"{server.origin}/api"
        assert httpx.get(f"{server.api_url}/health", trust_env=False).text == "true"
        assert server.home.is_dir()
        assert len(fake.left_behind()) == 6
    assert fake.left_behind() == []
    server.stop()


def test_failing_block_leaves_nothing_behind(fake: Fake) -> None:
    with pytest.raises(KeyboardInterrupt), running_server("3.8.8", env=fake.env()):
        raise KeyboardInterrupt
    assert fake.left_behind() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_killed_process_leaves_no_server_behind(fake: Fake, number: signal.Signals) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(fake.python), str(fake.trace)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"up\n"
        holder.send_signal(number)
        holder.wait(HANG_SECONDS)
    assert len(fake.started()) == 2
    until(lambda: fake.left_behind() == [], "the server was left behind", pause=0.05)


def test_port_in_use_is_replaced(fake: Fake) -> None:
    with running_server("3.8.8", env=fake.env("port-taken-once")) as server:
        (taken, *_), (used, *_) = fake.started()[:2]
        assert server.origin == f"http://127.0.0.1:{used}"
        assert used != taken
    assert fake.left_behind() == []


def test_another_server_on_the_port_is_detected(fake: Fake) -> None:
    with pytest.raises(GeneratorError, match="found its port in use 5 times in a row"):
        start_server("3.8.8", env=fake.env("foreign"))
    assert fake.left_behind() == []


def test_startup_failure_quotes_the_end_of_the_log(fake: Fake) -> None:
    with pytest.raises(GeneratorError) as caught:
        start_server("3.8.8", env=fake.env("fails"))
    assert str(caught.value) == (
        "Prefect 3.8.8 exited with code 1 while starting. The end of its log: first line | no such table: flow_run"
    )
    assert fake.left_behind() == []


def test_startup_timeout_quotes_the_end_of_the_log(fake: Fake) -> None:
    with pytest.raises(GeneratorError, match=r"did not become healthy in time\. .*The end of its log: still migrating"):
        start_server("3.8.8", env=fake.env("silent"), startup_timeout=1.5)
    assert fake.left_behind() == []


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the installed server, in a cache without databases."""
    monkeypatch.setenv("PREFECT_HTTP_CACHE", str(tmp_path / "cache"))
    (folder := tmp_path / "cache" / "servers" / "3.8.8").mkdir(parents=True)
    return folder


def test_next_server_starts_with_a_migrated_database(fake: Fake, cache: Path) -> None:
    with running_server("3.8.8", env=fake.env()) as server:
        assert not (server.home / "prefect.db").exists()
    assert list(cache.iterdir()) == []
    # A second migration would fail, since the table exists.
    for mode in ("migrates", "", ""):
        with (
            running_server("3.8.8", env=fake.env(mode)) as server,
            closing(sqlite3.connect(server.home / "prefect.db")) as database,
        ):
            assert database.execute("SELECT count(*) FROM flow_run").fetchone() == (0,)
            with database:
                database.execute("INSERT INTO flow_run VALUES (1)")
    assert [path.name for path in cache.iterdir()] == ["prefect.db"]


def test_database_that_cannot_be_kept_is_migrated_again(fake: Fake, cache: Path) -> None:
    cache.rmdir()
    for _ in range(2):
        with running_server("3.8.8", env=fake.env("migrates")) as server:
            assert (server.home / "prefect.db").exists()


# Servers shared by the workers of a test run


@pytest.fixture
def controller(fake: Fake) -> Iterator[Servers]:
    def start_fake(version: str, settings: Mapping[str, str]) -> Server:
        return start_server(version, env={**fake.env("fails" if version == "3.0.11" else ""), **settings})

    controller = Servers(start_fake)
    yield controller
    controller.close()


def test_workers_share_one_server_which_the_controller_stops(fake: Fake, controller: Servers) -> None:
    address = controller.listen()
    found: list[ServerAddress] = []
    threads = [threading.Thread(target=lambda: found.append(request_server(address, "3.8.8"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert len(set(found)) == 1
    assert len(fake.started()) == 2
    controller.close()
    assert fake.left_behind() == []


def test_other_settings_start_another_server(controller: Servers) -> None:
    address = controller.listen()
    plain, other, again = (
        request_server(address, "3.8.8"),
        request_server(address, "3.8.8", A="1", B="2"),
        request_server(address, "3.8.8", B="2", A="1"),
    )
    assert other == again != plain


def test_failed_start_is_not_retried(fake: Fake, controller: Servers) -> None:
    for _ in range(2):
        with pytest.raises(GeneratorError, match="exited with code 1"):
            request_server(controller.listen(), "3.0.11")
    assert len(fake.started()) == 1


# Real servers


def test_real_server_has_the_requested_version_and_inherits_no_settings(server: ServerAddress) -> None:
    assert request("GET", f"{server.api_url}/admin/version") == server.version
    settings = request("GET", f"{server.api_url}/admin/settings")
    assert settings["api"]["ssl_cert_file"] is None
    assert settings["server"]["analytics_enabled"] is False
    assert Path(settings["home"]).is_dir()


def test_env_reaches_the_server(server_of: Provide) -> None:
    server = server_of(PINNED, PREFECT_SERVER_CSRF_PROTECTION_ENABLED="true", PREFECT_SERVER_API_AUTH_STRING=PASSWORD)
    with raw_client(server.api_url) as http:
        assert http.get("/admin/version").status_code == httpx.codes.UNAUTHORIZED
        assert http.get("/admin/version", auth=("me", "hunter2")).json() == PINNED
    # Prefect serves the document without credentials; only the API requires them.
    assert fetch(server.origin, environ={}).api_version is None
    assert fetch(server.origin, environ={"PREFECT_API_AUTH_STRING": PASSWORD}).api_version == LOCKED.api_version


@pytest.mark.parametrize("version", TESTED)
def test_every_version_serves_the_counts_of_its_recipe(server_of: Provide, version: str) -> None:
    fetched = fetch(server_of(version).origin, environ={})
    paths: Mapping[str, Mapping[str, object]] = fetched.document["paths"]
    recipe = find_recipe(version)
    assert fetched.server_version == version
    assert len(paths) == recipe.paths
    assert sum(method in METHODS for item in paths.values() for method in item) == recipe.operations
    assert len(fetched.document["components"]["schemas"]) == recipe.schemas
    assert "prefect-http-" not in json.dumps(fetched.document), "the document contains a path of the machine"
