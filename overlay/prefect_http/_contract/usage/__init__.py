"""Find the operations that a program uses, by analysing its source."""
