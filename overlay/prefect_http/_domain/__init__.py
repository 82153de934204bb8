"""Rules of the Prefect domain, without I/O."""
