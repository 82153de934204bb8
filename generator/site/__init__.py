"""Website of the documentation: ``python -m generator.site [serve]``.

``nox -s docs`` runs it. The pages come from the project's Markdown files, ``docs/zensical.toml`` says in which order, and
mkdocstrings renders the reference from docstrings.
"""
