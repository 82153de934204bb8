"""Intermediate representation: the API model, built from a normalised document."""
