# Generated from _async/resources/__init__.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""One class per API resource: the public verbs."""
