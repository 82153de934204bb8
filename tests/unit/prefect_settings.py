"""Prints the settings that an installed Prefect resolves. Run by a Python that has Prefect, never imported.

Reads a JSON list of cases, and writes a list of the same length: the settings, or the class of Prefect's error.
"""

import json
import os
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

# Untyped: Prefect is not installed where type checkers run.
sources: Any = import_module("prefect.settings.sources")
root: Any = import_module("prefect.settings.models.root")


def settings(case: dict[str, Any]) -> dict[str, Any]:
    os.chdir(case["folder"])
    os.environ.clear()
    os.environ.update(case["environ"], HOME=case["home"])
    # The cache is keyed by relative path and mtime, which two cases may share.
    sources._file_cache.clear()
    # Prefect reads it from the environment once, on import.
    sources.DEFAULT_PREFECT_HOME = Path(case["home"], ".prefect")
    try:
        found = root.Settings()
    except Exception as error:  # noqa: BLE001  # any error that Prefect raises for malformed input
        return {"error": type(error).__name__}
    api, client = found.api, found.client
    return {
        "url": api.url,
        "key": api.key.get_secret_value() if api.key else None,
        "auth_string": api.auth_string.get_secret_value() if api.auth_string else None,
        "headers": client.custom_headers,
        "insecure": api.tls_insecure_skip_verify,
        "certificates": api.ssl_cert_file,
        "timeout": api.request_timeout,
        "max_retries": client.max_retries,
        "codes": sorted(client.retry_extra_codes),
        "jitter": client.retry_jitter_factor,
        "csrf": client.csrf_support_enabled,
        "ui_url": found.ui_url,
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump([settings(case) for case in json.load(sys.stdin)], sys.stdout)
