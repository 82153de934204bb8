"""``prefect-http contract`` with a real server."""

import pytest

from prefect_http._cli.main import main
from tests.support.servers import Provide
from tests.support.versions import PINNED


def test_server_with_another_base_path(
    server_of: Provide, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_of(PINNED, PREFECT_SERVER_API_BASE_PATH="/workflows")
    assert main(["contract", "--url", server.api_url]) == 0
    assert main(["contract", "--url", server.origin]) == 0
    monkeypatch.setenv("PREFECT_API_URL", server.api_url)
    assert main(["contract"]) == 0
    documents = [line.rpartition(" at ")[2] for line in capsys.readouterr().out.splitlines()]
    below, next_to = f"{server.origin}/workflows/openapi.json", f"{server.origin}/openapi.json"
    assert documents == [below, next_to, below]
