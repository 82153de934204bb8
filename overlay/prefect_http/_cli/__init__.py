"""Command line ``prefect-http``."""
