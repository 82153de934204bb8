"""All samples as one JSON object, to compare benchmark runs."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from generator.errors import GeneratorError
from generator.staging import write_atomically
from tests.benchmarks.sampling import Figure


def write(
    path: Path, figures: Sequence[Figure], *, commit: str | None, versions: Mapping[str, str], quick: bool
) -> None:
    """Write *figures* to *path*, with the machine and the package versions.

    Raises:
        GeneratorError: The file cannot be written.
    """
    record = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "quick": quick,
        "machine": {"system": platform.system(), "release": platform.release(), "processor": platform.machine()},
        "versions": dict(versions),
        "figures": [asdict(figure) for figure in figures],
    }
    try:
        write_atomically(path, json.dumps(record, indent=2) + "\n")
    except OSError as error:
        raise GeneratorError(f"cannot write {path}: {error.strerror}", "Choose another file with --json.") from None
