"""Commands: one module per first word, which declares them in ``COMMANDS``."""

from __future__ import annotations

from typing import Final

SUMMARIES: Final = {
    "run": "Start a run of a deployment, and optionally wait for it.",
    "runs": "List, watch and change flow runs.",
    "deployments": "List, pause, resume, schedule and delete deployments.",
    "drain": "Stop starting runs, and wait until nothing runs.",
    "task-runs": "List task runs, and read their logs.",
    "flows": "List and delete flows.",
    "pools": "List, create, pause and resume work pools, their queues and their workers.",
    "variables": "Get, set and delete variables.",
    "artifacts": "List and delete artifacts.",
    "blocks": "List and delete blocks.",
    "automations": "List, pause, resume and delete automations.",
    "limits": "List and set concurrency limits, global ones and those of tags.",
    "events": "List and follow events.",
    "api": "Call any operation of the API.",
    "ready": "Check whether the server is ready, or wait for it.",
    "doctor": "Check settings, server and work pools, and say what to do about problems.",
    "completion": "Print a script that completes commands, options and names in a shell.",
    "contract": "Check whether a server still matches the API that this client was generated from.",
}
"""Help of each first word. Its module is imported when the word is used."""
