"""Run the command line with `python -m prefect_http`."""

import sys

from prefect_http._cli.main import main

if __name__ == "__main__":
    sys.exit(main())
