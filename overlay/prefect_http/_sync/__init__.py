# Generated from _async/__init__.py by `python -m generator.unasync`.
# Do not edit: change that file, and run this.
"""The part of the package that does I/O, in one of its two forms; what needs none is beside it and serves both."""
