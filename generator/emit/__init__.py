"""Rendering of the package's source."""
