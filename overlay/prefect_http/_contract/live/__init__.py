"""Live replay: call a running server with one of everything, and compare its responses with the client's document.

Everything it creates has a recognizable name and is deleted at the end, also after a failure or Ctrl-C.
"""

from prefect_http._contract.live.replay import replay as replay
