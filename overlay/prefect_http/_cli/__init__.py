"""The command line, `prefect-http`."""
