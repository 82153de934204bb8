# Generated from the OpenAPI document of Prefect 3.9.1 (sha256 c2881e28db18d6d1) by `python -m generator`.
# Do not edit: run `nox -s regenerate` instead.
"""Response models: admin."""

from typing import Any
from uuid import UUID

from attrs import define, field

from .._decoding import OpenEnum
from .._models import ResponseModel


@define(kw_only=True, eq=False, repr=False)
class APISettings(ResponseModel):
    """Settings for interacting with the Prefect API."""

    auth_string: str | None = field(default=None, repr=False)
    """The auth string used for basic authentication with a self-hosted Prefect API. Should be kept secret.

    The server masks the value. Set by ``PREFECT_API_AUTH_STRING``.
    """
    enable_http2: bool = False
    """If true, enable support for HTTP/2 for communicating with an API. If the API does not support HTTP/2, this will
    have no effect and connections will be made via HTTP/1.1. Set by ``PREFECT_API_ENABLE_HTTP2``.
    """
    key: str | None = field(default=None, repr=False)
    """The API key used for authentication with the Prefect API. Should be kept secret.

    The server masks the value. Set by ``PREFECT_API_KEY``.
    """
    request_timeout: float = 60.0
    """The default timeout for requests to the API. Set by ``PREFECT_API_REQUEST_TIMEOUT``."""
    ssl_cert_file: str | None = None
    """The path to an SSL certificate file. Set by ``PREFECT_API_SSL_CERT_FILE``."""
    tls_insecure_skip_verify: bool = False
    """If `True`, disables SSL checking to allow insecure requests.

    Setting it to True is recommended only during development. For example, when using self-signed certificates. Set by
    ``PREFECT_API_TLS_INSECURE_SKIP_VERIFY``.
    """
    url: str | None = None
    """The URL of the Prefect API. If not set, the client will attempt to infer it. Set by ``PREFECT_API_URL``."""


@define(kw_only=True, eq=False, repr=False)
class CLISettings(ResponseModel):
    """Settings for controlling CLI behavior."""

    colors: bool = True
    """If True, use colors in CLI output.

    If `False`, output will not include color codes. Set by ``PREFECT_CLI_COLORS``.
    """
    prompt: bool | None = None
    """If `True`, use interactive prompts in CLI commands.

    If `False`, no interactive prompts will be used. If `None`, the value will be dynamically determined based on the
    presence of an interactive-enabled terminal. Set by ``PREFECT_CLI_PROMPT``.
    """
    wrap_lines: bool = True
    """If `True`, wrap text by inserting new lines in long lines in CLI output.

    If `False`, output will not be wrapped. Set by ``PREFECT_CLI_WRAP_LINES``.
    """


@define(kw_only=True, eq=False, repr=False)
class ClientMetricsSettings(ResponseModel):
    """Settings for controlling metrics reporting from the client."""

    enabled: bool = False
    """Whether to enable Prometheus metrics in the client. Set by ``PREFECT_CLIENT_METRICS_ENABLED``."""
    port: int = 4201
    """The port to expose the client Prometheus metrics on. Set by ``PREFECT_CLIENT_METRICS_PORT``."""


@define(kw_only=True, eq=False, repr=False)
class ClientSettings(ResponseModel):
    """Settings for controlling API client behavior."""

    csrf_support_enabled: bool = True
    """Determines if CSRF token handling is active in the Prefect client for API requests.

    When enabled (`True`), the client automatically manages CSRF tokens by retrieving, storing, and including them in
    applicable state-changing requests. Set by ``PREFECT_CLIENT_CSRF_SUPPORT_ENABLED``.
    """
    custom_headers: dict[str, str] = field(factory=dict[str, str])
    """Custom HTTP headers to include with every API request to the Prefect server.

    Headers are specified as key-value pairs. Note that headers like 'User-Agent' and CSRF-related headers are managed
    by Prefect and cannot be overridden. For example ``{"X-Custom-Header": "value"}``. Set by
    ``PREFECT_CLIENT_CUSTOM_HEADERS``.
    """
    max_retries: int = 5
    """The maximum number of retries to perform on failed HTTP requests.

    Defaults to 5. Set to 0 to disable retries. See `PREFECT_CLIENT_RETRY_EXTRA_CODES` for details on which HTTP status
    codes are retried. At least 0. Set by ``PREFECT_CLIENT_MAX_RETRIES``.
    """
    metrics: ClientMetricsSettings = field(factory=ClientMetricsSettings)
    retry_extra_codes: int | str | list[int] | None = None
    """A list of extra HTTP status codes to retry on.

    Defaults to an empty list. 429, 502 and 503 are always retried. Please note that not all routes are idempotent and
    retrying may result in unexpected behavior. At least 100. At most 599. For example ``"404,429,503"``. Set by
    ``PREFECT_CLIENT_RETRY_EXTRA_CODES``.
    """
    retry_jitter_factor: float = 0.2
    """A value greater than or equal to zero to control the amount of jitter added to retried client requests.

    Higher values introduce larger amounts of jitter. Set to 0 to disable jitter. See `clamped_poisson_interval` for
    details on how jitter can affect retry lengths. At least 0. Set by ``PREFECT_CLIENT_RETRY_JITTER_FACTOR``.
    """
    server_version_check_enabled: bool = True
    """Whether the client should check the server's API version on startup.

    When disabled, the client will skip the call to /admin/version that normally runs once per client context entry.
    This is useful for worker subprocesses that inherit a known-compatible server configuration and do not need to
    repeat the version handshake. Set by ``PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED``.
    """


@define(kw_only=True, eq=False, repr=False)
class CloudSettings(ResponseModel):
    """Settings for interacting with Prefect Cloud."""

    api_url: str = "https://api.prefect.cloud/api"
    """API URL for Prefect Cloud. Used for authentication with Prefect Cloud. Set by ``PREFECT_CLOUD_API_URL``."""
    enable_orchestration_telemetry: bool = True
    """Whether to enable orchestration telemetry. Set by ``PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY``."""
    max_log_size: int = 25000
    """Maximum size in characters for a single log when sending logs to Prefect Cloud.

    Set by ``PREFECT_CLOUD_MAX_LOG_SIZE``.
    """
    ui_url: str | None = None
    """The URL of the Prefect Cloud UI. If not set, the client will attempt to infer it.

    Set by ``PREFECT_CLOUD_UI_URL``.
    """


@define(kw_only=True, eq=False, repr=False)
class DeploymentsSettings(ResponseModel):
    """Settings for configuring deployments defaults."""

    clear_schedules_on_empty: bool = False
    """Clear existing schedules when an empty schedules list is passed to RunnerDeployment.apply or aapply, including
    via prefect deploy. This opt-in setting will be removed when clearing becomes the default, after a deprecation
    period of at least six months or three minor releases, whichever is longer. Set by
    ``PREFECT_DEPLOYMENTS_CLEAR_SCHEDULES_ON_EMPTY``.
    """
    default_docker_build_namespace: str | None = None
    """The default Docker namespace to use when building images.

    For example ``"my-dockerhub-registry"``. Set by ``PREFECT_DEPLOYMENTS_DEFAULT_DOCKER_BUILD_NAMESPACE``.
    """
    default_work_pool_name: str | None = None
    """The default work pool to use when creating deployments. Set by ``PREFECT_DEPLOYMENTS_DEFAULT_WORK_POOL_NAME``."""


@define(kw_only=True, eq=False, repr=False)
class EventsSettings(ResponseModel):
    """Settings for controlling events behavior."""

    worker_max_queue_size: int = 0
    """Maximum number of events that can be queued for delivery to the Prefect server.

    When the queue is full, new events are dropped with a warning. Set to 0 for unbounded (the default).

    Warning: setting this value too low may result in data loss as events will be silently dropped when the queue is
    full. At least 0. Set by ``PREFECT_EVENTS_WORKER_MAX_QUEUE_SIZE``.
    """


@define(kw_only=True, eq=False, repr=False)
class ExperimentsSettings(ResponseModel):
    """Settings for configuring experimental features."""

    warn: bool = True
    """If `True`, warn on usage of experimental features. Set by ``PREFECT_EXPERIMENTS_WARN``."""


@define(kw_only=True, eq=False, repr=False)
class FlowsSettings(ResponseModel):
    """Settings for controlling flow behavior."""

    default_retries: int = 0
    """Default number of retries for all flows. At least 0. Set by ``PREFECT_FLOWS_DEFAULT_RETRIES``."""
    default_retry_delay_seconds: int | float | list[float] = 0
    """Default retry delay, in seconds, for all flows. Set by ``PREFECT_FLOWS_DEFAULT_RETRY_DELAY_SECONDS``."""
    heartbeat_frequency: int | None = 180
    """Number of seconds between flow run heartbeats.

    Heartbeats are used to detect crashed flow runs. At least 30. Set by ``PREFECT_FLOWS_HEARTBEAT_FREQUENCY``.
    """


class LogLevel(OpenEnum):
    """Severity of log messages."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"
    CRITICAL = "CRITICAL"


@define(kw_only=True, eq=False, repr=False)
class InternalSettings(ResponseModel):
    """Settings of Prefect's internals."""

    logging_level: LogLevel = LogLevel.ERROR
    """The default logging level for Prefect's internal machinery loggers. Set by ``PREFECT_INTERNAL_LOGGING_LEVEL``."""


class LoggingToAPISettingsWhenMissingFlow(OpenEnum):
    """Values of ``LoggingToAPISettings.when_missing_flow``."""

    WARN = "warn"
    ERROR = "error"
    IGNORE = "ignore"


@define(kw_only=True, eq=False, repr=False)
class LoggingToAPISettings(ResponseModel):
    """Settings for controlling logging to the API."""

    batch_interval: float = 2.0
    """The number of seconds between batched writes of logs to the API. Set by
    ``PREFECT_LOGGING_TO_API_BATCH_INTERVAL``.
    """
    batch_size: int = 4000000
    """The number of logs to batch before sending to the API. Set by ``PREFECT_LOGGING_TO_API_BATCH_SIZE``."""
    enabled: bool = True
    """If `True`, logs will be sent to the API. Set by ``PREFECT_LOGGING_TO_API_ENABLED``."""
    max_log_size: int = 1000000
    """The maximum size in characters for a single log.

    When connected to Prefect Cloud, this value is capped at `PREFECT_CLOUD_MAX_LOG_SIZE` (default 25,000). Set by
    ``PREFECT_LOGGING_TO_API_MAX_LOG_SIZE``.
    """
    when_missing_flow: LoggingToAPISettingsWhenMissingFlow = LoggingToAPISettingsWhenMissingFlow.WARN
    """Controls the behavior when loggers attempt to send logs to the API handler from outside of a flow.

    All logs sent to the API must be associated with a flow run. The API log handler can only be used outside of a flow
    by manually providing a flow run identifier. Logs that are not associated with a flow run will not be sent to the
    API. This setting can be used to determine if a warning or error is displayed when the identifier is missing.

    The following options are available:

    - "warn": Log a warning message.
    - "error": Raise an error.
    - "ignore": Do not log a warning message or raise an error.

    Set by ``PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW``.
    """


@define(kw_only=True, eq=False, repr=False)
class LoggingSettings(ResponseModel):
    """Settings for controlling logging behavior."""

    config_path: str
    """A path to a logging configuration file.

    Defaults to $PREFECT_HOME/logging.yml. A path on the server. Set by ``PREFECT_LOGGING_CONFIG_PATH``.
    """
    colors: bool = True
    """If `True`, use colors in CLI output.

    If `False`, output will not include color codes. Set by ``PREFECT_LOGGING_COLORS``.
    """
    extra_loggers: str | list[str] | None = None
    """Additional loggers to attach to Prefect logging at runtime. Set by ``PREFECT_LOGGING_EXTRA_LOGGERS``."""
    level: LogLevel = LogLevel.INFO
    """The default logging level for Prefect loggers. Set by ``PREFECT_LOGGING_LEVEL``."""
    log_prints: bool = False
    """If `True`, `print` statements in flows and tasks will be redirected to the Prefect logger for the given run.

    Set by ``PREFECT_LOGGING_LOG_PRINTS``.
    """
    markup: bool = False
    """Whether to interpret strings wrapped in square brackets as a style.

    This allows styles to be conveniently added to log messages, e.g. `[red]This is a red message.[/red]`. However, the
    downside is, if enabled, strings that contain square brackets may be inaccurately interpreted and lead to incomplete
    output. Set by ``PREFECT_LOGGING_MARKUP``.
    """
    to_api: LoggingToAPISettings = field(factory=LoggingToAPISettings)


@define(kw_only=True, eq=False, repr=False)
class PluginsSettings(ResponseModel):
    """Settings for configuring the plugin system.

    Each field also accepts the legacy `PREFECT_EXPERIMENTS_PLUGINS_*` env-var name. The system warns once at import
    time when any of those legacy names is present in the environment. Legacy `[experiments.plugins]` TOML tables are
    read as a lower-priority fallback for the same backward-compat reason.
    """

    allow: list[str] | None = None
    """Comma-separated list of plugin names to allow.

    If set, only these plugins will be loaded. Set by ``PREFECT_PLUGINS_ALLOW``.
    """
    deny: list[str] | None = None
    """Comma-separated list of plugin names to deny. These plugins will not be loaded. Set by ``PREFECT_PLUGINS_DENY``.
    """
    enabled: bool = False
    """Enable the plugin system. Set by ``PREFECT_PLUGINS_ENABLED``."""
    safe_mode: bool = False
    """If True, load plugins but do not execute their hooks. Useful for testing. Set by ``PREFECT_PLUGINS_SAFE_MODE``.
    """
    setup_timeout_seconds: float = 20.0
    """Maximum time in seconds for all plugins to complete their setup hooks.

    Set by ``PREFECT_PLUGINS_SETUP_TIMEOUT_SECONDS``.
    """
    strict: bool = False
    """If True, exit if a required plugin fails during setup. Set by ``PREFECT_PLUGINS_STRICT``."""


@define(kw_only=True, eq=False, repr=False)
class ResultsSettings(ResponseModel):
    """Settings for controlling result storage behavior."""

    local_storage_path: str
    """The default location for locally persisted results.

    Defaults to $PREFECT_HOME/storage. A path on the server. Set by ``PREFECT_RESULTS_LOCAL_STORAGE_PATH``.
    """
    default_serializer: str = "pickle"
    """The default serializer to use when not otherwise specified. Set by ``PREFECT_RESULTS_DEFAULT_SERIALIZER``."""
    default_storage_block: str | None = None
    """The `block-type/block-document` slug of a block to use as the default result storage.

    Set by ``PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK``.
    """
    persist_by_default: bool = False
    """The default setting for persisting results when not otherwise specified.

    Set by ``PREFECT_RESULTS_PERSIST_BY_DEFAULT``.
    """


@define(kw_only=True, eq=False, repr=False)
class RunnerServerSettings(ResponseModel):
    """Settings for controlling runner server behavior."""

    enable: bool = False
    """Whether to enable the runner's webserver. Set by ``PREFECT_RUNNER_SERVER_ENABLE``."""
    host: str = "localhost"
    """The host address the runner's webserver should bind to. Set by ``PREFECT_RUNNER_SERVER_HOST``."""
    log_level: LogLevel = LogLevel.ERROR
    """The log level of the runner's webserver. Set by ``PREFECT_RUNNER_SERVER_LOG_LEVEL``."""
    missed_polls_tolerance: int = 2
    """Number of missed polls before a runner is considered unhealthy by its webserver.

    Set by ``PREFECT_RUNNER_SERVER_MISSED_POLLS_TOLERANCE``.
    """
    port: int = 8080
    """The port the runner's webserver should bind to. Set by ``PREFECT_RUNNER_SERVER_PORT``."""


@define(kw_only=True, eq=False, repr=False)
class RunnerSettings(ResponseModel):
    """Settings for controlling runner behavior."""

    auto_install_dependencies: bool = False
    """Whether runners may install dependencies before executing flow runs.

    Enable this when deployments pull code that needs dependencies prepared at runtime. Set by
    ``PREFECT_RUNNER_AUTO_INSTALL_DEPENDENCIES``.
    """
    crash_on_cancellation_failure: bool = False
    """Whether to crash flow runs and shut down the runner when cancellation observing fails.

    When enabled, if both websocket and polling mechanisms for detecting cancellation events fail, all in-flight flow
    runs will be marked as crashed and the runner will shut down. When disabled (default), the runner will log an error
    but continue executing flow runs. Set by ``PREFECT_RUNNER_CRASH_ON_CANCELLATION_FAILURE``.
    """
    poll_frequency: int = 10
    """Number of seconds a runner should wait between queries for scheduled work.

    Set by ``PREFECT_RUNNER_POLL_FREQUENCY``.
    """
    process_limit: int = 5
    """Maximum number of processes a runner will execute in parallel. Set by ``PREFECT_RUNNER_PROCESS_LIMIT``."""
    server: RunnerServerSettings = field(factory=RunnerServerSettings)


@define(kw_only=True, eq=False, repr=False)
class SQLAlchemyTLSSettings(ResponseModel):
    """Settings for controlling SQLAlchemy mTLS context when using a PostgreSQL database."""

    ca_file: str | None = None
    """The path to the PostgreSQL client certificate authority file.

    Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_TLS_CA_FILE``.
    """
    cert_file: str | None = None
    """The path to the PostgreSQL client certificate file.

    Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_TLS_CERT_FILE``.
    """
    check_hostname: bool = True
    """Whether to verify the PostgreSQL server hostname.

    Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_TLS_CHECK_HOSTNAME``.
    """
    enabled: bool = False
    """Controls whether mTLS is used when using a PostgreSQL database with the Prefect backend.

    Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_TLS_ENABLED``.
    """
    key_file: str | None = None
    """The path to the PostgreSQL client key file.

    Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_TLS_KEY_FILE``.
    """


@define(kw_only=True, eq=False, repr=False)
class SQLAlchemyConnectArgsSettings(ResponseModel):
    """Settings for controlling SQLAlchemy connection behavior; note that these settings only take effect when using a
    PostgreSQL database.
    """

    application_name: str | None = None
    """Controls the application_name field for connections opened from the connection pool when using a PostgreSQL
    database with the Prefect backend. Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_APPLICATION_NAME``.
    """
    prepared_statement_cache_size: int | None = None
    """Controls the size of the statement cache for PostgreSQL connections.

    When set to 0, statement caching is disabled. Defaults to None to use SQLAlchemy's default behavior. Set by
    ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_PREPARED_STATEMENT_CACHE_SIZE``.
    """
    search_path: str | None = None
    """PostgreSQL schema name to set in search_path when using a PostgreSQL database with the Prefect backend.

    Note: The public schema should be included in the search path (e.g. 'myschema, public') to ensure that pg_trgm and
    other extensions remain available. Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_SEARCH_PATH``.
    """
    statement_cache_size: int | None = None
    """Controls statement cache size for PostgreSQL connections.

    Setting this to 0 is required when using PgBouncer in transaction mode. Defaults to None. Set by
    ``PREFECT_SERVER_DATABASE_SQLALCHEMY_CONNECT_ARGS_STATEMENT_CACHE_SIZE``.
    """
    tls: SQLAlchemyTLSSettings = field(factory=SQLAlchemyTLSSettings)
    """Settings for controlling SQLAlchemy mTLS behavior."""


@define(kw_only=True, eq=False, repr=False)
class SQLAlchemySettings(ResponseModel):
    """Settings for controlling SQLAlchemy behavior; note that these settings only take effect when using a PostgreSQL
    database.
    """

    connect_args: SQLAlchemyConnectArgsSettings = field(factory=SQLAlchemyConnectArgsSettings)
    """Settings for controlling SQLAlchemy connection behavior."""
    max_overflow: int = 10
    """Controls maximum overflow of the connection pool.

    To prevent overflow, set to -1. Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_MAX_OVERFLOW``.
    """
    pool_recycle: int = 3600
    """This setting causes the pool to recycle connections after the given number of seconds has passed; set it to -1 to
    avoid recycling entirely. Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_RECYCLE``.
    """
    pool_size: int = 5
    """Controls connection pool size of database connection pools from the Prefect backend.

    Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_SIZE``.
    """
    pool_timeout: float | None = 30.0
    """Number of seconds to wait before giving up on getting a connection from the pool.

    Defaults to 30 seconds. Set by ``PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_TIMEOUT``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerAPISettings(ResponseModel):
    """Settings for controlling API server behavior."""

    auth_string: str | None = field(default=None, repr=False)
    """A string to use for basic authentication with the API in the form 'user:password'.

    The server masks the value. Set by ``PREFECT_SERVER_API_AUTH_STRING``.
    """
    base_path: str | None = None
    """The base URL path to serve the API under. For example ``"/v2/api"``. Set by ``PREFECT_SERVER_API_BASE_PATH``."""
    cors_allowed_headers: str = "*"
    """A comma-separated list of headers that are authorized to make cross-origin requests to the API.

    By default, this is set to `*`, which allows requests from all headers. Set by
    ``PREFECT_SERVER_API_CORS_ALLOWED_HEADERS``.
    """
    cors_allowed_methods: str = "*"
    """A comma-separated list of methods that are authorized to make cross-origin requests to the API.

    By default, this is set to `*`, which allows requests from all methods. Set by
    ``PREFECT_SERVER_API_CORS_ALLOWED_METHODS``.
    """
    cors_allowed_origins: str = "*"
    """A comma-separated list of origins that are authorized to make cross-origin requests to the API.

    By default, this is set to `*`, which allows requests from all origins. Set by
    ``PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS``.
    """
    csrf_protection_enabled: bool = False
    """Controls the activation of CSRF protection for the Prefect server API.

    When enabled (`True`), the server enforces CSRF validation checks on incoming state-changing requests (POST, PUT,
    PATCH, DELETE), requiring a valid CSRF token to be included in the request headers or body. This adds a layer of
    security by preventing unauthorized or malicious sites from making requests on behalf of authenticated users.

    It is recommended to enable this setting in production environments where the API is exposed to web clients to
    safeguard against CSRF attacks.

    Note: Enabling this setting requires corresponding support in the client for CSRF token management. See
    PREFECT_CLIENT_CSRF_SUPPORT_ENABLED for more. Set by ``PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED``.
    """
    csrf_token_expiration: str = "PT1H"
    """Specifies the duration for which a CSRF token remains valid after being issued by the server.

    The default expiration time is set to 1 hour, which offers a reasonable compromise. Adjust this setting based on
    your specific security requirements and usage patterns. An ISO 8601 duration, such as ``PT1H``. Set by
    ``PREFECT_SERVER_API_CSRF_TOKEN_EXPIRATION``.
    """
    default_limit: int = 200
    """The default limit applied to queries that can return multiple objects, such as `POST /flow_runs/filter`.

    Set by ``PREFECT_SERVER_API_DEFAULT_LIMIT``.
    """
    host: str = "127.0.0.1"
    """The API's host address (defaults to `127.0.0.1`). Set by ``PREFECT_SERVER_API_HOST``."""
    keepalive_timeout: int = 5
    """The API's keep alive timeout (defaults to `5`). Refer to https://www.uvicorn.org/settings/#timeouts for details.

    When the API is hosted behind a load balancer, you may want to set this to a value greater than the load balancer's
    idle timeout.

    Note this setting only applies when calling `prefect server start`; if hosting the API with another tool you will
    need to configure this there instead. Set by ``PREFECT_SERVER_API_KEEPALIVE_TIMEOUT``.
    """
    max_parameter_size: int = 524288
    """The maximum size of parameters (in bytes, JSON-serialized) that can be stored on a flow run or deployment.

    Set to 0 to disable the limit. At least 0. Set by ``PREFECT_SERVER_API_MAX_PARAMETER_SIZE``.
    """
    port: int = 4200
    """The API's port address (defaults to `4200`). Set by ``PREFECT_SERVER_API_PORT``."""
    websocket_ping_interval: float = 20.0
    """WebSocket ping interval in seconds.

    Only applies when starting the server with `prefect server start`. Set by
    ``PREFECT_SERVER_API_WEBSOCKET_PING_INTERVAL``.
    """
    websocket_ping_timeout: float = 20.0
    """WebSocket ping timeout in seconds.

    Only applies when starting the server with `prefect server start`. Set by
    ``PREFECT_SERVER_API_WEBSOCKET_PING_TIMEOUT``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerConcurrencySettings(ResponseModel):
    """Settings for concurrency limits on the server."""

    initial_deployment_lease_duration: float = 300.0
    """Initial duration for deployment concurrency lease in seconds.

    At least 30. At most 3600. Set by ``PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION``.
    """
    lease_storage: str = "prefect.server.concurrency.lease_storage.memory"
    """The module to use for storing concurrency limit leases. Set by ``PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE``."""
    maximum_concurrency_slot_wait_seconds: float = 30
    """The maximum number of seconds to wait before retrying when a concurrency slot cannot be acquired.

    At least 0. Set by ``PREFECT_SERVER_CONCURRENCY_MAXIMUM_CONCURRENCY_SLOT_WAIT_SECONDS``.
    """


class ServerDatabaseSettingsDriver(OpenEnum):
    """Values of ``ServerDatabaseSettings.driver``."""

    POSTGRESQL_ASYNCPG = "postgresql+asyncpg"
    SQLITE_AIOSQLITE = "sqlite+aiosqlite"


@define(kw_only=True, eq=False, repr=False)
class ServerDatabaseSettings(ResponseModel):
    """Settings for controlling server database behavior."""

    connection_timeout: float | None = 5.0
    """A connection timeout, in seconds, applied to database connections.

    Defaults to `5`. Set by ``PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT``.
    """
    connection_url: str | None = field(default=None, repr=False)
    """A database connection URL in a SQLAlchemy-compatible format.

    Prefect currently supports SQLite and Postgres. Note that all Prefect database engines must use an async driver -
    for SQLite, use `sqlite+aiosqlite` and for Postgres use `postgresql+asyncpg`.

    SQLite in-memory databases can be used by providing the url
    `sqlite+aiosqlite:///file::memory:?cache=shared&uri=true&check_same_thread=false`, which will allow the database to
    be accessed by multiple threads. Note that in-memory databases can not be accessed from multiple processes and
    should only be used for simple tests. The server masks the value. Set by ``PREFECT_SERVER_DATABASE_CONNECTION_URL``.
    """
    driver: ServerDatabaseSettingsDriver | None = None
    """The database driver to use when connecting to the database.

    If not set, the driver will be inferred from the connection URL. Set by ``PREFECT_SERVER_DATABASE_DRIVER``.
    """
    echo: bool = False
    """If `True`, SQLAlchemy will log all SQL issued to the database.

    Defaults to `False`. Set by ``PREFECT_SERVER_DATABASE_ECHO``.
    """
    host: str | None = None
    """The database server host. Set by ``PREFECT_SERVER_DATABASE_HOST``."""
    migrate_on_start: bool = True
    """If `True`, the database will be migrated on application startup.

    Set by ``PREFECT_SERVER_DATABASE_MIGRATE_ON_START``.
    """
    migration_timeout: float | None = None
    """A statement timeout, in seconds, applied to database migrations.

    Schema changes such as concurrent index builds on large tables can take much longer than an ordinary API query, so
    migrations are not bound by `server.database.timeout`. Defaults to `None` (no timeout); set a positive value to
    bound migration statement duration. More than 0. Set by ``PREFECT_SERVER_DATABASE_MIGRATION_TIMEOUT``.
    """
    name: str | None = None
    """The name of the Prefect database on the remote server, or the path to the database file for SQLite.

    Set by ``PREFECT_SERVER_DATABASE_NAME``.
    """
    password: str | None = field(default=None, repr=False)
    """The password to use when connecting to the database.

    Should be kept secret. The server masks the value. Set by ``PREFECT_SERVER_DATABASE_PASSWORD``.
    """
    port: int | None = None
    """The database server port. Set by ``PREFECT_SERVER_DATABASE_PORT``."""
    sqlalchemy: SQLAlchemySettings = field(factory=SQLAlchemySettings)
    """Settings for controlling SQLAlchemy behavior."""
    timeout: float | None = 10.0
    """A statement timeout, in seconds, applied to all database interactions made by the Prefect backend.

    Defaults to 10 seconds. Set by ``PREFECT_SERVER_DATABASE_TIMEOUT``.
    """
    user: str | None = None
    """The user to use when connecting to the database. Set by ``PREFECT_SERVER_DATABASE_USER``."""


@define(kw_only=True, eq=False, repr=False)
class ServerDefaultResultStorage(ResponseModel):
    """Server-side default result storage configuration."""

    default_result_storage_block_id: UUID | None = None
    """The block document ID of the server default result storage block."""


@define(kw_only=True, eq=False, repr=False)
class ServerDeploymentsSettings(ResponseModel):
    """Settings for deployments on the server."""

    concurrency_slot_wait_seconds: float = 30.0
    """The number of seconds to wait before retrying when a deployment flow run cannot secure a concurrency slot from
    the server. At least 0. Set by ``PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerDocketSettings(ResponseModel):
    """Settings for controlling Docket behavior."""

    name: str = "prefect-server"
    """The name of the Docket instance. Set by ``PREFECT_SERVER_DOCKET_NAME``."""
    url: str = "memory://"
    """The URL of the Redis server to use for Docket.

    Supports the memory:// (single-server only), redis://, rediss://, redis+sentinel:// and rediss+sentinel:// schemes;
    the Sentinel schemes discover the current master through the listed Sentinel daemons and follow failover
    automatically (requires pydocket>=0.23.1). Set by ``PREFECT_SERVER_DOCKET_URL``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerEphemeralSettings(ResponseModel):
    """Settings for controlling ephemeral server behavior."""

    enabled: bool = False
    """Controls whether a subprocess server can be started when no API URL is provided.

    Set by ``PREFECT_SERVER_EPHEMERAL_ENABLED``.
    """
    startup_timeout_seconds: int = 20
    """The number of seconds to wait for the server to start when ephemeral mode is enabled.

    Defaults to `20`. Set by ``PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerEventsSettings(ResponseModel):
    """Settings for controlling behavior of the events subsystem."""

    causal_ordering: str = "prefect.server.events.ordering.memory"
    """Which causal ordering implementation to use for the events system.

    Should point to a module that exports a CausalOrdering class. Set by ``PREFECT_SERVER_EVENTS_CAUSAL_ORDERING``.
    """
    expired_bucket_buffer: str = "PT1M"
    """The amount of time to retain expired automation buckets.

    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_EVENTS_EXPIRED_BUCKET_BUFFER``.
    """
    maximum_event_name_length: int = 1024
    """The maximum length of an event name. More than 0. Set by ``PREFECT_SERVER_EVENTS_MAXIMUM_EVENT_NAME_LENGTH``."""
    maximum_labels_per_resource: int = 500
    """The maximum number of labels a resource may have. Set by ``PREFECT_SERVER_EVENTS_MAXIMUM_LABELS_PER_RESOURCE``.
    """
    maximum_related_resources: int = 100
    """The maximum number of related resources an Event may have.

    Set by ``PREFECT_SERVER_EVENTS_MAXIMUM_RELATED_RESOURCES``.
    """
    maximum_size_bytes: int = 1500000
    """The maximum size of an Event when serialized to JSON. Set by ``PREFECT_SERVER_EVENTS_MAXIMUM_SIZE_BYTES``."""
    maximum_websocket_backfill: str = "PT15M"
    """The maximum range to look back for backfilling events for a websocket subscriber.

    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_EVENTS_MAXIMUM_WEBSOCKET_BACKFILL``.
    """
    messaging_broker: str = "prefect.server.utilities.messaging.memory"
    """Which message broker implementation to use for the messaging system.

    Should point to a module that exports a Publisher and Consumer class. Set by
    ``PREFECT_SERVER_EVENTS_MESSAGING_BROKER``.
    """
    messaging_cache: str = "prefect.server.utilities.messaging.memory"
    """Which cache implementation to use for the events system.

    Should point to a module that exports a Cache class. Set by ``PREFECT_SERVER_EVENTS_MESSAGING_CACHE``.
    """
    proactive_granularity: str = "PT5S"
    """How frequently proactive automations are evaluated.

    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY``.
    """
    related_resource_cache_ttl: str = "PT5M"
    """How long the API caches related resources.

    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_EVENTS_RELATED_RESOURCE_CACHE_TTL``.
    """
    retention_period: str = "P7D"
    """The amount of time to retain events in the database.

    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_EVENTS_RETENTION_PERIOD``.
    """
    stream_out_enabled: bool = True
    """Whether to stream events out to the API via websockets. Set by ``PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED``."""
    websocket_backfill_page_size: int = 250
    """The page size for the queries to backfill events for websocket subscribers.

    More than 0. Set by ``PREFECT_SERVER_EVENTS_WEBSOCKET_BACKFILL_PAGE_SIZE``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerFlowRunGraphSettings(ResponseModel):
    """Settings for controlling behavior of the flow run graph."""

    max_artifacts: int = 10000
    """The maximum number of artifacts to show on a flow run graph on the v2 API. Set by
    ``PREFECT_SERVER_FLOW_RUN_GRAPH_MAX_ARTIFACTS``.
    """
    max_nodes: int = 10000
    """The maximum size of a flow run graph on the v2 API. Set by ``PREFECT_SERVER_FLOW_RUN_GRAPH_MAX_NODES``."""


@define(kw_only=True, eq=False, repr=False)
class ServerLogsSettings(ResponseModel):
    """Settings for controlling behavior of the logs subsystem."""

    stream_out_enabled: bool = False
    """Whether to stream logs out to the API via websockets. Set by ``PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED``."""
    stream_publishing_enabled: bool = False
    """Whether to publish logs to the streaming system. Set by ``PREFECT_SERVER_LOGS_STREAM_PUBLISHING_ENABLED``."""


@define(kw_only=True, eq=False, repr=False)
class ServerServicesCancellationCleanupSettings(ResponseModel):
    """Settings for controlling the cancellation cleanup service."""

    cancelling_timeout_seconds: float = 300
    """The cancellation cleanup service will enqueue worker cleanup for flow runs that remain in CANCELLING longer than
    this many seconds. Defaults to `300`. More than 0. Set by
    ``PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_CANCELLING_TIMEOUT_SECONDS``.
    """
    enabled: bool = True
    """Whether to start the cancellation cleanup service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED``.
    """
    loop_seconds: float = 20
    """The cancellation cleanup service will look for non-terminal tasks and subflows this often.

    Defaults to `20`. Set by ``PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesCleanupReconcilerSettings(ResponseModel):
    """Settings for controlling the cleanup reconciler service."""

    batch_size: int = 100
    """The maximum number of expired cleanup message leases to process per service loop.

    Defaults to `100`. More than 0. Set by ``PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_BATCH_SIZE``.
    """
    enabled: bool = True
    """Whether to start the cleanup reconciler service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED``.
    """
    loop_seconds: float = 5
    """The cleanup reconciler service will look for expired cleanup message leases this often.

    Defaults to `5`. More than 0. Set by ``PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_LOOP_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesDBVacuumSettings(ResponseModel):
    """Settings for controlling the database vacuum service."""

    batch_size: int = 200
    """The number of records to delete per database transaction.

    Defaults to `200`. More than 0. Set by ``PREFECT_SERVER_SERVICES_DB_VACUUM_BATCH_SIZE``.
    """
    enabled: bool | list[str] | None = field(factory=lambda: ["events"])
    """Comma-separated set of vacuum types to enable.

    Valid values: 'events', 'flow_runs', 'orphans'. Defaults to 'events'. Enabling 'flow_runs' also enables
    lower-frequency orphan cleanup; 'orphans' can enable that cleanup independently. For backward compatibility, 'true'
    maps to all vacuum types and 'false' maps to 'events'. Event vacuum also requires event_persister.enabled (the
    default). Set by ``PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED``.
    """
    event_retention_overrides: dict[str, str] = field(factory=lambda: {"prefect.flow-run.heartbeat": "P7D"})
    """Per-event-type retention period overrides.

    Keys are event type strings (e.g. 'prefect.flow-run.heartbeat'), values are retention periods in seconds. Event
    types not listed fall back to server.events.retention_period. Each override is capped by the global events retention
    period. Set by ``PREFECT_SERVER_SERVICES_DB_VACUUM_EVENT_RETENTION_OVERRIDES``.
    """
    loop_seconds: float = 3600
    """The database vacuum service will run this often, in seconds.

    Defaults to `3600` (1 hour). More than 0. Set by ``PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS``.
    """
    orphan_cleanup_loop_seconds: float = 86400
    """The database vacuum service will scan for orphaned logs and artifacts this often, in seconds.

    Defaults to `86400` (24 hours). More than 0. Set by
    ``PREFECT_SERVER_SERVICES_DB_VACUUM_ORPHAN_CLEANUP_LOOP_SECONDS``.
    """
    retention_period: str = "P90D"
    """How old a flow run must be (based on end_time) before it is eligible for deletion.

    Accepts seconds. Minimum 1 hour. Defaults to 90 days. An ISO 8601 duration, such as ``PT1H``. Set by
    ``PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesEventLoggerSettings(ResponseModel):
    """Settings for controlling the event logger service."""

    enabled: bool = False
    """Whether to start the event logger service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_EVENT_LOGGER_ENABLED``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesEventPersisterSettings(ResponseModel):
    """Settings for controlling the event persister service."""

    batch_size: int = 20
    """The number of events the event persister will attempt to insert in one batch.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE``.
    """
    enabled: bool = True
    """Whether to start the event persister service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED``.
    """
    flush_interval: float = 5
    """The maximum number of seconds between flushes of the event persister.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL``.
    """
    max_flush_retries: int = 5
    """The maximum number of consecutive flush failures before events are dropped instead of being re-queued.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_EVENT_PERSISTER_MAX_FLUSH_RETRIES``.
    """
    queue_max_size: int = 50000
    """The maximum number of events that can be queued in memory for persistence.

    When the queue is full, new events will be dropped. More than 0. Set by
    ``PREFECT_SERVER_SERVICES_EVENT_PERSISTER_QUEUE_MAX_SIZE``.
    """
    read_batch_size: int = 1
    """The number of events the event persister will attempt to read from the message broker in one batch.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesForemanSettings(ResponseModel):
    """Settings for controlling the foreman service."""

    deployment_last_polled_timeout_seconds: int = 60
    """The number of seconds before a deployment is marked as not ready if it has not been polled.

    Defaults to `60`. Set by ``PREFECT_SERVER_SERVICES_FOREMAN_DEPLOYMENT_LAST_POLLED_TIMEOUT_SECONDS``.
    """
    enabled: bool = True
    """Whether to start the foreman service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_FOREMAN_ENABLED``.
    """
    fallback_heartbeat_interval_seconds: int = 30
    """The number of seconds to use for online/offline evaluation if a worker's heartbeat interval is not set.

    Defaults to `30`. Set by ``PREFECT_SERVER_SERVICES_FOREMAN_FALLBACK_HEARTBEAT_INTERVAL_SECONDS``.
    """
    inactivity_heartbeat_multiple: int = 3
    """The number of heartbeats that must be missed before a worker is marked as offline.

    Defaults to `3`. Set by ``PREFECT_SERVER_SERVICES_FOREMAN_INACTIVITY_HEARTBEAT_MULTIPLE``.
    """
    loop_seconds: float = 15
    """The foreman service will check for offline workers this often.

    Defaults to `15`. Set by ``PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS``.
    """
    work_queue_last_polled_timeout_seconds: int = 60
    """The number of seconds before a work queue is marked as not ready if it has not been polled.

    Defaults to `60`. Set by ``PREFECT_SERVER_SERVICES_FOREMAN_WORK_QUEUE_LAST_POLLED_TIMEOUT_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesLateRunsSettings(ResponseModel):
    """Settings for controlling the late runs service."""

    after_seconds: str = "PT15S"
    """The late runs service will mark runs as late after they have exceeded their scheduled start time by this many
    seconds. Defaults to `5` seconds. An ISO 8601 duration, such as ``PT1H``. Set by
    ``PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS``.
    """
    enabled: bool = True
    """Whether to start the late runs service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED``.
    """
    loop_seconds: float = 5
    """The late runs service will look for runs to mark as late this often.

    Defaults to `5`. Set by ``PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesPauseExpirationsSettings(ResponseModel):
    """Settings for controlling the pause expiration service."""

    enabled: bool = True
    """Whether to start the paused flow run expiration service in the server application.

    If disabled, paused flows that have timed out will remain in a Paused state until a resume attempt. Set by
    ``PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED``.
    """
    loop_seconds: float = 5
    """The pause expiration service will look for runs to mark as failed this often.

    Defaults to `5`. Set by ``PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesRepossessorSettings(ResponseModel):
    """Settings for controlling the repossessor service."""

    enabled: bool = True
    """Whether to start the repossessor service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED``.
    """
    loop_seconds: float = 15
    """The repossessor service will look for expired leases this often.

    Defaults to `15`. Set by ``PREFECT_SERVER_SERVICES_REPOSSESSOR_LOOP_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesSchedulerSettings(ResponseModel):
    """Settings for controlling the scheduler service."""

    deployment_batch_size: int = 100
    """The number of deployments the scheduler will attempt to schedule in a single batch.

    If there are more deployments than the batch size, the scheduler immediately attempts to schedule the next batch; it
    does not sleep for `scheduler_loop_seconds` until it has visited every deployment once. Defaults to `100`. Set by
    ``PREFECT_SERVER_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE``.
    """
    enabled: bool = True
    """Whether to start the scheduler service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED``.
    """
    insert_batch_size: int = 500
    """The number of runs the scheduler will attempt to insert in a single batch.

    Defaults to `500`. Set by ``PREFECT_SERVER_SERVICES_SCHEDULER_INSERT_BATCH_SIZE``.
    """
    loop_seconds: float = 60
    """The scheduler loop interval, in seconds.

    This determines how often the scheduler will attempt to schedule new flow runs, but has no impact on how quickly
    either flow runs or task runs are actually executed. Defaults to `60`. Set by
    ``PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS``.
    """
    max_runs: int = 100
    """The scheduler will attempt to schedule up to this many auto-scheduled runs in the future.

    Note that runs may have fewer than this many scheduled runs, depending on the value of
    `scheduler_max_scheduled_time`. Defaults to `100`. Set by ``PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS``.
    """
    max_scheduled_time: str = "P100D"
    """The scheduler will create new runs up to this far in the future.

    Note that this setting will take precedence over `scheduler_max_runs`: if a flow runs once a month and
    `scheduler_max_scheduled_time` is three months, then only three runs will be scheduled. Defaults to 100 days
    (`8640000` seconds). An ISO 8601 duration, such as ``PT1H``. Set by
    ``PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME``.
    """
    min_runs: int = 3
    """The scheduler will attempt to schedule at least this many auto-scheduled runs in the future.

    Note that runs may have more than this many scheduled runs, depending on the value of
    `scheduler_min_scheduled_time`. Defaults to `3`. Set by ``PREFECT_SERVER_SERVICES_SCHEDULER_MIN_RUNS``.
    """
    min_scheduled_time: str = "PT1H"
    """The scheduler will create new runs at least this far in the future.

    Note that this setting will take precedence over `scheduler_min_runs`: if a flow runs every hour and
    `scheduler_min_scheduled_time` is three hours, then three runs will be scheduled even if `scheduler_min_runs` is 1.
    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME``.
    """
    recent_deployments_loop_seconds: float = 5
    """The number of seconds the recent deployments scheduler will wait between checking for recently updated
    deployments. Defaults to `5`. Set by ``PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesTaskRunRecorderSettings(ResponseModel):
    """Settings for controlling the task run recorder service."""

    batch_size: int = 1
    """The number of task runs the task run recorder will attempt to insert in one batch.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE``.
    """
    enabled: bool = True
    """Whether to start the task run recorder service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_ENABLED``.
    """
    flush_interval: float = 5
    """The maximum number of seconds between flushes of the task run recorder.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL``.
    """
    read_batch_size: int = 1
    """The number of task runs the task run recorder will attempt to read from the message broker in one batch.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesTriggersSettings(ResponseModel):
    """Settings for controlling the triggers service."""

    enabled: bool = True
    """Whether to start the triggers service in the server application.

    Set by ``PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED``.
    """
    pg_notify_heartbeat_interval_seconds: int = 5
    """The number of seconds between heartbeat checks for the PostgreSQL NOTIFY/LISTEN connection to ensure it's still
    alive. Only used when using PostgreSQL as the database. Defaults to `5`. Set by
    ``PREFECT_SERVER_SERVICES_TRIGGERS_PG_NOTIFY_HEARTBEAT_INTERVAL_SECONDS``.
    """
    pg_notify_reconnect_interval_seconds: int = 10
    """The number of seconds to wait before reconnecting to the PostgreSQL NOTIFY/LISTEN connection after an error.

    Only used when using PostgreSQL as the database. Defaults to `10`. Set by
    ``PREFECT_SERVER_SERVICES_TRIGGERS_PG_NOTIFY_RECONNECT_INTERVAL_SECONDS``.
    """
    read_batch_size: int = 1
    """The number of events the triggers service will attempt to read from the message broker in one batch.

    More than 0. Set by ``PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerServicesSettings(ResponseModel):
    """Settings for controlling server services."""

    cancellation_cleanup: ServerServicesCancellationCleanupSettings = field(
        factory=ServerServicesCancellationCleanupSettings
    )
    cleanup_reconciler: ServerServicesCleanupReconcilerSettings = field(factory=ServerServicesCleanupReconcilerSettings)
    """Settings for controlling the cleanup reconciler service."""
    db_vacuum: ServerServicesDBVacuumSettings = field(factory=ServerServicesDBVacuumSettings)
    event_logger: ServerServicesEventLoggerSettings = field(factory=ServerServicesEventLoggerSettings)
    event_persister: ServerServicesEventPersisterSettings = field(factory=ServerServicesEventPersisterSettings)
    foreman: ServerServicesForemanSettings = field(factory=ServerServicesForemanSettings)
    late_runs: ServerServicesLateRunsSettings = field(factory=ServerServicesLateRunsSettings)
    pause_expirations: ServerServicesPauseExpirationsSettings = field(factory=ServerServicesPauseExpirationsSettings)
    repossessor: ServerServicesRepossessorSettings = field(factory=ServerServicesRepossessorSettings)
    scheduler: ServerServicesSchedulerSettings = field(factory=ServerServicesSchedulerSettings)
    task_run_recorder: ServerServicesTaskRunRecorderSettings = field(factory=ServerServicesTaskRunRecorderSettings)
    triggers: ServerServicesTriggersSettings = field(factory=ServerServicesTriggersSettings)


@define(kw_only=True, eq=False, repr=False)
class ServerTasksSchedulingSettings(ResponseModel):
    """Settings for controlling server-side behavior related to task scheduling."""

    max_retry_queue_size: int = 100
    """The maximum number of retries to queue for submission.

    Set by ``PREFECT_SERVER_TASKS_SCHEDULING_MAX_RETRY_QUEUE_SIZE``.
    """
    max_scheduled_queue_size: int = 1000
    """The maximum number of scheduled tasks to queue for submission.

    Set by ``PREFECT_SERVER_TASKS_SCHEDULING_MAX_SCHEDULED_QUEUE_SIZE``.
    """
    pending_task_timeout: str = "PT0S"
    """How long before a PENDING task is made available to another task worker.

    An ISO 8601 duration, such as ``PT1H``. Set by ``PREFECT_SERVER_TASKS_SCHEDULING_PENDING_TASK_TIMEOUT``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerTasksSettings(ResponseModel):
    """Settings for controlling server-side behavior related to tasks."""

    max_cache_key_length: int = 2000
    """The maximum number of characters allowed for a task run cache key.

    Set by ``PREFECT_SERVER_TASKS_MAX_CACHE_KEY_LENGTH``.
    """
    scheduling: ServerTasksSchedulingSettings = field(factory=ServerTasksSchedulingSettings)
    tag_concurrency_slot_wait_seconds: float = 10
    """The number of seconds to wait before retrying when a task run cannot secure a concurrency slot from the server.

    At least 0. Set by ``PREFECT_SERVER_TASKS_TAG_CONCURRENCY_SLOT_WAIT_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerUISettings(ResponseModel):
    """Settings for the UI of the server."""

    api_url: str | None = None
    """The connection url for communication from the UI to the API. Defaults to `PREFECT_API_URL` if set.

    Otherwise, the default URL is generated from `PREFECT_SERVER_API_HOST` and `PREFECT_SERVER_API_PORT`. Set by
    ``PREFECT_SERVER_UI_API_URL``.
    """
    enabled: bool = True
    """Whether to serve the Prefect UI. Set by ``PREFECT_SERVER_UI_ENABLED``."""
    serve_base: str = "/"
    """The base URL path to serve the Prefect UI from. Set by ``PREFECT_SERVER_UI_SERVE_BASE``."""
    show_promotional_content: bool = True
    """Whether to display promotional content in the UI, including upgrade prompts and marketing banners.

    Set by ``PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT``.
    """
    static_directory: str | None = None
    """The directory to serve static files from.

    This should be used when running into permissions issues when attempting to serve the UI from the default directory
    (for example when running in a Docker container). Set by ``PREFECT_SERVER_UI_STATIC_DIRECTORY``.
    """
    v2_enabled: bool = True
    """Whether neutral UI entry points should default to the V2 UI instead of V1 when the browser has no saved UI
    preference. Set to false to restore V1 as the default for browsers without a saved preference. Set by
    ``PREFECT_SERVER_UI_V2_ENABLED``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerWorkerChannelSettings(ResponseModel):
    """Settings for server-side worker channel storage and delivery policy."""

    cleanup_completed_idempotency_retention_seconds: float | None = None
    """How long completed cleanup idempotency records are retained after acknowledgement.

    None keeps them for the lifetime of the current server process. The in-memory backend does not survive restart; use
    external storage for high availability or restart-safe cleanup idempotency. At least 0. Set by
    ``PREFECT_SERVER_WORKER_CHANNEL_CLEANUP_COMPLETED_IDEMPOTENCY_RETENTION_SECONDS``.
    """
    cleanup_lease_seconds: float = 30.0
    """The default cleanup message reservation lease duration in seconds.

    More than 0. Set by ``PREFECT_SERVER_WORKER_CHANNEL_CLEANUP_LEASE_SECONDS``.
    """
    cleanup_max_delivery_attempts: int = 3
    """The maximum number of committed cleanup reservations before a message is moved to the dead-letter queue.

    At least 1. Set by ``PREFECT_SERVER_WORKER_CHANNEL_CLEANUP_MAX_DELIVERY_ATTEMPTS``.
    """
    cleanup_queue_storage: str = "prefect.server.worker_communication.cleanup_queue.memory"
    """The module to use for storing worker cleanup delivery messages.

    The default in-memory backend stores messages, leases, wakeups, and dead-letter entries only in the current server
    process; use an external storage module for high availability or restart-safe cleanup delivery. Set by
    ``PREFECT_SERVER_WORKER_CHANNEL_CLEANUP_QUEUE_STORAGE``.
    """


@define(kw_only=True, eq=False, repr=False)
class ServerSettings(ResponseModel):
    """Settings for controlling server behavior."""

    memo_store_path: str
    """Path to the memo store file.

    Defaults to $PREFECT_HOME/memo_store.toml. A path on the server. Set by ``PREFECT_SERVER_MEMO_STORE_PATH``.
    """
    analytics_enabled: bool = True
    """When enabled, Prefect sends anonymous data (e.g. count of flow runs, package version) on server startup to help
    us improve our product. Set by ``PREFECT_SERVER_ANALYTICS_ENABLED``.
    """
    api: ServerAPISettings = field(factory=ServerAPISettings)
    concurrency: ServerConcurrencySettings = field(factory=ServerConcurrencySettings)
    """Settings for controlling server-side concurrency limit handling."""
    database: ServerDatabaseSettings = field(factory=ServerDatabaseSettings)
    deployment_schedule_max_scheduled_runs: int = 50
    """The maximum number of scheduled runs to create for a deployment.

    Set by ``PREFECT_SERVER_DEPLOYMENT_SCHEDULE_MAX_SCHEDULED_RUNS``.
    """
    deployments: ServerDeploymentsSettings = field(factory=ServerDeploymentsSettings)
    """Settings for controlling server deployments behavior."""
    docket: ServerDocketSettings = field(factory=ServerDocketSettings)
    """Settings for controlling server Docket behavior."""
    ephemeral: ServerEphemeralSettings = field(factory=ServerEphemeralSettings)
    events: ServerEventsSettings = field(factory=ServerEventsSettings)
    """Settings for controlling server events behavior."""
    flow_run_graph: ServerFlowRunGraphSettings = field(factory=ServerFlowRunGraphSettings)
    """Settings for controlling flow run graph behavior."""
    log_retryable_errors: bool = False
    """If `True`, log retryable errors in the API and its services. Set by ``PREFECT_SERVER_LOG_RETRYABLE_ERRORS``."""
    logging_level: LogLevel = LogLevel.WARNING
    """The default logging level for the Prefect API server. Set by ``PREFECT_SERVER_LOGGING_LEVEL``."""
    logs: ServerLogsSettings = field(factory=ServerLogsSettings)
    """Settings for controlling server logs behavior."""
    memoize_block_auto_registration: bool = True
    """Controls whether block auto-registration on start is memoized.

    Set by ``PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION``.
    """
    metrics_enabled: bool = False
    """Whether to enable Prometheus metrics in the API. Set by ``PREFECT_SERVER_METRICS_ENABLED``."""
    register_blocks_on_start: bool = True
    """If set, any block types that have been imported will be registered with the backend on application startup.

    If not set, block types must be manually registered. Set by ``PREFECT_SERVER_REGISTER_BLOCKS_ON_START``.
    """
    services: ServerServicesSettings = field(factory=ServerServicesSettings)
    """Settings for controlling server services behavior."""
    tasks: ServerTasksSettings = field(factory=ServerTasksSettings)
    """Settings for controlling server tasks behavior."""
    ui: ServerUISettings = field(factory=ServerUISettings)
    """Settings for controlling server UI behavior."""
    worker_channel: ServerWorkerChannelSettings = field(factory=ServerWorkerChannelSettings)
    """Settings for controlling server worker channel behavior."""


@define(kw_only=True, eq=False, repr=False)
class TasksRunnerSettings(ResponseModel):
    """Settings for task runners."""

    process_pool_max_workers: int | None = None
    """The maximum number of workers for ProcessPoolTaskRunner.

    More than 0. Set by ``PREFECT_TASKS_RUNNER_PROCESS_POOL_MAX_WORKERS``.
    """
    thread_pool_max_workers: int | None = None
    """The maximum number of workers for ThreadPoolTaskRunner.

    More than 0. Set by ``PREFECT_TASKS_RUNNER_THREAD_POOL_MAX_WORKERS``.
    """


@define(kw_only=True, eq=False, repr=False)
class TasksSchedulingSettings(ResponseModel):
    """Settings for task scheduling."""

    default_storage_block: str | None = None
    """The `block-type/block-document` slug of a block to use as the default storage for autonomous tasks.

    Set by ``PREFECT_TASKS_SCHEDULING_DEFAULT_STORAGE_BLOCK``.
    """
    delete_failed_submissions: bool = True
    """Whether to delete failed task submissions from the database.

    Set by ``PREFECT_TASKS_SCHEDULING_DELETE_FAILED_SUBMISSIONS``.
    """


@define(kw_only=True, eq=False, repr=False)
class TasksSettings(ResponseModel):
    """Settings for tasks."""

    default_no_cache: bool = False
    """If `True`, sets the default cache policy on all tasks to `NO_CACHE`. Set by ``PREFECT_TASKS_DEFAULT_NO_CACHE``.
    """
    default_persist_result: bool | None = None
    """If `True`, results will be persisted by default for all tasks.

    Set to `False` to disable persistence by default. Note that setting to `False` will override the behavior set by a
    parent flow or task. Set by ``PREFECT_TASKS_DEFAULT_PERSIST_RESULT``.
    """
    default_retries: int = 0
    """Default number of retries for all tasks. At least 0. Set by ``PREFECT_TASKS_DEFAULT_RETRIES``."""
    default_retry_delay_seconds: int | float | str | list[float] | None = 0
    """Default retry delay, in seconds, for all tasks. Set by ``PREFECT_TASKS_DEFAULT_RETRY_DELAY_SECONDS``."""
    disable_caching: bool = False
    """If `True`, disables caching on all tasks regardless of cache policy. Set by ``PREFECT_TASKS_DISABLE_CACHING``."""
    refresh_cache: bool = False
    """If `True`, enables a refresh of cached results: re-executing the task will refresh the cached results.

    Set by ``PREFECT_TASKS_REFRESH_CACHE``.
    """
    runner: TasksRunnerSettings = field(factory=TasksRunnerSettings)
    """Settings for controlling task runner behavior."""
    scheduling: TasksSchedulingSettings = field(factory=TasksSchedulingSettings)
    """Settings for controlling client-side task scheduling behavior."""


@define(kw_only=True, eq=False, repr=False)
class TelemetrySettings(ResponseModel):
    """Settings for configuring Prefect telemetry."""

    enable_resource_metrics: bool = True
    """Whether to enable OS-level resource metric collection in flow run subprocesses.

    Set by ``PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS``.
    """
    resource_metrics_interval_seconds: int = 10
    """Interval in seconds between resource metric collections.

    At least 1. Set by ``PREFECT_TELEMETRY_RESOURCE_METRICS_INTERVAL_SECONDS``.
    """


@define(kw_only=True, eq=False, repr=False)
class TestingSettings(ResponseModel):
    """Settings for tests."""

    test_mode: bool = False
    """If `True`, places the API in test mode.

    This may modify behavior to facilitate testing. Set by ``PREFECT_TESTING_TEST_MODE``.
    """
    test_setting: Any = None
    """This setting only exists to facilitate unit testing.

    If in test mode, this setting will return its value. Otherwise, it returns `None`. Set by
    ``PREFECT_TESTING_TEST_SETTING``.
    """
    unit_test_loop_debug: bool = True
    """If `True` turns on debug mode for the unit testing event loop. Set by ``PREFECT_TESTING_UNIT_TEST_LOOP_DEBUG``.
    """
    unit_test_mode: bool = False
    """This setting only exists to facilitate unit testing.

    If `True`, code is executing in a unit test context. Defaults to `False`. Set by ``PREFECT_TESTING_UNIT_TEST_MODE``.
    """


@define(kw_only=True, eq=False, repr=False)
class WorkerWebserverSettings(ResponseModel):
    """Settings for the web server of a worker."""

    host: str = "0.0.0.0"
    """The host address the worker's webserver should bind to. Set by ``PREFECT_WORKER_WEBSERVER_HOST``."""
    port: int = 8080
    """The port the worker's webserver should bind to. Set by ``PREFECT_WORKER_WEBSERVER_PORT``."""


@define(kw_only=True, eq=False, repr=False)
class WorkerSettings(ResponseModel):
    """Settings for workers."""

    cancellation_poll_seconds: float = 120
    """Number of seconds between polls for cancelling flow runs.

    Used as a fallback when the WebSocket connection for real-time cancellation events is unavailable. Set by
    ``PREFECT_WORKER_CANCELLATION_POLL_SECONDS``.
    """
    debug_mode: bool = False
    """If True, enables debug mode for the worker only.

    Unlike PREFECT_DEBUG_MODE, this setting does not propagate to flow runs executed by the worker. Set by
    ``PREFECT_WORKER_DEBUG_MODE``.
    """
    enable_cancellation: bool = False
    """Enable worker-side flow run cancellation for pending flow runs.

    When enabled, the worker will terminate infrastructure for flow runs that are cancelled while still in PENDING state
    (before the runner starts). Set by ``PREFECT_WORKER_ENABLE_CANCELLATION``.
    """
    heartbeat_seconds: float = 30
    """Number of seconds a worker should wait between sending a heartbeat. Set by ``PREFECT_WORKER_HEARTBEAT_SECONDS``.
    """
    prefetch_seconds: float = 10
    """The number of seconds into the future a worker should query for scheduled work.

    Set by ``PREFECT_WORKER_PREFETCH_SECONDS``.
    """
    query_seconds: float = 10
    """Number of seconds a worker should wait between queries for scheduled work.

    Set by ``PREFECT_WORKER_QUERY_SECONDS``.
    """
    webserver: WorkerWebserverSettings = field(factory=WorkerWebserverSettings)
    """Settings for a worker's webserver."""


@define(kw_only=True, eq=False, repr=False)
class Settings(ResponseModel):
    """Settings of a Prefect server."""

    logging: LoggingSettings
    profiles_path: str
    """The path to a profiles configuration file.

    Supports \\$PREFECT_HOME templating. Defaults to \\$PREFECT_HOME/profiles.toml. A path on the server. Set by
    ``PREFECT_PROFILES_PATH``.
    """
    results: ResultsSettings
    server: ServerSettings
    api: APISettings = field(factory=APISettings)
    cli: CLISettings = field(factory=CLISettings)
    client: ClientSettings = field(factory=ClientSettings)
    cloud: CloudSettings = field(factory=CloudSettings)
    debug_mode: bool = False
    """If True, enables debug mode which may provide additional logging and debugging features.

    Set by ``PREFECT_DEBUG_MODE``.
    """
    deployments: DeploymentsSettings = field(factory=DeploymentsSettings)
    events: EventsSettings = field(factory=EventsSettings)
    experiments: ExperimentsSettings = field(factory=ExperimentsSettings)
    """Settings for controlling experimental features."""
    flows: FlowsSettings = field(factory=FlowsSettings)
    home: str = "~/.prefect"
    """The path to the Prefect home directory. Defaults to ~/.prefect. A path on the server. Set by ``PREFECT_HOME``."""
    internal: InternalSettings = field(factory=InternalSettings)
    """Settings for internal Prefect machinery."""
    plugins: PluginsSettings = field(factory=PluginsSettings)
    """Settings for the plugin system."""
    runner: RunnerSettings = field(factory=RunnerSettings)
    silence_api_url_misconfiguration: bool = False
    """If `True`, disable the warning when a user accidentally misconfigures their `PREFECT_API_URL`.

    Sometimes when a user manually sets `PREFECT_API_URL` to a custom URL, a reverse proxy for example, we would like to
    silence this warning so we will set it to `FALSE`. Set by ``PREFECT_SILENCE_API_URL_MISCONFIGURATION``.
    """
    tasks: TasksSettings = field(factory=TasksSettings)
    """Settings for controlling task behavior."""
    telemetry: TelemetrySettings = field(factory=TelemetrySettings)
    """Settings for configuring telemetry collection."""
    testing: TestingSettings = field(factory=TestingSettings)
    """Settings used during testing."""
    ui_url: str | None = None
    """The URL of the Prefect UI. If not set, the client will attempt to infer it. Set by ``PREFECT_UI_URL``."""
    worker: WorkerSettings = field(factory=WorkerSettings)
    """Settings for controlling worker behavior."""
