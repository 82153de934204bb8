# Generated from _async/__init__.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Async client: all code that does I/O. The sync client is derived from it."""
