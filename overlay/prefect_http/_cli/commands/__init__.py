"""Commands: one module per first word, which declares them in ``COMMANDS``."""

from __future__ import annotations

from typing import Final

SUMMARIES: Final = {
    "runs": "List, watch and change flow runs.",
    "deployments": "List, pause, resume and schedule deployments.",
    "contract": "Check whether a server still matches the API that this client was generated from.",
}
"""Help of each first word. Its module is imported when the word is used."""
