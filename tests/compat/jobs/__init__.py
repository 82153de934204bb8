"""What is tried on each server, named as people say it. A further row of the table is a further entry here."""

from collections.abc import Mapping

from tests.compat.jobs import async_client as asynchronous
from tests.compat.jobs import contract, deployments, records, runs, work
from tests.compat.results import Job

JOBS: Mapping[str, Job] = {
    "start by name": runs.start_by_name,
    "start many": runs.start_many,
    "wait": runs.wait,
    "list over pages": runs.list_over_pages,
    "logs: write, read, follow": runs.logs,
    "cancel": runs.cancel,
    "pause, suspend, resume and retry runs": runs.pause,
    "delete many runs": runs.delete_many,
    "labels of runs": runs.labels,
    "runs, with the async client": asynchronous.runs,
    "pause and resume deployments": deployments.pause,
    "schedules": deployments.schedules,
    "schedules with parameters or a slug": deployments.schedules_with_parameters,
    "variables": records.variables,
    "artifacts": records.artifacts,
    "blocks": records.blocks,
    "automations": records.automations,
    "count automations by a filter": records.counted_automations,
    "tags of automations": records.tagged_automations,
    "events": records.events,
    "work pools and queues": work.pools_and_queues,
    "concurrency of a work pool": work.concurrency_of_a_pool,
    "concurrency limits": work.concurrency_limits,
    "concurrency limits with leases": work.leases,
    "default result storage": work.result_storage,
    "what it declares is what was promised": contract.declared,
    "what it answers is what was promised": contract.answered,
}
