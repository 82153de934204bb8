"""Picture of ``prefect-http run --follow``, from a real session: ``python -m tests.cli.picture``."""

import re
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from generator.servers.run import running_server
from prefect_http import Prefect
from tests.cli.pseudo_terminal import PseudoTerminal
from tests.support.servers import ServerAddress
from tests.support.versions import PINNED
from tests.support.worker import running_worker

TARGET: Final = Path(__file__).parents[2] / "docs" / "images" / "run-follow.svg"

FLOW: Final = """
import time

from prefect import flow, get_run_logger


@flow
def etl(batch_size: int = 100):
    logger = get_run_logger()
    logger.info("reading %s rows", batch_size)
    time.sleep(2)
    logger.warning("2 rows have no price")
    time.sleep(1)
    logger.info("wrote %s rows", batch_size - 2)
"""

COLUMNS: Final = 100
WORDS: Final = ("run", "etl/nightly", "-p", "batch_size=500", "--follow")

COLOURS: Final = {
    "2": "#8b949e",
    "31": "#ff7b72",
    "32": "#56d364",
    "33": "#e3b341",
    "34": "#79c0ff",
    "35": "#d2a8ff",
    "36": "#76e3ea",
}
CELL_WIDTH: Final = 7.8
LINE_HEIGHT: Final = 19
MARGIN: Final = 18
HEADER: Final = 34


def record() -> str:
    """Return what the terminal shows while a real worker runs a real flow."""
    with tempfile.TemporaryDirectory() as folder, running_server(PINNED) as server, Prefect(server.api_url) as client:
        Path(folder, "flows.py").write_text(FLOW, "utf-8")
        home = Path(folder, "home")
        home.mkdir()
        client.work_pools.create(name="default", type="process")
        flow = client.flows.create(name="etl")
        client.deployments.create(
            name="nightly", flow_id=flow.id, work_pool_name="default", path=folder, entrypoint="flows.py:etl"
        )
        with running_worker(ServerAddress(server.version, server.origin, server.api_path), "default", home):
            shown = PseudoTerminal(WORDS, columns=COLUMNS, variables={"PREFECT_API_URL": server.api_url})
            try:
                assert shown.wait() == 0, shown.output
            finally:
                shown.close()
        # The paths and ports of this machine tell readers nothing.
        return shown.output.replace(folder, "/flows").replace(server.origin, "http://127.0.0.1:4200")


def svg(output: str) -> str:
    """Return a picture of a terminal that shows *output*."""
    lines = [f"\x1b[1m$ prefect-http {' '.join(WORDS)}\x1b[0m", *output.replace("\r\n", "\n").rstrip("\n").split("\n")]
    width = round(COLUMNS * CELL_WIDTH) + 2 * MARGIN
    height = HEADER + len(lines) * LINE_HEIGHT + MARGIN
    texts = "\n".join(text for number, line in enumerate(lines) for text in _texts(line, number))
    dots = "".join(f'<circle cx="{20 + 18 * number}" cy="18" r="5.5" fill="#484f58"/>' for number in range(3))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>prefect-http {" ".join(WORDS)}</title>
<style>
text {{ font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3 }}
.b {{ font-weight: bold }}
{"".join(f".c{code} {{ fill: {colour} }} " for code, colour in COLOURS.items()).rstrip()}
</style>
<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="#0d1117" stroke="#484f58"/>
{dots}
{texts}
</svg>
"""


def _texts(line: str, number: int) -> Iterator[str]:
    """Yield an element for each part of *line* that has one style."""
    column, style = 0, ""
    y = HEADER + (number + 0.8) * LINE_HEIGHT
    for part in re.split(r"(\x1b\[\d*m)", line):
        if code := re.fullmatch(r"\x1b\[(\d*)m", part):
            style = "" if code[1] in {"", "0"} else f"{style} {'b' if code[1] == '1' else f'c{code[1]}'}".strip()
        elif part:
            x, length = MARGIN + column * CELL_WIDTH, len(part) * CELL_WIDTH
            styled = f' class="{style}"' if style else ""
            # The length keeps columns aligned in any font.
            yield f'<text x="{x:.1f}" y="{y:.1f}" textLength="{length:.1f}"{styled}>{_preserved(part)}</text>'
            column += len(part)


def _preserved(text: str) -> str:
    """Return *text* in XML. Not all programs that show SVG keep spaces."""
    return escape(text, quote=False).replace(" ", "\u00a0")


if __name__ == "__main__":
    TARGET.write_text(svg(record()), "utf-8")
