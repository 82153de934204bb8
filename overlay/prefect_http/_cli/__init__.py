"""The ``prefect-http`` command line."""
