"""Operations: the request's method, and its path below the workspace."""

import re
from functools import cache

MISSING = (
    "GET /admin/settings",
    "GET /admin/storage",
    "PUT /admin/storage",
    "DELETE /admin/storage",
    "GET /admin/version",
    "GET /csrf-token",
    "GET /ready",
    "GET /version",
    "GET /ui/task_runs/{id}",
    "GET /collections/views/{view}",
)
"""Operations of a self-hosted server that Cloud lacks (C3). The last one is above the workspace instead."""


def matches(operation: str, *templates: str) -> bool:
    """Return whether *operation*, such as ``GET /flows/1``, is one of *templates*, such as ``GET /flows/{id}``."""
    return any(_pattern(template).fullmatch(operation) for template in templates)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(map(re.escape, re.split(r"\{\w+\}", template))))


def is_missing(operation: str) -> bool:
    """Return whether Cloud lacks *operation*."""
    return matches(operation, *MISSING)
