"""Measures the client beside its peers: ``nox -s bench``. Not collected by pytest, since no test is timed."""
