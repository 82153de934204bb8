"""Generator of ``prefect_http_api`` from the OpenAPI document of a Prefect server: ``python -m generator``."""
