"""The live replay: what a running server really answers, tried with one of everything.

It names everything that it makes, and deletes all of it, also after a failure and after Ctrl-C.
"""

from prefect_http._contract.live.replay import replay as replay
