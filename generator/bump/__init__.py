"""Bump: move the client to a newer Prefect release, with everything that depends on the version."""
