"""Prefect rules that need no I/O."""
