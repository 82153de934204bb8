"""Install and run Prefect servers."""
