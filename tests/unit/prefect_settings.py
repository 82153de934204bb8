"""Says what an installed Prefect makes of environments and files. Run by a Python that has Prefect; imported by none.

Reads a list of cases as JSON, and writes a list of the same length: the settings, or the class of Prefect's error.
"""

import json
import os
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

# Types are no matter here: Prefect is not installed where this is checked.
sources: Any = import_module("prefect.settings.sources")
root: Any = import_module("prefect.settings.models.root")


def settings(case: dict[str, Any]) -> dict[str, Any]:
    os.chdir(case["folder"])
    os.environ.clear()
    os.environ.update(case["environ"], HOME=case["home"])
    # It knows files by their names in the working folder, and by their times, which two cases may share.
    sources._file_cache.clear()
    # Prefect takes it from the environment once, when it is imported.
    sources.DEFAULT_PREFECT_HOME = Path(case["home"], ".prefect")
    try:
        found = root.Settings()
    except Exception as error:  # noqa: BLE001  # Prefect's answer to what is malformed, whatever its class
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
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump([settings(case) for case in json.load(sys.stdin)], sys.stdout)
