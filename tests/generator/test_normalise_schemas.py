from generator.normalise import schemas
from tests.generator.rules import Case, check, corrects, defining, each, json_body, leaves_alone, one, ref

CASES = [
    corrects(
        schemas.drop_titles,
        "the halves of a split schema share one",
        defining(**{"Flow-Input": {"title": "Flow"}, "Flow-Output": {"title": "Flow"}}),
        defining(**{"Flow-Input": {}, "Flow-Output": {}}),
        "/components/schemas/Flow-Input/title",
        "/components/schemas/Flow-Output/title",
    ),
    # A title that repeats the key is dropped without a correction.
    Case(
        schemas.drop_titles,
        "a title that is the name, or a property's",
        defining(Flow={"title": "Flow", "properties": {"id": {"title": "Id"}}}),
        defining(Flow={"properties": {"id": {}}}),
        (),
    ),
    leaves_alone(schemas.drop_titles, "a property of that name", defining(Flow={"properties": {"title": {}}})),
    leaves_alone(
        schemas.drop_titles,
        "a body without another name",
        one("/flows/", "post", requestBody=json_body({"type": "array", "title": "Flows"})),
    ),
    corrects(
        schemas.unwrap_single_alternatives,
        "with a description of its own",
        defining(Flow={"properties": {"state": {"allOf": [ref("State")], "description": "Its last one."}}}),
        defining(Flow={"properties": {"state": ref("State") | {"description": "Its last one."}}}),
        "/components/schemas/Flow/properties/state",
    ),
    leaves_alone(
        schemas.unwrap_single_alternatives,
        "two alternatives",
        defining(Flow={"allOf": [ref("Named"), ref("Dated")]}),
    ),
    leaves_alone(
        schemas.unwrap_single_alternatives,
        "properties beside it",
        defining(Flow={"allOf": [ref("Named")], "properties": {"id": {}}}),
    ),
    corrects(
        schemas.read_single_choice_as_const,
        "an enum of one",
        defining(Stop={"properties": {"type": {"type": "string", "enum": ["stop"]}}}),
        defining(Stop={"properties": {"type": {"type": "string", "const": "stop"}}}),
        "/components/schemas/Stop/properties/type",
    ),
    # Both spellings at once are consistent, so nothing is corrected.
    Case(
        schemas.read_single_choice_as_const,
        "a const beside the enum",
        defining(Stop={"enum": ["stop"], "const": "stop"}),
        defining(Stop={"const": "stop"}),
        (),
    ),
    leaves_alone(schemas.read_single_choice_as_const, "an enum of two", defining(Do={"enum": ["stop", "go"]})),
]


@each(CASES)
def test_rule(case: Case) -> None:
    check(case)
