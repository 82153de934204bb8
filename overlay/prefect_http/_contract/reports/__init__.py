"""The formats in which a report is written."""

from __future__ import annotations
