# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API is asked: dicts, as JSON has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict
from uuid import UUID

from .shared import (
    DeploymentFilter,
    FlowFilter,
    FlowRunFilter,
    FlowRunPolicy,
    StateCreate,
    TaskRunFilter,
    WorkPoolFilter,
    WorkQueueFilter,
)


class GetScheduledFlowRunsForDeploymentsBody(TypedDict):
    deployment_ids: list[UUID | str]
    """The deployment IDs to get scheduled runs for"""
    limit: NotRequired[int]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    scheduled_before: NotRequired[datetime | str]
    """The maximum time to look for scheduled flow runs"""


class ScheduleDeploymentBody(TypedDict):
    end_time: NotRequired[datetime | str]
    """The latest date to schedule"""
    max_runs: NotRequired[int]
    """The maximum number of runs to schedule"""
    min_runs: NotRequired[int]
    """The minimum number of runs to schedule"""
    min_time: NotRequired[float]
    """Runs will be scheduled until at least this long after the `start_time`. In seconds."""
    start_time: NotRequired[datetime | str]
    """The earliest date to schedule"""


ConcurrencyLimitStrategy: TypeAlias = Literal["ENQUEUE", "CANCEL_NEW"]
"""Enumeration of concurrency collision strategies."""


class ConcurrencyOptions(TypedDict):
    """Class for storing the concurrency config in database."""

    collision_strategy: ConcurrencyLimitStrategy
    grace_period_seconds: NotRequired[int | None]
    """Grace period in seconds for infrastructure to start before concurrency slots are revoked. If not set, falls back to server setting. At least 60. At most 86400."""


class CronSchedule(TypedDict):
    """
    Cron schedule

    NOTE: If the timezone is a DST-observing one, then the schedule will adjust
    itself appropriately. Cron's rules for DST are based on schedule times, not
    intervals. This means that an hourly cron schedule will fire on every new
    schedule hour, not every elapsed hour; for example, when clocks are set back
    this will result in a two-hour pause as the schedule will fire *the first
    time* 1am is reached and *the first time* 2am is reached, 120 minutes later.
    Longer schedules, such as one that fires at 9am every morning, will
    automatically adjust for DST.

    Args:
        cron (str): a valid cron string
        timezone (str): a valid timezone string in IANA tzdata format (for example,
            America/New_York).
        day_or (bool, optional): Control how croniter handles `day` and `day_of_week`
            entries. Defaults to True, matching cron which connects those values using
            OR. If the switch is set to False, the values are connected using AND. This
            behaves like fcron and enables you to e.g. define a job that executes each
            2nd friday of a month by setting the days of month and the weekday.
    """

    cron: str
    """For example ``"0 0 * * *"``."""
    day_or: NotRequired[bool]
    """Control croniter behavior for handling day and day_of_week entries. Left out, the server takes ``true``."""
    timezone: NotRequired[str | None]
    """For example ``"America/New_York"``."""


DeploymentSort: TypeAlias = Literal["CREATED_DESC", "UPDATED_DESC", "NAME_ASC", "NAME_DESC"]
"""Defines deployment sorting options."""


class IntervalSchedule(TypedDict):
    """
    A schedule formed by adding `interval` increments to an `anchor_date`. If no
    `anchor_date` is supplied, the current UTC time is used.  If a
    timezone-naive datetime is provided for `anchor_date`, it is assumed to be
    in the schedule's timezone (or UTC). Even if supplied with an IANA timezone,
    anchor dates are always stored as UTC offsets, so a `timezone` can be
    provided to determine localization behaviors like DST boundary handling. If
    none is provided it will be inferred from the anchor date.

    NOTE: If the `IntervalSchedule` `anchor_date` or `timezone` is provided in a
    DST-observing timezone, then the schedule will adjust itself appropriately.
    Intervals greater than 24 hours will follow DST conventions, while intervals
    of less than 24 hours will follow UTC intervals. For example, an hourly
    schedule will fire every UTC hour, even across DST boundaries. When clocks
    are set back, this will result in two runs that *appear* to both be
    scheduled for 1am local time, even though they are an hour apart in UTC
    time. For longer intervals, like a daily schedule, the interval schedule
    will adjust for DST boundaries so that the clock-hour remains constant. This
    means that a daily schedule that always fires at 9am will observe DST and
    continue to fire at 9am in the local time zone.

    Args:
        interval (datetime.timedelta): an interval to schedule on.
        anchor_date (DateTime, optional): an anchor date to schedule increments against;
            if not provided, the current timestamp will be used.
        timezone (str, optional): a valid timezone string.
    """

    anchor_date: NotRequired[datetime | str]
    """For example ``"2020-01-01T00:00:00Z"``."""
    interval: float | timedelta | str
    timezone: NotRequired[str | None]
    """For example ``"America/New_York"``."""


class RRuleSchedule(TypedDict):
    """
    RRule schedule, based on the iCalendar standard
    ([RFC 5545](https://datatracker.ietf.org/doc/html/rfc5545)) as
    implemented in `dateutils.rrule`.

    RRules are appropriate for any kind of calendar-date manipulation, including
    irregular intervals, repetition, exclusions, week day or day-of-month
    adjustments, and more.

    Note that as a calendar-oriented standard, `RRuleSchedules` are sensitive to
    to the initial timezone provided. A 9am daily schedule with a daylight saving
    time-aware start date will maintain a local 9am time through DST boundaries;
    a 9am daily schedule with a UTC start date will maintain a 9am UTC time.

    Args:
        rrule (str): a valid RRule string
        timezone (str, optional): a valid timezone string
    """

    rrule: str
    timezone: NotRequired[str | None]
    """Left out, the server takes ``"UTC"``. Matches ``Africa/Abidjan|Africa/Accra|Africa/Addis_Ababa|Africa/Algiers|Africa/Asmara|Africa/Asmera|Africa/Bamako|Africa/Bangui|Africa/Banjul|Africa/Bissau|Africa/Blantyre|Africa/Brazzaville|Africa/Bujumbura|Africa/Cairo|Africa/Casablanca|Africa/Ceuta|Africa/Conakry|Africa/Dakar|Africa/Dar_es_Salaam|Africa/Djibouti|Africa/Douala|Africa/El_Aaiun|Africa/Freetown|Africa/Gaborone|Africa/Harare|Africa/Johannesburg|Africa/Juba|Africa/Kampala|Africa/Khartoum|Africa/Kigali|Africa/Kinshasa|Africa/Lagos|Africa/Libreville|Africa/Lome|Africa/Luanda|Africa/Lubumbashi|Africa/Lusaka|Africa/Malabo|Africa/Maputo|Africa/Maseru|Africa/Mbabane|Africa/Mogadishu|Africa/Monrovia|Africa/Nairobi|Africa/Ndjamena|Africa/Niamey|Africa/Nouakchott|Africa/Ouagadougou|Africa/Porto-Novo|Africa/Sao_Tome|Africa/Timbuktu|Africa/Tripoli|Africa/Tunis|Africa/Windhoek|America/Adak|America/Anchorage|America/Anguilla|America/Antigua|America/Araguaina|America/Argentina/Buenos_Aires|America/Argentina/Catamarca|America/Argentina/ComodRivadavia|America/Argentina/Cordoba|America/Argentina/Jujuy|America/Argentina/La_Rioja|America/Argentina/Mendoza|America/Argentina/Rio_Gallegos|America/Argentina/Salta|America/Argentina/San_Juan|America/Argentina/San_Luis|America/Argentina/Tucuman|America/Argentina/Ushuaia|America/Aruba|America/Asuncion|America/Atikokan|America/Atka|America/Bahia|America/Bahia_Banderas|America/Barbados|America/Belem|America/Belize|America/Blanc-Sablon|America/Boa_Vista|America/Bogota|America/Boise|America/Buenos_Aires|America/Cambridge_Bay|America/Campo_Grande|America/Cancun|America/Caracas|America/Catamarca|America/Cayenne|America/Cayman|America/Chicago|America/Chihuahua|America/Ciudad_Juarez|America/Coral_Harbour|America/Cordoba|America/Costa_Rica|America/Coyhaique|America/Creston|America/Cuiaba|America/Curacao|America/Danmarkshavn|America/Dawson|America/Dawson_Creek|America/Denver|America/Detroit|America/Dominica|America/Edmonton|America/Eirunepe|America/El_Salvador|America/Ensenada|America/Fort_Nelson|America/Fort_Wayne|America/Fortaleza|America/Glace_Bay|America/Godthab|America/Goose_Bay|America/Grand_Turk|America/Grenada|America/Guadeloupe|America/Guatemala|America/Guayaquil|America/Guyana|America/Halifax|America/Havana|America/Hermosillo|America/Indiana/Indianapolis|America/Indiana/Knox|America/Indiana/Marengo|America/Indiana/Petersburg|America/Indiana/Tell_City|America/Indiana/Vevay|America/Indiana/Vincennes|America/Indiana/Winamac|America/Indianapolis|America/Inuvik|America/Iqaluit|America/Jamaica|America/Jujuy|America/Juneau|America/Kentucky/Louisville|America/Kentucky/Monticello|America/Knox_IN|America/Kralendijk|America/La_Paz|America/Lima|America/Los_Angeles|America/Louisville|America/Lower_Princes|America/Maceio|America/Managua|America/Manaus|America/Marigot|America/Martinique|America/Matamoros|America/Mazatlan|America/Mendoza|America/Menominee|America/Merida|America/Metlakatla|America/Mexico_City|America/Miquelon|America/Moncton|America/Monterrey|America/Montevideo|America/Montreal|America/Montserrat|America/Nassau|America/New_York|America/Nipigon|America/Nome|America/Noronha|America/North_Dakota/Beulah|America/North_Dakota/Center|America/North_Dakota/New_Salem|America/Nuuk|America/Ojinaga|America/Panama|America/Pangnirtung|America/Paramaribo|America/Phoenix|America/Port-au-Prince|America/Port_of_Spain|America/Porto_Acre|America/Porto_Velho|America/Puerto_Rico|America/Punta_Arenas|America/Rainy_River|America/Rankin_Inlet|America/Recife|America/Regina|America/Resolute|America/Rio_Branco|America/Rosario|America/Santa_Isabel|America/Santarem|America/Santiago|America/Santo_Domingo|America/Sao_Paulo|America/Scoresbysund|America/Shiprock|America/Sitka|America/St_Barthelemy|America/St_Johns|America/St_Kitts|America/St_Lucia|America/St_Thomas|America/St_Vincent|America/Swift_Current|America/Tegucigalpa|America/Thule|America/Thunder_Bay|America/Tijuana|America/Toronto|America/Tortola|America/Vancouver|America/Virgin|America/Whitehorse|America/Winnipeg|America/Yakutat|America/Yellowknife|Antarctica/Casey|Antarctica/Davis|Antarctica/DumontDUrville|Antarctica/Macquarie|Antarctica/Mawson|Antarctica/McMurdo|Antarctica/Palmer|Antarctica/Rothera|Antarctica/South_Pole|Antarctica/Syowa|Antarctica/Troll|Antarctica/Vostok|Arctic/Longyearbyen|Asia/Aden|Asia/Almaty|Asia/Amman|Asia/Anadyr|Asia/Aqtau|Asia/Aqtobe|Asia/Ashgabat|Asia/Ashkhabad|Asia/Atyrau|Asia/Baghdad|Asia/Bahrain|Asia/Baku|Asia/Bangkok|Asia/Barnaul|Asia/Beirut|Asia/Bishkek|Asia/Brunei|Asia/Calcutta|Asia/Chita|Asia/Choibalsan|Asia/Chongqing|Asia/Chungking|Asia/Colombo|Asia/Dacca|Asia/Damascus|Asia/Dhaka|Asia/Dili|Asia/Dubai|Asia/Dushanbe|Asia/Famagusta|Asia/Gaza|Asia/Harbin|Asia/Hebron|Asia/Ho_Chi_Minh|Asia/Hong_Kong|Asia/Hovd|Asia/Irkutsk|Asia/Istanbul|Asia/Jakarta|Asia/Jayapura|Asia/Jerusalem|Asia/Kabul|Asia/Kamchatka|Asia/Karachi|Asia/Kashgar|Asia/Kathmandu|Asia/Katmandu|Asia/Khandyga|Asia/Kolkata|Asia/Krasnoyarsk|Asia/Kuala_Lumpur|Asia/Kuching|Asia/Kuwait|Asia/Macao|Asia/Macau|Asia/Magadan|Asia/Makassar|Asia/Manila|Asia/Muscat|Asia/Nicosia|Asia/Novokuznetsk|Asia/Novosibirsk|Asia/Omsk|Asia/Oral|Asia/Phnom_Penh|Asia/Pontianak|Asia/Pyongyang|Asia/Qatar|Asia/Qostanay|Asia/Qyzylorda|Asia/Rangoon|Asia/Riyadh|Asia/Saigon|Asia/Sakhalin|Asia/Samarkand|Asia/Seoul|Asia/Shanghai|Asia/Singapore|Asia/Srednekolymsk|Asia/Taipei|Asia/Tashkent|Asia/Tbilisi|Asia/Tehran|Asia/Tel_Aviv|Asia/Thimbu|Asia/Thimphu|Asia/Tokyo|Asia/Tomsk|Asia/Ujung_Pandang|Asia/Ulaanbaatar|Asia/Ulan_Bator|Asia/Urumqi|Asia/Ust-Nera|Asia/Vientiane|Asia/Vladivostok|Asia/Yakutsk|Asia/Yangon|Asia/Yekaterinburg|Asia/Yerevan|Atlantic/Azores|Atlantic/Bermuda|Atlantic/Canary|Atlantic/Cape_Verde|Atlantic/Faeroe|Atlantic/Faroe|Atlantic/Jan_Mayen|Atlantic/Madeira|Atlantic/Reykjavik|Atlantic/South_Georgia|Atlantic/St_Helena|Atlantic/Stanley|Australia/ACT|Australia/Adelaide|Australia/Brisbane|Australia/Broken_Hill|Australia/Canberra|Australia/Currie|Australia/Darwin|Australia/Eucla|Australia/Hobart|Australia/LHI|Australia/Lindeman|Australia/Lord_Howe|Australia/Melbourne|Australia/NSW|Australia/North|Australia/Perth|Australia/Queensland|Australia/South|Australia/Sydney|Australia/Tasmania|Australia/Victoria|Australia/West|Australia/Yancowinna|Brazil/Acre|Brazil/DeNoronha|Brazil/East|Brazil/West|CET|CST6CDT|Canada/Atlantic|Canada/Central|Canada/Eastern|Canada/Mountain|Canada/Newfoundland|Canada/Pacific|Canada/Saskatchewan|Canada/Yukon|Chile/Continental|Chile/EasterIsland|Cuba|EET|EST|EST5EDT|Egypt|Eire|Etc/GMT|Etc/GMT+0|Etc/GMT+1|Etc/GMT+10|Etc/GMT+11|Etc/GMT+12|Etc/GMT+2|Etc/GMT+3|Etc/GMT+4|Etc/GMT+5|Etc/GMT+6|Etc/GMT+7|Etc/GMT+8|Etc/GMT+9|Etc/GMT-0|Etc/GMT-1|Etc/GMT-10|Etc/GMT-11|Etc/GMT-12|Etc/GMT-13|Etc/GMT-14|Etc/GMT-2|Etc/GMT-3|Etc/GMT-4|Etc/GMT-5|Etc/GMT-6|Etc/GMT-7|Etc/GMT-8|Etc/GMT-9|Etc/GMT0|Etc/Greenwich|Etc/UCT|Etc/UTC|Etc/Universal|Etc/Zulu|Europe/Amsterdam|Europe/Andorra|Europe/Astrakhan|Europe/Athens|Europe/Belfast|Europe/Belgrade|Europe/Berlin|Europe/Bratislava|Europe/Brussels|Europe/Bucharest|Europe/Budapest|Europe/Busingen|Europe/Chisinau|Europe/Copenhagen|Europe/Dublin|Europe/Gibraltar|Europe/Guernsey|Europe/Helsinki|Europe/Isle_of_Man|Europe/Istanbul|Europe/Jersey|Europe/Kaliningrad|Europe/Kiev|Europe/Kirov|Europe/Kyiv|Europe/Lisbon|Europe/Ljubljana|Europe/London|Europe/Luxembourg|Europe/Madrid|Europe/Malta|Europe/Mariehamn|Europe/Minsk|Europe/Monaco|Europe/Moscow|Europe/Nicosia|Europe/Oslo|Europe/Paris|Europe/Podgorica|Europe/Prague|Europe/Riga|Europe/Rome|Europe/Samara|Europe/San_Marino|Europe/Sarajevo|Europe/Saratov|Europe/Simferopol|Europe/Skopje|Europe/Sofia|Europe/Stockholm|Europe/Tallinn|Europe/Tirane|Europe/Tiraspol|Europe/Ulyanovsk|Europe/Uzhgorod|Europe/Vaduz|Europe/Vatican|Europe/Vienna|Europe/Vilnius|Europe/Volgograd|Europe/Warsaw|Europe/Zagreb|Europe/Zaporozhye|Europe/Zurich|Factory|GB|GB-Eire|GMT|GMT+0|GMT-0|GMT0|Greenwich|HST|Hongkong|Iceland|Indian/Antananarivo|Indian/Chagos|Indian/Christmas|Indian/Cocos|Indian/Comoro|Indian/Kerguelen|Indian/Mahe|Indian/Maldives|Indian/Mauritius|Indian/Mayotte|Indian/Reunion|Iran|Israel|Jamaica|Japan|Kwajalein|Libya|MET|MST|MST7MDT|Mexico/BajaNorte|Mexico/BajaSur|Mexico/General|NZ|NZ-CHAT|Navajo|PRC|PST8PDT|Pacific/Apia|Pacific/Auckland|Pacific/Bougainville|Pacific/Chatham|Pacific/Chuuk|Pacific/Easter|Pacific/Efate|Pacific/Enderbury|Pacific/Fakaofo|Pacific/Fiji|Pacific/Funafuti|Pacific/Galapagos|Pacific/Gambier|Pacific/Guadalcanal|Pacific/Guam|Pacific/Honolulu|Pacific/Johnston|Pacific/Kanton|Pacific/Kiritimati|Pacific/Kosrae|Pacific/Kwajalein|Pacific/Majuro|Pacific/Marquesas|Pacific/Midway|Pacific/Nauru|Pacific/Niue|Pacific/Norfolk|Pacific/Noumea|Pacific/Pago_Pago|Pacific/Palau|Pacific/Pitcairn|Pacific/Pohnpei|Pacific/Ponape|Pacific/Port_Moresby|Pacific/Rarotonga|Pacific/Saipan|Pacific/Samoa|Pacific/Tahiti|Pacific/Tarawa|Pacific/Tongatapu|Pacific/Truk|Pacific/Wake|Pacific/Wallis|Pacific/Yap|Poland|Portugal|ROC|ROK|Singapore|Turkey|UCT|US/Alaska|US/Aleutian|US/Arizona|US/Central|US/East-Indiana|US/Eastern|US/Hawaii|US/Indiana-Starke|US/Michigan|US/Mountain|US/Pacific|US/Samoa|UTC|Universal|W-SU|WET|Zulu``."""


class VersionInfo(TypedDict):
    type: str
    """The type of version info."""
    version: str
    """The version of the deployment."""


class DeploymentScheduleCreate(TypedDict):
    active: NotRequired[bool]
    """Whether or not the schedule is active. Left out, the server takes ``true``."""
    max_scheduled_runs: NotRequired[int | None]
    """The maximum number of scheduled runs for the schedule. More than 0."""
    parameters: NotRequired[dict[str, Any]]
    """A dictionary of parameter value overrides."""
    replaces: NotRequired[str | None]
    """The slug of an existing schedule that this schedule replaces. Used for renaming slugs."""
    schedule: IntervalSchedule | CronSchedule | RRuleSchedule
    """The schedule for the deployment."""
    slug: NotRequired[str | None]
    """A unique identifier for the schedule."""


class DeploymentScheduleUpdate(TypedDict):
    active: NotRequired[bool | None]
    """Whether or not the schedule is active."""
    max_scheduled_runs: NotRequired[int | None]
    """The maximum number of scheduled runs for the schedule. More than 0."""
    parameters: NotRequired[dict[str, Any]]
    """A dictionary of parameter value overrides."""
    replaces: NotRequired[str | None]
    """The slug of an existing schedule that this schedule replaces. Used for renaming slugs."""
    schedule: NotRequired[IntervalSchedule | CronSchedule | RRuleSchedule | None]
    """The schedule for the deployment."""
    slug: NotRequired[str | None]
    """A unique identifier for the schedule."""


class DeploymentUpdate(TypedDict):
    """Data used by the Prefect REST API to update a deployment."""

    concurrency_limit: NotRequired[int | None]
    """The deployment's concurrency limit. More than 0."""
    concurrency_options: NotRequired[ConcurrencyOptions | None]
    """The deployment's concurrency options."""
    description: NotRequired[str | None]
    enforce_parameter_schema: NotRequired[bool | None]
    """Whether or not the deployment should enforce the parameter schema."""
    entrypoint: NotRequired[str | None]
    global_concurrency_limit_id: NotRequired[UUID | str | None]
    """The ID of the global concurrency limit to apply to the deployment."""
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any] | None]
    """Overrides for the flow's infrastructure configuration."""
    parameter_openapi_schema: NotRequired[dict[str, Any] | None]
    """The parameter schema of the flow, including defaults."""
    parameters: NotRequired[dict[str, Any] | None]
    """Parameters for flow runs scheduled by the deployment."""
    path: NotRequired[str | None]
    paused: NotRequired[bool]
    """Whether or not the deployment is paused. Left out, the server takes ``false``."""
    pull_steps: NotRequired[list[dict[str, Any]] | None]
    schedules: NotRequired[list[DeploymentScheduleUpdate]]
    """A list of schedules for the deployment."""
    storage_document_id: NotRequired[UUID | str | None]
    tags: NotRequired[list[str]]
    """A list of deployment tags. For example ``["tag-1", "tag-2"]``."""
    version: NotRequired[str | None]
    version_info: NotRequired[VersionInfo | None]
    """A description of this version of the deployment."""
    work_pool_name: NotRequired[str | None]
    """The name of the deployment's work pool. For example ``"my-work-pool"``."""
    work_queue_name: NotRequired[str | None]


CreateDeploymentSchedulesBody: TypeAlias = list[DeploymentScheduleCreate]
"""The schedules to create"""


class DeploymentCreate(TypedDict):
    """Data used by the Prefect REST API to create a deployment."""

    concurrency_limit: NotRequired[int | None]
    """The deployment's concurrency limit. More than 0."""
    concurrency_options: NotRequired[ConcurrencyOptions | None]
    """The deployment's concurrency options."""
    description: NotRequired[str | None]
    enforce_parameter_schema: NotRequired[bool]
    """Whether or not the deployment should enforce the parameter schema. Left out, the server takes ``true``."""
    entrypoint: NotRequired[str | None]
    flow_id: UUID | str
    """The ID of the flow associated with the deployment."""
    global_concurrency_limit_id: NotRequired[UUID | str | None]
    """The ID of the global concurrency limit to apply to the deployment."""
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any]]
    """Overrides for the flow's infrastructure configuration."""
    labels: NotRequired[dict[str, bool | int | float | str] | None]
    """A dictionary of key-value labels. Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``."""
    name: str
    """The name of the deployment. For example ``"my-deployment"``."""
    parameter_openapi_schema: NotRequired[dict[str, Any] | None]
    """The parameter schema of the flow, including defaults."""
    parameters: NotRequired[dict[str, Any]]
    """Parameters for flow runs scheduled by the deployment."""
    path: NotRequired[str | None]
    paused: NotRequired[bool]
    """Whether or not the deployment is paused. Left out, the server takes ``false``."""
    pull_steps: NotRequired[list[dict[str, Any]] | None]
    schedules: NotRequired[list[DeploymentScheduleCreate]]
    """A list of schedules for the deployment."""
    storage_document_id: NotRequired[UUID | str | None]
    tags: NotRequired[list[str]]
    """A list of deployment tags. For example ``["tag-1", "tag-2"]``."""
    version: NotRequired[str | None]
    version_info: NotRequired[VersionInfo | None]
    """A description of this version of the deployment."""
    work_pool_name: NotRequired[str | None]
    """The name of the deployment's work pool. For example ``"my-work-pool"``."""
    work_queue_name: NotRequired[str | None]


class DeploymentFlowRunCreate(TypedDict):
    """Data used by the Prefect REST API to create a flow run from a deployment."""

    context: NotRequired[dict[str, Any]]
    empirical_policy: NotRequired[FlowRunPolicy]
    """The empirical policy for the flow run."""
    enforce_parameter_schema: NotRequired[bool | None]
    """Whether or not to enforce the parameter schema on this run."""
    idempotency_key: NotRequired[str | None]
    """An optional idempotency key. If a flow run with the same idempotency key has already been created, the existing flow run will be returned."""
    infrastructure_document_id: NotRequired[UUID | str | None]
    job_variables: NotRequired[dict[str, Any] | None]
    labels: NotRequired[dict[str, bool | int | float | str] | None]
    """A dictionary of key-value labels. Values can be strings, numbers, or booleans. For example ``{"key": "value1", "key2": 42}``."""
    name: NotRequired[str]
    """The name of the flow run. Defaults to a random slug if not specified. For example ``"my-flow-run"``."""
    parameters: NotRequired[dict[str, Any]]
    parent_task_run_id: NotRequired[UUID | str | None]
    state: NotRequired[StateCreate | None]
    """The state of the flow run to create"""
    tags: NotRequired[list[str]]
    """A list of tags for the flow run. For example ``["tag-1", "tag-2"]``."""
    work_queue_name: NotRequired[str | None]


BulkCreateFlowRunsFromDeploymentBody: TypeAlias = list[DeploymentFlowRunCreate]
"""List of flow run configurations to create"""


class BulkDeleteDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    """Filter criteria for deployments to delete"""
    limit: NotRequired[int]
    """Maximum number of deployments to delete. Defaults to 50. Left out, the server takes ``50``. At least 1. At most 50."""


class CountDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class PaginateDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    page: NotRequired[int]
    """Left out, the server takes ``1``. At least 1."""
    sort: NotRequired[DeploymentSort]
    """Left out, the server takes ``"NAME_ASC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]


class ReadDeploymentsBody(TypedDict):
    deployments: NotRequired[DeploymentFilter | None]
    flow_runs: NotRequired[FlowRunFilter | None]
    flows: NotRequired[FlowFilter | None]
    limit: NotRequired[int]
    """Defaults to PREFECT_SERVER_API_DEFAULT_LIMIT if not provided."""
    offset: NotRequired[int]
    """Left out, the server takes ``0``. At least 0."""
    sort: NotRequired[DeploymentSort]
    """Left out, the server takes ``"NAME_ASC"``."""
    task_runs: NotRequired[TaskRunFilter | None]
    work_pool_queues: NotRequired[WorkQueueFilter | None]
    work_pools: NotRequired[WorkPoolFilter | None]
