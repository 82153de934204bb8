"""Rules for descriptions: correct the server's wording."""

import re
from collections.abc import Iterator
from inspect import cleandoc

from generator.spec.document import Location, Object, every_schema, operations, pointer, schemas

TIME_ZONES = "Africa/Abidjan|"

# Wrong and right wording, by operation or schema.
MISTAKEN = {
    "POST /deployments/paginate": ("for flow runs", "for deployments"),
    "GET /block_types/slug/{slug}": ("by name", "by slug"),
    "GET /flow_runs/{id}/input/{key}": ("Create a value from", "Read the value of"),
    "GET /work_queues/name/{name}": ("by id", "by name"),
    "POST /artifacts/latest/count": ("Count artifacts from the database", "Count the latest artifacts, one per key"),
    "POST /artifacts/latest/filter": (
        "Retrieve artifacts from the database",
        "Retrieve the latest artifacts, one per key",
    ),
    "POST /flow_runs/count": ("Query for", "Count"),
    "POST /v2/concurrency_limits/": ("a task run concurrency limit", "a global concurrency limit"),
    "PauseAutomation": ("Pauses a Work Queue", "Pause an automation"),
    "ResumeAutomation": ("Resumes a Work Queue", "Resume an automation"),
}

# Wrong and right wording, by parameter.
MISTAKEN_PARAMETERS = {
    "block_document_name": ("The block type name", "The block document name"),
    "slug": ("The block type name", "The block type slug"),
}

# Descriptions of operations that the document does not describe, by summary.
SUMMARIES = {
    "Bulk Decrement Active Slots": "Release slots of several concurrency limits.",
    "Bulk Decrement Active Slots With Lease": "Release the slots that a lease holds, and the lease itself.",
    "Bulk Increment Active Slots": "Acquire slots from several concurrency limits.",
    "Bulk Increment Active Slots With Lease": "Acquire slots from several concurrency limits, held by a lease.",
    "Count Automations": "Count automations.",
    "Count Variables": "Count variables.",
    "Create Artifact": "Create an artifact.",
    "Create Automation": "Create an automation.",
    "Create Block Schema": "Create a block schema.",
    "Create Concurrency Limit": "Create a concurrency limit for a tag.",
    "Create Concurrency Limit V2": "Create a global concurrency limit.",
    "Create Deployment Schedules": "Create schedules for a deployment.",
    "Create Variable": "Create a variable.",
    "Decrement Concurrency Limits V1": "Release slots of the concurrency limits for the given tags.",
    "Delete Automation": "Delete an automation.",
    "Delete Automations Owned By Resource": "Delete the automations that a resource owns.",
    "Delete Block Document": "Delete a block document.",
    "Delete Block Type": "Delete a block type.",
    "Delete Concurrency Limit": "Delete a concurrency limit.",
    "Delete Concurrency Limit By Tag": "Delete the concurrency limit for a tag.",
    "Delete Concurrency Limit V2": "Delete a global concurrency limit.",
    "Delete Deployment Schedule": "Delete a schedule of a deployment.",
    "Delete Variable": "Delete a variable.",
    "Delete Variable By Name": "Delete a variable by name.",
    "Health Check": "Check that the server is up.",
    "Increment Concurrency Limits V1": "Acquire slots from the concurrency limits for the given tags.",
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
    "Read Flow Run History": "Read flow runs in the reduced form that the UI shows.",
    "Read Task Run Counts By State": "Count task runs by state.",
    "Read Variable": "Read a variable.",
    "Read Variable By Name": "Read a variable by name.",
    "Read Variables": "Read variables.",
    "Renew Concurrency Lease": "Renew a concurrency lease.",
    "Reset Concurrency Limit By Tag": "Reset the active slots of a tag's concurrency limit.",
    "Server Version": "Read the version of the server's API.",
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

# Descriptions of schemas that the document does not describe, by name.
SCHEMAS = {
    "Artifact": "An artifact.",
    "ArtifactCollection": "The latest artifact of a key.",
    "Automation": "An automation.",
    "ConcurrencyLimitWithLeaseResponse": "A lease and the concurrency limits whose slots it holds.",
    "CountByState": "Number of runs in each state.",
    "CreatedBy": "The creator of an object.",
    "CsrfToken": "A CSRF token.",
    "DependencyResult": "A task run and the runs that it depends on.",
    "DeploymentPaginationResponse": "A page of deployments.",
    "DeploymentResponse": "A deployment.",
    "DeploymentSchedule": "A schedule of a deployment.",
    "Edge": "An edge of a flow run graph.",
    "FlowPaginationResponse": "A page of flows.",
    "FlowRunInput": "An input of a flow run.",
    "FlowRunPaginationResponse": "A page of flow runs.",
    "FlowRunResponse": "A flow run.",
    "FlowRunResult": "A flow run whose result is an input of a task run.",
    "Graph": "A graph of a flow run's task runs and subflow runs.",
    "GraphArtifact": "An artifact in a flow run graph.",
    "GraphState": "A state in a flow run graph.",
    "InternalSettings": "Settings of Prefect's internals.",
    "MinimalConcurrencyLimitResponse": "ID, name and limit of a concurrency limit.",
    "Node": "A task run or subflow run in a flow run graph.",
    "ResourceSpecification": "Labels that a resource must have.",
    "SchemaValueIndexError": "Errors in one item of a list.",
    "SchemaValuePropertyError": "Errors in one property of an object.",
    "SchemaValuesValidationResponse": "Result of validating values against a schema.",
    "ServerConcurrencySettings": "Settings for concurrency limits on the server.",
    "ServerDeploymentsSettings": "Settings for deployments on the server.",
    "ServerUISettings": "Settings for the UI of the server.",
    "SimpleFlowRun": "A flow run in the reduced form that the UI shows.",
    "SimpleNextFlowRun": "The next flow run of a flow.",
    "StateDetails": "Details of a state.",
    "TaskRunCount": "Number of task runs by state, in one interval.",
    "TaskRunPaginationResponse": "A page of task runs.",
    "TaskRunResponse": "A task run, as returned in pages.",
    "TaskWorkerResponse": "A task worker.",
    "TasksRunnerSettings": "Settings for task runners.",
    "TasksSchedulingSettings": "Settings for task scheduling.",
    "TasksSettings": "Settings for tasks.",
    "TestingSettings": "Settings for tests.",
    "UpdatedBy": "The last updater of an object.",
    "Variable": "A variable.",
    "WorkPoolResponse": "A work pool.",
    "WorkQueueHealthPolicy": "Conditions under which a work queue is healthy.",
    "WorkQueueResponse": "A work queue.",
    "WorkQueueStatusDetail": "Health of a work queue.",
    "WorkerFlowRunResponse": "A flow run for a worker, with its work pool and work queue.",
    "WorkerResponse": "A worker.",
    "WorkerSettings": "Settings for workers.",
    "WorkerWebserverSettings": "Settings for the web server of a worker.",
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

# Regular expressions and replacements for any description. A space matches any whitespace.
REWORDED: tuple[tuple[str, str], ...] = (
    # Internals of the server.
    (r"^An ORM representation of a v2 concurrency limit", "A global concurrency limit"),
    (r"^An ORM representation of log data", "A log line"),
    (r"^An ORM representation of saved search data\. Represents a set", "A saved search: a set"),
    (r"^An ORM representation of (?:an? )?([\w\s]+?)(?: data)?(?=\.?$)", r"A \1"),
    (r" Used to ensure pydantic does not coerce into a different type\.", ""),
    (r"^Settings for Prefect using Pydantic settings\.\s+See \S+$", "Settings of a Prefect server."),
    (r"^Class for storing the concurrency config in database", "Concurrency options of a deployment"),
    (r"^Data used by the Prefect REST API to (create|update) a v2 ", r"Data to \1 a global "),
    (r"^Data used by the Prefect REST API to (create|update) ", r"Data to \1 "),
    (r" with a single input string for ilike filtering", ": one of them contains a string, ignoring case"),
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
    (r"auto-registration on start\.?$", "auto-registration on start is memoized."),
    # Plain words.
    (r"\b([Ww])hether or not\b", r"\1hether"),
    (r"(?<=\s)id(s?)(?=[\s.,;:)]|$)", r"ID\1"),
    (r"^Only returns where deployment is/is not paused", "Only include deployments that are, or are not, paused"),
    (r"Optionally limit return with limit and offset", "Accepts `limit` and `offset`"),
    (r"^(Cancel|Change|Delete|Pause|Resume|Run|Suspend)s (?=an? |the )", r"\1 "),
    (r"^(Pause|Resume) a Work Pool\b", r"\1 a work pool"),
    (r"^(Pause|Resume) a Work Queue\b", r"\1 a work queue"),
    (r"^(Pause|Resume) the given Deployment\b", r"\1 the given deployment"),
    (r"^This value sets the default number of\b", "Default number of"),
    (r"^This value sets the default retry delay seconds for\b", "Default retry delay, in seconds, for"),
    (r"^This configuration settings option specifies whether to verify PostgreSQL", "Whether to verify the PostgreSQL"),
    (r"^This configuration settings option specifies the path to PostgreSQL ", "The path to the PostgreSQL "),
    (r"^This configuration settings option specifies the path", "The path"),
    (r"^The number of seconds to cache related resources for in the API", "How long the API caches related resources"),
    # Typos and grammar.
    (r"\bto to the\b", "to the"),
    (r"a result\.; structure depends", "a result. Its structure depends"),
    (r" Defaults to\s*$", ""),
    (r"incomplete output, e\.g\. (`[^`]+`) may be interpreted as \1", "incomplete output"),
    (r"(?<=`PREFECT_API_URL`) Sometimes when", ". Sometimes when"),
    (r"for the messaging system, should point", "for the messaging system. Should point"),
    (r"to use this flow run\b", "to use for this flow run"),
    (
        r"^The name of the work pool the work pool resides within",
        "The name of the work pool that the work queue belongs to",
    ),
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
    """Replace the pattern of time zones with a format.

    The pattern lists the roughly 600 time zones installed on the server's machine, too many to read.
    """
    for where, schema in every_schema(document):
        if str(schema.get("pattern", "")).startswith(TIME_ZONES):
            del schema["pattern"]
            schema["format"] = "time-zone"
            yield pointer(*where, "pattern")


def correct_mistaken_descriptions(document: Object) -> Iterator[str]:
    """Correct descriptions copied by mistake from another operation, class or parameter."""
    for where, described in _described(document):
        match where:
            case ("components", "schemas", name):
                wrong, right = MISTAKEN.get(str(name), ("", ""))
            case ("paths", path, method):
                wrong, right = MISTAKEN.get(f"{str(method).upper()} {path}", ("", ""))
            case ("paths", path, method, "parameters", index, *_):
                parameter = document["paths"][path][method]["parameters"][index]
                wrong, right = MISTAKEN_PARAMETERS.get(parameter["name"], ("", ""))
            case _:
                continue
        if wrong and wrong in described["description"]:
            described["description"] = described["description"].replace(wrong, right)
            yield pointer(*where, "description")


def describe_operations(document: Object) -> Iterator[str]:
    """Describe operations in the imperative.

    Some descriptions are in the third person. Others are missing, and the summary only repeats the function name.
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


def describe_schemas(document: Object) -> Iterator[str]:
    """Describe schemas that the document does not describe.

    Without a description, the docstring of a class would only repeat the class name.
    """
    for name, schema in schemas(document).items():
        described = SCHEMAS.get(name.removesuffix("-Input").removesuffix("-Output"))
        if described and not schema.get("description"):
            schema["description"] = described
            yield pointer("components", "schemas", name, "description")


def reword_descriptions(document: Object) -> Iterator[str]:
    """Reword descriptions that mention internals or contain mistakes, and end sentences with a full stop.

    Callers need not know that the server uses an ORM and pydantic.
    """
    for where, described in _described(document):
        given = cleandoc(described["description"])
        wording = given
        for pattern, replacement in REWORDED:
            wording = re.sub(pattern.replace(" ", r"\s+"), replacement, wording)
        wording = "\n\n".join(_ended(paragraph) for paragraph in wording.split("\n\n"))
        if wording != given:
            described["description"] = wording
            yield pointer(*where, "description")


def _ended(paragraph: str) -> str:
    """Return *paragraph* with a full stop, unless it is a list, a section or code."""
    last = paragraph.rpartition("\n")[2]
    is_prose = " " in paragraph and not re.match(r"\s|[-*+] |\d+[.)] |```", last)
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
