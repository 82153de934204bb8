"""Find the operations that a program uses, from its source."""
