"""Benchmark of the client against other clients, run by ``nox -s bench``.

pytest does not collect it, since no test depends on a measured time.
"""
