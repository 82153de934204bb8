"""Website of the documentation: ``python -m generator.site [serve]``.

The pages come from the Markdown files of the repository, in the order of ``docs/zensical.toml``. mkdocstrings renders
the reference from docstrings.
"""
