"""Corrections of the document, each by one named rule, so that it says what the server really does.

A rule is a function that changes the document it is given and yields the JSON pointer of each place that it changed;
its docstring is its reason. Rules hold for every server version: on a document that needs no correction they
change nothing. What is wrong in one version only is a patch (``spec/patches.toml``).
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from generator.normalise import directions, paths, prose, requests, responses, schemas
from generator.spec.document import Object

Rule = Callable[[Object], Iterator[str]]

COMMON: tuple[Rule, ...] = (
    paths.strip_api_prefix,
    paths.lift_version_header,
    paths.file_under_one_tag,
    responses.drop_declared_errors,
    schemas.drop_titles,
    paths.name_operations,
    requests.name_bodies,
    schemas.unwrap_single_alternatives,
    schemas.read_single_choice_as_const,
    prose.describe_time_zones,
    prose.correct_mistaken_descriptions,
    prose.describe_operations,
    prose.reword_descriptions,
)

ANSWERS: tuple[Rule, ...] = (
    responses.name_models,
    responses.declare_what_is_answered,
    responses.declare_text_answers,
    responses.declare_no_content,
    responses.accept_ok_and_created,
    responses.share_enums,
    responses.name_inline_classes,
    responses.default_what_is_younger,
    responses.expect_every_key,
    responses.mark_secrets,
)

REQUESTS: tuple[Rule, ...] = (
    requests.spell_open_maps,
    requests.leave_defaults_to_the_server,
    requests.spell_array_limits,
    requests.tell_limits,
    requests.rename_aliased_arguments,
    requests.accept_any_interval,
    requests.accept_text_of_values,
)

RULES: tuple[Rule, ...] = COMMON + ANSWERS + REQUESTS


@dataclass(frozen=True)
class Correction:
    """One change of the document: the rule that made it, and where."""

    rule: str
    pointer: str


@dataclass(frozen=True)
class Normalised:
    """The corrected document, one direction each, and what was corrected by which rule."""

    answers: Object
    requests: Object
    corrections: list[Correction]


def normalise(document: Object) -> Normalised:
    """Return *document*, corrected; the argument stays as it is."""
    common = deepcopy(document)
    corrections = _apply(COMMON, common)
    answered, asked = directions.split(common)
    corrections += _apply(ANSWERS, answered)
    corrections += _apply(REQUESTS, asked)
    return Normalised(answered, asked, corrections)


def _apply(rules: tuple[Rule, ...], document: Object) -> list[Correction]:
    return [Correction(rule.__name__, where) for rule in rules for where in rule(document)]
