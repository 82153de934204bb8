# Generated from _async/resources/__init__.py by `python -m generator.unasync`.
# Do not edit: change that file and run the command.
"""Resources of the API and their public methods: one module per resource."""
