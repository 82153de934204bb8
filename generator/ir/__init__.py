"""Intermediate representation: the model of the API, built from a normalised document."""
