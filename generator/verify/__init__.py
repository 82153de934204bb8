"""Checks of the generated package."""
