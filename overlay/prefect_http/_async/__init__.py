"""Async client: all code that does I/O. The sync client is derived from it."""
