import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from generator.errors import GeneratorError
from generator.servers import run as servers
from generator.servers.run import install, recipe, running, server_environment, start, supported
from generator.spec.fetch import fetch
from tests.support.servers import Provide, ServerAddress, Servers, ask

METHODS = {"get", "put", "post", "patch", "delete", "head", "options", "trace"}

FAKE_PREFECT = f"""#!{sys.executable}
# Stands in for `prefect server start --host H --port P`: quick to start, and able to misbehave.
import json, os, signal, subprocess, sys, time
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
from generator import servers
servers.install = lambda version, say: Path(sys.argv[1])
with servers.running("3.8.8", env={"TRACE": sys.argv[2]}) as server:
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
        """Port, process and folder of everything that was started."""
        lines = (line.split() for line in self.trace.read_text().splitlines())
        return [(int(port), int(process), Path(folder)) for port, process, folder in lines]

    def left_behind(self) -> list[str]:
        left: list[str] = []
        for port, process, folder in self.started():
            left += [f"process {process}"] if alive(process) else []
            left += [f"port {port}"] if answers(port) else []
            left += [str(folder)] if folder.exists() else []
        return left


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat").read_text()
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return True  # Not every system tells more.
    # A zombie has ended; whether somebody has collected it yet depends on the machine's init.
    return status.rpartition(")")[2].split()[0] != "Z"


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/api/health", trust_env=False).is_success
    except httpx.HTTPError:
        return False


def eventually(condition: Callable[[], bool], seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake(tmp_path)

    def installed(_version: str, *, say: servers.Say) -> Path:
        return made.python

    monkeypatch.setattr(servers, "install", installed)
    return made


# Recipes


def test_the_supported_versions_are_in_order_and_made_from_one_moment_each() -> None:
    recipes = supported()
    assert list(recipes) == ["3.0.11", "3.2.15", "3.4.25", "3.6.29", "3.7.0", "3.8.8"]
    for version, made in recipes.items():
        assert made.version == version
        assert made.exclude_newer.endswith("T00:00:00Z"), "a bare date means another moment to another uv"


def test_a_version_that_is_not_supported_names_those_that_are() -> None:
    with pytest.raises(GeneratorError, match=r"Prefect 9\.9\.9 is not a supported .* 3\.7\.0, 3\.8\.8, or add it to"):
        recipe("9.9.9")


@pytest.mark.parametrize("text", ["[", '["3.8.8"]\npython = "3.11"', '"3.8.8" = 1', '["3.8.8"]\nunknown = 1'])
def test_a_broken_list_of_versions_is_one_clear_line(tmp_path: Path, text: str) -> None:
    (file := tmp_path / "servers.toml").write_text(text)
    with pytest.raises(GeneratorError, match=r"^servers\.toml cannot be read"):
        supported(file)


def test_a_server_sees_nothing_of_our_settings() -> None:
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


# Installing, with a uv that does nothing but keep what it was told

FAKE_UV = f"""#!{sys.executable}
import pathlib, sys, time
log = pathlib.Path(__file__).with_name("log")
with log.open("a") as file:
    print(*sys.argv[1:], file=file)
if sys.argv[1] == "python":
    print("the-python")
elif sys.argv[1] == "venv":
    folder = pathlib.Path(sys.argv[-1])
    assert not folder.exists(), "half an installation was kept"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
elif pathlib.Path(__file__).with_name("broken").exists():
    sys.exit("  x No solution found:\\n  no network")
else:
    time.sleep(0.3)
"""


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "uv"
    folder.mkdir()
    (program := folder / "uv").write_text(FAKE_UV)
    program.chmod(0o755)
    monkeypatch.setattr(servers, "find_uv", lambda: str(program))
    monkeypatch.setenv("PREFECT_HTTP_CACHE", str(tmp_path / "cache"))
    return folder


def test_a_server_is_installed_once_as_of_its_moment(uv: Path, tmp_path: Path) -> None:
    said: list[str] = []
    python = install("3.8.8", say=said.append)
    assert python == tmp_path / "cache" / "servers" / "3.8.8" / "bin" / "python"
    assert install("3.8.8") == python
    find, venv, pip = (uv / "log").read_text().splitlines()
    assert find.endswith("3.11")
    assert "--python the-python" in venv
    assert pip.endswith(f"--python {python} --exclude-newer 2026-10-08T00:00:00Z prefect==3.8.8")
    assert said[0] == "installing Prefect 3.8.8 as of 2026-10-08T00:00:00Z"


def test_an_installation_from_another_recipe_is_made_anew(uv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install("3.8.8")
    other = replace(recipe("3.8.8"), exclude_newer="2026-10-09T00:00:00Z")
    monkeypatch.setattr(servers, "recipe", lambda version: other)
    install("3.8.8")
    assert (uv / "log").read_text().count("pip install") == 2


def test_a_failed_installation_is_one_line_and_leaves_nothing(uv: Path, tmp_path: Path) -> None:
    (uv / "broken").touch()
    with pytest.raises(GeneratorError, match=r"^uv could not install the server: x No solution found: no network\. Ch"):
        install("3.8.8")
    assert not (tmp_path / "cache" / "servers" / "3.8.8").exists()
    (uv / "broken").unlink()
    assert install("3.8.8").exists()


def test_half_an_installation_is_not_used(uv: Path, tmp_path: Path) -> None:
    half = tmp_path / "cache" / "servers" / "3.8.8" / "bin"
    half.mkdir(parents=True)
    (half / "python").touch()
    install("3.8.8")
    assert "pip install" in (uv / "log").read_text()


def test_two_at_once_install_once(uv: Path) -> None:
    said: list[str] = []
    threads = [threading.Thread(target=install, args=("3.8.8",), kwargs={"say": said.append}) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (uv / "log").read_text().count("pip install") == 1
    assert said.count("waiting for another process that is installing Prefect 3.8.8") == 2


def test_a_cache_that_cannot_be_written(uv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HTTP_CACHE", str(uv / "log"))
    (uv / "log").touch()
    with pytest.raises(GeneratorError, match=r"cannot be written: .* Set PREFECT_HTTP_CACHE"):
        install("3.8.8")


def test_without_uv_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uv", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GeneratorError, match="pip install uv"):
        servers.find_uv()


# Running, with a server that is quick to start


@pytest.mark.parametrize("mode", ["", "stubborn"])
def test_nothing_is_left_of_a_server(fake: Fake, mode: str) -> None:
    with running("3.8.8", env=fake.env(mode)) as server:
        assert server.api_url == f"{server.origin}/api"
        assert httpx.get(f"{server.api_url}/health", trust_env=False).text == "true"
        assert server.home.is_dir()
        assert len(fake.left_behind()) == 6
    assert fake.left_behind() == []
    server.stop()


def test_nothing_is_left_when_the_block_fails(fake: Fake) -> None:
    with pytest.raises(KeyboardInterrupt), running("3.8.8", env=fake.env()):
        raise KeyboardInterrupt
    assert fake.left_behind() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_process_is_killed(fake: Fake, number: signal.Signals) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(fake.python), str(fake.trace)],
        cwd=servers.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"up\n"
        holder.send_signal(number)
        holder.wait(15)
    assert len(fake.started()) == 2
    assert eventually(lambda: fake.left_behind() == []), fake.left_behind()


def test_a_taken_port_is_not_the_end(fake: Fake) -> None:
    with running("3.8.8", env=fake.env("port-taken-once")) as server:
        (taken, *_), (used, *_) = fake.started()[:2]
        assert server.origin == f"http://127.0.0.1:{used}"
        assert used != taken
    assert fake.left_behind() == []


def test_another_server_on_the_port_is_not_taken_for_ours(fake: Fake) -> None:
    with pytest.raises(GeneratorError, match="found its port taken 5 times in a row"):
        start("3.8.8", env=fake.env("foreign"))
    assert fake.left_behind() == []


def test_a_server_that_fails_shows_the_end_of_its_log(fake: Fake) -> None:
    with pytest.raises(GeneratorError) as caught:
        start("3.8.8", env=fake.env("fails"))
    assert str(caught.value) == (
        "Prefect 3.8.8 ended with exit code 1 while starting. The end of its log: first line | no such table: flow_run"
    )
    assert fake.left_behind() == []


def test_a_server_that_never_answers_is_given_up(fake: Fake) -> None:
    with pytest.raises(GeneratorError, match=r"did not answer in time\. .*The end of its log: still migrating"):
        start("3.8.8", env=fake.env("silent"), startup_timeout=1.5)
    assert fake.left_behind() == []


# The servers of the test run itself


@pytest.fixture
def desk(fake: Fake) -> Iterator[Servers]:
    def start_fake(version: str, settings: Mapping[str, str]) -> servers.Server:
        return start(version, env={**fake.env("fails" if version == "3.0.11" else ""), **settings})

    desk = Servers(start_fake)
    yield desk
    desk.close()


def test_workers_share_one_server_and_the_controller_ends_it(fake: Fake, desk: Servers) -> None:
    address = desk.open_desk()
    found: list[ServerAddress] = []
    threads = [threading.Thread(target=lambda: found.append(ask(address, "3.8.8"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert len(set(found)) == 1
    assert len(fake.started()) == 2
    desk.close()
    assert fake.left_behind() == []


def test_a_server_with_other_settings_is_another_server(desk: Servers) -> None:
    address = desk.open_desk()
    plain, other, again = (
        ask(address, "3.8.8"),
        ask(address, "3.8.8", A="1", B="2"),
        ask(address, "3.8.8", B="2", A="1"),
    )
    assert other == again != plain


def test_a_server_that_did_not_start_is_not_tried_again(fake: Fake, desk: Servers) -> None:
    for _ in range(2):
        with pytest.raises(GeneratorError, match="ended with exit code 1"):
            ask(desk.open_desk(), "3.0.11")
    assert len(fake.started()) == 1


# Real servers


def test_a_real_server_is_of_the_version_asked_for_and_inherits_nothing(server: ServerAddress) -> None:
    def get(path: str) -> httpx.Response:
        return httpx.get(f"{server.api_url}{path}", trust_env=False)

    assert get("/admin/version").json() == server.version
    settings = get("/admin/settings").json()
    assert settings["api"]["ssl_cert_file"] is None
    assert settings["server"]["analytics_enabled"] is False
    assert Path(settings["home"]).is_dir()


def test_settings_reach_the_server() -> None:
    with running("3.8.8", env={"PREFECT_SERVER_API_AUTH_STRING": "admin:pass"}) as server:
        url = f"{server.api_url}/flows/count"
        assert httpx.post(url, json={}, trust_env=False).status_code == httpx.codes.UNAUTHORIZED
        assert httpx.post(url, json={}, auth=("admin", "pass"), trust_env=False).json() == 0
        # Prefect 3.8.8 serves the document without asking; what asks is the API.
        assert fetch(server.origin, environ={}).api_version is None
        assert fetch(server.origin, environ={"PREFECT_API_AUTH_STRING": "admin:pass"}).api_version == "0.8.4"


@pytest.mark.parametrize("version", list(supported()))
def test_every_version_serves_what_its_recipe_says(server_of: Provide, version: str) -> None:
    fetched = fetch(server_of(version).origin, environ={})
    paths: Mapping[str, Mapping[str, object]] = fetched.document["paths"]
    made = recipe(version)
    assert fetched.server_version == version
    assert len(paths) == made.paths
    assert sum(method in METHODS for item in paths.values() for method in item) == made.operations
    assert len(fetched.document["components"]["schemas"]) == made.schemas
    assert "prefect-http-" not in json.dumps(fetched.document), "the document tells where its server lived"
