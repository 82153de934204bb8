"""Stand-in for Prefect Cloud: a reverse proxy in front of a real server.

It behaves as Cloud's API document and public documentation say. Nothing here was tried on Cloud itself. Each behaviour
names its fact, such as C7:

| fact | behaviour | module |
|---|---|---|
| C1 | accounts and workspaces, mounted by their IDs; ``/me/`` and accounts above them | ``accounts`` |
| C2 | API keys, also on ``/health``; scopes | ``credentials`` |
| C3 | operations that Cloud lacks | ``operations`` |
| C4, C9 | stricter request bodies | ``bodies`` |
| C5, C6 | limits on rates and sizes | ``limits`` |
| C7, C14 | windows, page sizes and next pages of events | ``events`` |
| C8 | two forms of 422 | ``messages`` |
| C10 to C13, C18 | other keys, nulls and statuses in responses | ``responses`` |
| C15, C16 | maintenance; idle connections and headers of the load balancer | ``gateway``, ``stand_in`` |
| C17 | the API document | ``document`` |
| C19 | other defaults | ``bodies`` |
"""

from tests.support.cloud.stand_in import CloudStandIn as CloudStandIn
from tests.support.cloud.switches import API_KEY as API_KEY
from tests.support.cloud.switches import UNFRIENDLY as UNFRIENDLY
