"""The part of the package that does I/O, in one of its two forms; what needs none is beside it and serves both."""
