"""The differences of operations: whether they are there, what they take, what they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from prefect_http._contract.diff.schemas import Difference, Direction, Values
from prefect_http._contract.diff.unchanged import Unchanged
from prefect_http._contract.openapi.document import JSON, Answer, Body, Document, Located, Operation, Parameter


def compare_operations(promised: Document, server: Document) -> Iterator[tuple[Operation, Difference]]:
    """Yield each difference between what was *promised* and what the *server* declares, with its operation.

    A difference in a schema that several operations use comes once for each of them.
    """
    unchanged = Unchanged(promised, server)
    for key, old in promised.operations.items():
        new = server.operations.get(key)
        if new is None:
            yield old, Difference("operation-removed", old.pointer, "", f"{old.method} {old.path} is not there")
            continue
        yield from (
            (old, difference)
            for difference in _Pair(old, new, partial(Values, promised, server, unchanged)).differences()
        )
    for key, new in server.operations.items():
        if key not in promised.operations:
            yield (
                new,
                Difference("operation-added", new.pointer, "", f"{new.method} {new.path} is unknown to this client"),
            )


class _Pair:
    """One operation, as promised and as the server declares it."""

    def __init__(self, old: Operation, new: Operation, values: Callable[[Direction], Values]) -> None:
        self._old = old
        self._new = new
        self._values = values

    def differences(self) -> Iterator[Difference]:
        if self._new.deprecated and not self._old.deprecated:
            yield Difference("operation-deprecated", self._old.pointer, "", "it is deprecated")
        yield from self._parameters()
        yield from self._body()
        yield from self._answers()

    def _parameters(self) -> Iterator[Difference]:
        before, after = self._old.parameters, self._new.parameters
        for key in (key for key in before if key not in after):
            yield _of(before[key], "request-parameter-removed", "is not there")
        for key in (key for key in after if key not in before):
            if after[key].required:
                yield _of(after[key], "request-parameter-required-added", "is unknown to this client, and required")
            else:
                yield _of(
                    after[key], "request-parameter-optional-added", "is unknown to this client, and may be left out"
                )
        for key in (key for key in before if key in after):
            old, new = before[key], after[key]
            if new.required and not old.required:
                yield _of(old, "request-parameter-became-required", "may not be left out")
            elif old.required and not new.required:
                yield _of(old, "request-parameter-became-optional", "may be left out")
            yield from self._values("request").compare(old.value, new.value, _at(old))

    def _body(self) -> Iterator[Difference]:
        old, new = self._old.body, self._new.body
        if old is None and new is not None:
            rule = "request-body-required-added" if new.required else "request-body-optional-added"
            yield Difference(rule, new.pointer, "$", "it takes a body")
        elif old is not None and new is None:
            yield Difference("request-body-removed", old.pointer, "$", "it takes no body")
        elif old is not None and new is not None:
            yield from self._bodies(old, new)

    def _bodies(self, old: Body, new: Body) -> Iterator[Difference]:
        if new.required and not old.required:
            yield Difference("request-body-became-required", old.pointer, "$", "the body may not be left out")
        elif old.required and not new.required:
            yield Difference("request-body-became-optional", old.pointer, "$", "the body may be left out")
        for media_type, schema in old.content.items():
            if media_type not in new.content:
                what = f"{media_type} is not read"
                yield Difference("request-media-type-removed", old.pointer, "$", what, media_type)
            else:
                yield from self._values("request").compare(schema, new.content[media_type])

    def _answers(self) -> Iterator[Difference]:
        before, after = self._old.answers, self._new.answers
        for status in (status for status in before if status not in after):
            what = f"it is never answered {status}"
            yield Difference("response-status-removed", before[status].pointer, "", what, str(status))
        for status in (status for status in after if status not in before):
            what = f"it may be answered {status}"
            yield Difference("response-status-added", after[status].pointer, "", what, str(status))
        for status, new in after.items():
            # The client reads a success that it does not know as the first one that it does.
            old = before.get(status) or next(iter(before.values()), None)
            if old is not None:
                yield from self._answer(old, new)

    def _answer(self, old: Answer, new: Answer) -> Iterator[Difference]:
        if not (old.declared or new.declared):
            return
        if old.content and new.content and not old.content.keys() & new.content.keys():
            what = f"the answer was promised as {', '.join(old.content)} and is {', '.join(new.content)}"
            yield Difference("response-media-type-changed", old.pointer, "$", what)
            return
        yield from self._values("response").compare(_json(old), _json(new))


def _json(answer: Answer) -> Located:
    """Return the schema of the answer; what has no body is read as null."""
    if not answer.content:
        return Located({"type": "null"}, answer.pointer)
    return answer.content.get(JSON) or Located({"type": "string"}, answer.pointer)


def _of(parameter: Parameter, rule: str, what: str) -> Difference:
    return Difference(rule, parameter.value.pointer, _at(parameter), f"`{parameter.name}` {what}")


def _at(parameter: Parameter) -> str:
    return f"{parameter.place}.{parameter.name}"
