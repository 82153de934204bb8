"""Live replay: call a running server's operations, and compare the responses with the client's document.

The replay creates one object of each kind, under a recognizable name. It deletes the objects at the end, even after
a failure or Ctrl-C.
"""

from prefect_http._contract.live.replay import replay as replay
