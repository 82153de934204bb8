"""Jobs of the compatibility matrix. Each entry is a row of the table."""

from collections.abc import Mapping

from tests.compat.jobs import async_client as asynchronous
from tests.compat.jobs import contract, deployments, records, runs, work
from tests.compat.results import Job

JOBS: Mapping[str, Job] = {
    "trigger by name": runs.trigger_by_name,
    "trigger many": runs.trigger_many,
    "wait": runs.wait,
    "list across pages": runs.list_across_pages,
    "logs: write, read, follow": runs.logs,
    "cancel": runs.cancel,
    "pause, suspend, resume and retry runs": runs.pause,
    "delete many runs": runs.delete_many,
    "run labels": runs.labels,
    "runs with the async client": asynchronous.runs,
    "pause and resume deployments": deployments.pause,
    "schedules": deployments.schedules,
    "schedules with parameters or a slug": deployments.schedules_with_parameters,
    "variables": records.variables,
    "artifacts": records.artifacts,
    "blocks": records.blocks,
    "automations": records.automations,
    "count automations with a filter": records.counted_automations,
    "automation tags": records.tagged_automations,
    "events": records.events,
    "work pools and queues": work.pools_and_queues,
    "work pool concurrency": work.concurrency_of_a_pool,
    "concurrency limits": work.concurrency_limits,
    "concurrency limits with leases": work.leases,
    "default result storage": work.result_storage,
    "API document matches the client": contract.api_document,
    "responses match the client": contract.responses,
}
