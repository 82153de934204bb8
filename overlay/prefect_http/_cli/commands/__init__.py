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

GROUPS: Final = {
    "deployments schedule": "List, add, pause, resume and delete schedules of a deployment.",
    "pools queues": "List, create, pause, resume and delete work queues.",
    "pools workers": "List workers, and delete their records.",
    "blocks types": "List block types.",
    "limits tags": "List, set and delete concurrency limits of tags.",
}
"""Help of each second word that is followed by others."""
