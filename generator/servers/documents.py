"""Documents of supported servers: each is fetched once, and kept next to the installation that serves it."""

from generator.package import Source
from generator.servers.install import Say, cache_folder, install_server, silent
from generator.servers.run import running_server
from generator.spec.fetch import fetch
from generator.spec.load import load_file
from generator.staging import write_atomically


def document_of(version: str, *, say: Say = silent) -> Source:
    """Return the document of a supported version. Its server is installed and started if necessary.

    Raises:
        GeneratorError: The server could not be installed or started, or its document is invalid.
    """
    # Another installation of the version removes the file.
    install_server(version, say=say)
    kept = cache_folder() / version / "openapi.json"
    if not kept.is_file():
        with running_server(version, say=say) as server:
            fetched = fetch(server.origin, environ={})
        write_atomically(kept, Source.of(fetched.document, version, fetched.api_version).content.decode())
    return Source.of(load_file(kept).document, version, None)
