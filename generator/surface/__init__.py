"""Page of the whole public surface, ``docs/api.md``: ``python -m generator.surface [--check]``.

The page is derived from the client's source alone: nothing is imported or run.
"""
