"""Normalisation rules: correct the document to match the server's behaviour.

A rule changes the document in place and yields a JSON pointer to each change; its docstring says why. Rules apply to
every server version and leave correct documents unchanged. Errors in the document of a single
version are fixed by patches (``spec/patches.toml``).
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from generator.normalise import directions, paths, prose, requests, responses, schemas
from generator.normalise.spelling import unify_spelling
from generator.spec.document import Object

Rule = Callable[[Object], Iterator[str]]

COMMON: tuple[Rule, ...] = (
    schemas.unwrap_single_alternatives,
    paths.strip_api_prefix,
    paths.strip_workspace,
    paths.use_server_names,
    paths.lift_version_header,
    paths.keep_first_tag,
    responses.drop_declared_errors,
    schemas.drop_titles,
    paths.name_operations,
    requests.name_bodies,
    schemas.read_single_choice_as_const,
    prose.describe_time_zones,
    prose.correct_mistaken_descriptions,
    prose.describe_operations,
    prose.describe_schemas,
    prose.reword_descriptions,
)

RESPONSES: tuple[Rule, ...] = (
    responses.name_models,
    responses.declare_known_responses,
    responses.declare_text_responses,
    responses.declare_binary_responses,
    responses.declare_no_content,
    responses.accept_ok_and_created,
    responses.share_enums,
    responses.name_inline_classes,
    responses.default_newer_keys,
    responses.allow_missing_keys,
    responses.accept_null_counts,
    responses.read_null_labels_as_empty,
    responses.expect_states_of_runs,
    responses.read_intervals_as_seconds,
    responses.accept_any_pause_key,
    responses.expect_every_key,
    responses.mark_secrets,
    responses.add_looked_up_names,
)

REQUESTS: tuple[Rule, ...] = (
    requests.declare_open_maps,
    requests.leave_defaults_to_the_server,
    requests.correct_array_limits,
    requests.describe_limits,
    requests.rename_aliased_arguments,
    requests.accept_any_interval,
    requests.accept_strings,
    requests.accept_null,
)

RULES: tuple[Rule, ...] = COMMON + RESPONSES + REQUESTS


@dataclass(frozen=True)
class Correction:
    """A change to the document: the name of the rule, and a JSON pointer to the change."""

    rule: str
    pointer: str


@dataclass(frozen=True)
class Normalised:
    """The normalised document, split into responses and requests, and the corrections made."""

    responses: Object
    requests: Object
    corrections: list[Correction]


def normalise(document: Object) -> Normalised:
    """Return a normalised copy of *document*."""
    common = deepcopy(document)
    unify_spelling(common)
    corrections = _apply(COMMON, common)
    for_responses, for_requests = directions.split(common)
    corrections += _apply(RESPONSES, for_responses)
    corrections += _apply(REQUESTS, for_requests)
    return Normalised(for_responses, for_requests, corrections)


def _apply(rules: tuple[Rule, ...], document: Object) -> list[Correction]:
    return [Correction(rule.__name__, where) for rule in rules for where in rule(document)]
