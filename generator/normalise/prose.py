"""Rules on descriptions: the server's wording, where it is wrong, internal, or not a sentence."""

import re
from collections.abc import Iterator
from inspect import cleandoc

from generator.spec.document import Location, Object, every_schema, operations, pointer

TIME_ZONES = "Africa/Abidjan|"

# Corrections of single places, by operation or schema: what is wrong there, and what is right.
MISTAKEN = {
    "POST /deployments/paginate": ("for flow runs", "for deployments"),
    "POST /v2/concurrency_limits/": ("a task run concurrency limit", "a global concurrency limit"),
    "PauseAutomation": ("Pauses a Work Queue", "Pause an automation"),
    "ResumeAutomation": ("Resumes a Work Queue", "Resume an automation"),
}

# Descriptions of parameters that name another thing, by the parameter.
MISTAKEN_PARAMETERS = {
    "block_document_name": ("The block type name", "The block document name"),
    "slug": ("The block type name", "The block type slug"),
}

# Where an operation has no description, its summary, and the sentence to write instead.
SUMMARIES = {
    "Bulk Decrement Active Slots": "Release slots of several concurrency limits.",
    "Bulk Decrement Active Slots With Lease": "Release the slots that a lease holds, and the lease.",
    "Bulk Increment Active Slots": "Acquire slots of several concurrency limits.",
    "Bulk Increment Active Slots With Lease": "Acquire slots of several concurrency limits, held by a lease.",
    "Count Automations": "Count automations.",
    "Count Variables": "Count variables.",
    "Create Artifact": "Create an artifact.",
    "Create Automation": "Create an automation.",
    "Create Block Schema": "Create a block schema.",
    "Create Concurrency Limit": "Create a concurrency limit for a tag.",
    "Create Concurrency Limit V2": "Create a global concurrency limit.",
    "Create Deployment Schedules": "Create schedules for a deployment.",
    "Create Variable": "Create a variable.",
    "Decrement Concurrency Limits V1": "Release slots of the concurrency limits of tags.",
    "Delete Automation": "Delete an automation.",
    "Delete Automations Owned By Resource": "Delete the automations that a resource owns.",
    "Delete Block Document": "Delete a block document.",
    "Delete Block Type": "Delete a block type.",
    "Delete Concurrency Limit": "Delete a concurrency limit.",
    "Delete Concurrency Limit By Tag": "Delete the concurrency limit of a tag.",
    "Delete Concurrency Limit V2": "Delete a global concurrency limit.",
    "Delete Deployment Schedule": "Delete a schedule of a deployment.",
    "Delete Variable": "Delete a variable.",
    "Delete Variable By Name": "Delete a variable by name.",
    "Health Check": "Check that the server is up.",
    "Increment Concurrency Limits V1": "Acquire slots of the concurrency limits of tags.",
    "Install System Block Types": "Install the block types that come with Prefect.",
    "Patch Automation": "Enable or disable an automation.",
    "Perform Readiness Check": "Check that the server can reach its database.",
    "Read All Concurrency Limits V2": "Read all global concurrency limits.",
    "Read Automation": "Read an automation.",
    "Read Automations": "Read automations.",
    "Read Automations Related To Resource": "Read the automations that are related to a resource.",
    "Read Available Block Capabilities": "Read the available block capabilities.",
    "Read Block Document By Id": "Read a block document by ID.",
    "Read Block Document By Name For Block Type": "Read a block document of a block type by name.",
    "Read Block Documents For Block Type": "Read the block documents of a block type.",
    "Read Block Schema By Checksum": "Read a block schema by checksum.",
    "Read Concurrency Limit V2": "Read a global concurrency limit.",
    "Read Dashboard Task Run Counts": "Read counts of task runs over time, as the dashboard shows them.",
    "Read Deployment Schedules": "Read the schedules of a deployment.",
    "Read Flow Run History": "Read flow runs in the brief form that the UI shows.",
    "Read Task Run Counts By State": "Count task runs by state.",
    "Read Variable": "Read a variable.",
    "Read Variable By Name": "Read a variable by name.",
    "Read Variables": "Read variables.",
    "Renew Concurrency Lease": "Renew a concurrency lease.",
    "Reset Concurrency Limit By Tag": "Reset the active slots of a tag's concurrency limit.",
    "Server Version": "Read the server's Prefect version.",
    "Update Automation": "Replace an automation.",
    "Update Block Document Data": "Update the data of a block document.",
    "Update Concurrency Limit V2": "Update a global concurrency limit.",
    "Update Deployment": "Update a deployment.",
    "Update Deployment Schedule": "Update a schedule of a deployment.",
    "Update Variable": "Update a variable.",
    "Update Variable By Name": "Update a variable by name.",
    "Validate Obj": "Validate values against a JSON schema.",
    "Validate Template": "Validate a template of an automation's action.",
    "Worker Heartbeat": "Record a heartbeat of a worker.",
}

# Third person to imperative, for the first word of an operation's description.
IMPERATIVE = {
    "Creates": "Create",
    "Gets": "Get",
    "Gracefully creates": "Create",
    "Queries for": "Query",
    "Reads": "Read",
    "Returns": "Return",
    "Updates": "Update",
}

# Wording of any description, from internal or mistaken to what a caller understands.
REWORDED: tuple[tuple[str, str], ...] = (
    # Internals of the server.
    (r"^An ORM representation of a v2 concurrency limit", "A global concurrency limit"),
    (r"^An ORM representation of log data", "A log line"),
    (r"^An ORM representation of saved search data\. Represents a set", "A saved search: a set"),
    (r"^An ORM representation of (?:an? )?([\w ]+?)(?: data)?(?=\.?$)", r"A \1"),
    (r" Used to ensure pydantic does not coerce into a different type\.", ""),
    (r"^Settings for Prefect using Pydantic settings\.\s+See \S+$", "Settings of a Prefect server."),
    (r"^Class for storing the concurrency config in database", "Concurrency options of a deployment"),
    (r"^Data used by the Prefect REST API to (create|update) a v2 ", r"Data to \1 a global "),
    (r"^Data used by the Prefect REST API to (create|update) ", r"Data to \1 "),
    (r" with a single input string for ilike filtering", ", of which one contains a string, in any case"),
    (r" in the given Account\b", ""),
    (r" against the given Account\b", ""),
    (r"may differ from len\(flow_runs\) when flow_run_limit is applied", "may exceed the number of listed flow runs"),
    (r"^Pagination query for ", "Read a page of "),
    (r"^((?:Retrieve|Count|Delete|Update) an? artifact|(?:Retrieve|Count) artifacts) (?:from|in) the database", r"\1"),
    (r"^Retrieve the latest artifact from the artifact table", "Retrieve the latest artifact of a key"),
    (r" from the provided schema\.", "."),
    (r"\s+During migration, this handles both V1 and V2 limits[\s\S]*lease-based concurrency\.$", ""),
    # Wrong facts.
    (r"received by Prefect Cloud$", "received by the server"),
    (r"Setting to False is recommended only", "Setting it to True is recommended only"),
    (r"`active slots` field", "`active_slots` field"),
    (r"`dateutils\.rrule`", "`dateutil.rrule`"),
    (r"auto-registration on start\.$", "auto-registration on start is memoized."),
    # Plain words.
    (r"\b([Ww])hether or not\b", r"\1hether"),
    (r"(?<=\s)id(s?)(?=[\s.,;:)]|$)", r"ID\1"),
    (r"^Only returns where deployment is/is not paused", "Only include deployments that are, or are not, paused"),
    (r"Optionally limit return with limit and offset", "Accepts `limit` and `offset`"),
    # Slips of the pen.
    (r"\bto to the\b", "to the"),
    (r"must first been seen", "must first be seen"),
    (r"^Defines of how", "Defines how"),
    (r"the API and it's services", "the API and its services"),
    (r"a PENDING task are made", "a PENDING task is made"),
    (r"not include colors codes", "not include color codes"),
    (r"accidentally misconfigure its", "accidentally misconfigures their"),
    (r"a user manually set `", "a user manually sets `"),
    (r"custom url,reverse-proxy", "custom URL, a reverse proxy"),
    (r"details on the how jitter", "details on how jitter"),
    (r"^Controls whether connected to mTLS enabled PostgreSQL when", "Controls whether mTLS is used when"),
    (r"maximum number of time in seconds elapsed since work queue", "maximum time in seconds since the work queue"),
    (r"next_scheduled_start_time or before", "next_scheduled_start_time at or before"),
    (r"^A list of variables names", "A list of variable names"),
    (r"^Filter by flows by deployment", "Filter flows by deployment"),
    (r"^(Filter criteria for `[\w.]+)$", r"\1`"),
)


def describe_time_zones(document: Object) -> Iterator[str]:
    """Describe time zones by a format.

    pydantic writes a pattern of the 600 time zones that the server's machine knows, which nobody wants to read.
    """
    for where, schema in every_schema(document):
        if str(schema.get("pattern", "")).startswith(TIME_ZONES):
            del schema["pattern"]
            schema["format"] = "time-zone"
            yield pointer(*where, "pattern")


def correct_mistaken_descriptions(document: Object) -> Iterator[str]:
    """Correct descriptions that were copied from another operation, class or parameter.

    They describe the wrong resource.
    """
    for where, described in _described(document):
        match where:
            case ("components", "schemas", name):
                wrong, right = MISTAKEN.get(str(name), ("", ""))
            case ("paths", path, method):
                wrong, right = MISTAKEN.get(f"{str(method).upper()} {path}", ("", ""))
            case ("paths", _, _, "parameters", _):
                wrong, right = MISTAKEN_PARAMETERS.get(described["name"], ("", ""))
            case _:
                continue
        if wrong and wrong in described["description"]:
            described["description"] = described["description"].replace(wrong, right)
            yield pointer(*where, "description")


def describe_operations(document: Object) -> Iterator[str]:
    """Describe operations in the imperative.

    Some descriptions are in the third person, others are missing, and the summary only repeats the function's name.
    """
    for path, method, operation in operations(document):
        given = operation.get("description", "")
        wording = given or SUMMARIES.get(operation.get("summary", ""), "")
        for third_person, imperative in IMPERATIVE.items():
            if wording.startswith(f"{third_person} "):
                wording = imperative + wording.removeprefix(third_person)
        if wording != given:
            operation["description"] = wording
            yield pointer("paths", path, method, "description")


def reword_descriptions(document: Object) -> Iterator[str]:
    """Reword descriptions that mention internals or contain typos, and end sentences with a full stop.

    Callers do not know the server's ORM, nor pydantic.
    """
    for where, described in _described(document):
        given = cleandoc(described["description"])
        wording = given
        for pattern, replacement in REWORDED:
            wording = re.sub(pattern, replacement, wording)
        wording = "\n\n".join(_ended(paragraph) for paragraph in wording.split("\n\n"))
        if wording != given:
            described["description"] = wording
            yield pointer(*where, "description")


def _ended(paragraph: str) -> str:
    """Return *paragraph* with a full stop, unless it is a list, a section, or code."""
    last = paragraph.rpartition("\n")[2]
    is_prose = " " in last and not re.match(r"\s|[-*+] |\d+[.)] ", last)
    return f"{paragraph}." if is_prose and re.search(r"""[\w)`'"\]]\Z""", paragraph) else paragraph


def _described(document: Object) -> Iterator[tuple[Location, Object]]:
    """Yield everything that has a description: operations, parameters and schemas."""
    for path, method, operation in operations(document):
        if operation.get("description"):
            yield ("paths", path, method), operation
        for index, parameter in enumerate(operation.get("parameters", ())):
            if parameter.get("description"):
                yield ("paths", path, method, "parameters", index), parameter
    for where, schema in every_schema(document):
        if isinstance(schema.get("description"), str) and schema["description"]:
            yield where, schema
