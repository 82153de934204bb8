"""Domain rules of Prefect, without I/O."""
