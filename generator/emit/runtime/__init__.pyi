# What the modules here use of the package that they are copied into.
from typing import Final

API_VERSION: Final[str | None]
