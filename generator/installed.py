"""Entry point of the installed generator, which contains the parts of a checkout that it needs."""

import os
import sys
from pathlib import Path


def main() -> int:
    """Run the generator with the arguments of the command line, and return its exit code."""
    # Servers outlive the environment of the program.
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "prefect-http")
    os.environ.setdefault("PREFECT_HTTP_CACHE", str(cache))
    # Modules of the generator import each other as in a checkout.
    sys.path.insert(0, str(Path(__file__).parent))
    from generator.__main__ import main as generate

    return generate(installed=True)
