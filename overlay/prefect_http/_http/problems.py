"""Problems: describe what a server found wrong with a request. Of a union, only the meant branch is described."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, cast

from prefect_http._utils import close_matches, truncate

_EXPECTED: Final = "Input should be "

_MAX_DEPTH: Final = 64
"""Parts of a path to read. No request of the API is nested that deep, unless its values are free-form."""

# pydantic names a branch of a union by its class, by a scalar type, or by a function or generic type with brackets.
_BRANCH: Final = re.compile(r"[\w-]+\[.*\]|bool|bytes|date|datetime|decimal|float|int|none|str|time|timedelta|uuid")


class _Problem(NamedTuple):
    """Problem with a value: the path of the value, pydantic's type of error, and the message."""

    path: tuple[object, ...]
    kind: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (".".join(map(str, self.path)), self.message) if part)


class _Branch(NamedTuple):
    """Branch of a union, and how badly it fits the value. See `_rate`."""

    misfit: tuple[bool, bool, int, bool]
    problems: Sequence[_Problem]


def describe_problems(detail: Iterable[object]) -> str:
    """Return the problems in *detail*, in FastAPI's format, as one line, such as ``body.limit: Input should be …``.

    The ``input`` of a problem is never read: it repeats the request, including its secrets.
    """
    return "; ".join(text for text in map(str, _resolve([_parse(one) for one in detail], 0)) if text)


def _parse(problem: object) -> _Problem:
    if not isinstance(problem, dict):
        return _Problem((), "", problem if isinstance(problem, str) else "")
    fields = cast("dict[str, object]", problem)
    location = fields.get("loc")
    path = tuple(cast("list[object]", location)[:_MAX_DEPTH]) if isinstance(location, list) else ()
    # Some messages list every valid value, such as all time zones, or quote a value of several lines.
    return _Problem(path, str(fields.get("type", "")), truncate(" ".join(str(fields.get("msg", "")).split())))


def _resolve(problems: Sequence[_Problem], depth: int) -> list[_Problem]:
    """Return *problems*, whose paths have *depth* parts in common, with all unions reduced to the meant branch."""
    groups: defaultdict[object, list[_Problem]] = defaultdict(list)
    for problem in problems:
        groups[str(problem.path[depth]) if len(problem.path) > depth else None].append(problem)
    if len(groups) > 1 and all(map(_is_branch, groups)):
        return _reduce([[_without(one, depth) for one in group] for group in groups.values()], depth)
    resolved: list[_Problem] = []
    for part, group in groups.items():
        resolved += group if part is None or len(group) == 1 else _resolve(group, depth + 1)
    return resolved


def _is_branch(part: object) -> bool:
    from prefect_http_api import requests

    return isinstance(part, str) and (_BRANCH.fullmatch(part) is not None or part in requests.__all__)


def _without(problem: _Problem, index: int) -> _Problem:
    """Return *problem* without the part of its path that names a branch."""
    return problem._replace(path=problem.path[:index] + problem.path[index + 1 :])


def _reduce(branches: Sequence[Sequence[_Problem]], depth: int) -> list[_Problem]:
    """Return the problems of the meant branch of a union whose path has *depth* parts.

    If several branches fit equally well, return one problem that describes all of them.
    """
    if all(len(problem.path) == depth for branch in branches for problem in branch):
        return [_combine([branch[0] for branch in branches])]
    rated = [_Branch(_rate(branch, depth), branch) for branch in branches]
    best = min(branch.misfit for branch in rated)
    if best[0]:
        return [_combine([next(one for one in branch if _is_other_constant(one, depth)) for branch in branches])]
    fitting = [_resolve(branch.problems, depth) for branch in rated if branch.misfit == best]
    texts = list(dict.fromkeys("; ".join(map(str, found)) for found in fitting))
    return fitting[0] if len(texts) == 1 else [_Problem((), "", " or ".join(texts))]


def _rate(branch: Sequence[_Problem], depth: int) -> tuple[bool, bool, int, bool]:
    """Return how badly a branch fits: by its constants, its type, the number of wrong keys, and their names."""
    missing = [one.path[-1] for one in branch if one.kind == "missing" and len(one.path) == depth + 1]
    extra = [one.path[-1] for one in branch if one.kind == "extra_forbidden" and len(one.path) == depth + 1]
    return (
        any(_is_other_constant(one, depth) for one in branch),
        any(one.kind.endswith("_type") and len(one.path) == depth for one in branch),
        len(missing) + len(extra),
        not any(close_matches(str(key), map(str, missing)) for key in extra),
    )


def _is_other_constant(problem: _Problem, depth: int) -> bool:
    """Return whether a key that only accepts a constant, such as the type of a trigger, has another value."""
    return problem.kind == "literal_error" and len(problem.path) == depth + 1 and " or " not in problem.message


def _combine(problems: Sequence[_Problem]) -> _Problem:
    """Return one problem for several with the same path, such as ``Input should be a valid integer or 'all'``."""
    expected = [problem.message.removeprefix(_EXPECTED) for problem in problems]
    # The rest says why the value is not valid.
    expected = [text.partition(", ")[0] if text.startswith("a valid ") else text for text in expected]
    prefix = _EXPECTED if all(problem.message.startswith(_EXPECTED) for problem in problems) else ""
    return problems[0]._replace(message=prefix + " or ".join(dict.fromkeys(expected)))
