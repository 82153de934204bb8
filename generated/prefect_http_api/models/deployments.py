# Generated from the OpenAPI document of Prefect 3.8.8 (sha256 b981dff6f84527fe) by `python -m generator`.
# Do not edit: `nox -s regenerate` writes it anew.
"""What the API answers about deployments."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from attrs import define, field

from .._decoding import Answer, OpenEnum, Unknown, keyed_union
from .shared import CreatedBy, GlobalConcurrencyLimit, QueueFilter


@define(kw_only=True, eq=False, repr=False)
class CronSchedule(Answer):
    """Cron schedule

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
    day_or: bool = True
    """Control croniter behavior for handling day and day_of_week entries."""
    timezone: str | None = None
    """For example ``"America/New_York"``."""


@define(kw_only=True, eq=False, repr=False)
class IntervalSchedule(Answer):
    """A schedule formed by adding `interval` increments to an `anchor_date`. If no
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

    interval: float
    anchor_date: datetime
    """For example ``"2020-01-01T00:00:00Z"``."""
    timezone: str | None = None
    """For example ``"America/New_York"``."""


@define(kw_only=True, eq=False, repr=False)
class RRuleSchedule(Answer):
    """RRule schedule, based on the iCalendar standard
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
    timezone: str | None = "UTC"
    """Matches
    ``Africa/Abidjan|Africa/Accra|Africa/Addis_Ababa|Africa/Algiers|Africa/Asmara|Africa/Asmera|Africa/Bamako|Africa/Bangui|Africa/Banjul|Africa/Bissau|Africa/Blantyre|Africa/Brazzaville|Africa/Bujumbura|Africa/Cairo|Africa/Casablanca|Africa/Ceuta|Africa/Conakry|Africa/Dakar|Africa/Dar_es_Salaam|Africa/Djibouti|Africa/Douala|Africa/El_Aaiun|Africa/Freetown|Africa/Gaborone|Africa/Harare|Africa/Johannesburg|Africa/Juba|Africa/Kampala|Africa/Khartoum|Africa/Kigali|Africa/Kinshasa|Africa/Lagos|Africa/Libreville|Africa/Lome|Africa/Luanda|Africa/Lubumbashi|Africa/Lusaka|Africa/Malabo|Africa/Maputo|Africa/Maseru|Africa/Mbabane|Africa/Mogadishu|Africa/Monrovia|Africa/Nairobi|Africa/Ndjamena|Africa/Niamey|Africa/Nouakchott|Africa/Ouagadougou|Africa/Porto-Novo|Africa/Sao_Tome|Africa/Timbuktu|Africa/Tripoli|Africa/Tunis|Africa/Windhoek|America/Adak|America/Anchorage|America/Anguilla|America/Antigua|America/Araguaina|America/Argentina/Buenos_Aires|America/Argentina/Catamarca|America/Argentina/ComodRivadavia|America/Argentina/Cordoba|America/Argentina/Jujuy|America/Argentina/La_Rioja|America/Argentina/Mendoza|America/Argentina/Rio_Gallegos|America/Argentina/Salta|America/Argentina/San_Juan|America/Argentina/San_Luis|America/Argentina/Tucuman|America/Argentina/Ushuaia|America/Aruba|America/Asuncion|America/Atikokan|America/Atka|America/Bahia|America/Bahia_Banderas|America/Barbados|America/Belem|America/Belize|America/Blanc-Sablon|America/Boa_Vista|America/Bogota|America/Boise|America/Buenos_Aires|America/Cambridge_Bay|America/Campo_Grande|America/Cancun|America/Caracas|America/Catamarca|America/Cayenne|America/Cayman|America/Chicago|America/Chihuahua|America/Ciudad_Juarez|America/Coral_Harbour|America/Cordoba|America/Costa_Rica|America/Coyhaique|America/Creston|America/Cuiaba|America/Curacao|America/Danmarkshavn|America/Dawson|America/Dawson_Creek|America/Denver|America/Detroit|America/Dominica|America/Edmonton|America/Eirunepe|America/El_Salvador|America/Ensenada|America/Fort_Nelson|America/Fort_Wayne|America/Fortaleza|America/Glace_Bay|America/Godthab|America/Goose_Bay|America/Grand_Turk|America/Grenada|America/Guadeloupe|America/Guatemala|America/Guayaquil|America/Guyana|America/Halifax|America/Havana|America/Hermosillo|America/Indiana/Indianapolis|America/Indiana/Knox|America/Indiana/Marengo|America/Indiana/Petersburg|America/Indiana/Tell_City|America/Indiana/Vevay|America/Indiana/Vincennes|America/Indiana/Winamac|America/Indianapolis|America/Inuvik|America/Iqaluit|America/Jamaica|America/Jujuy|America/Juneau|America/Kentucky/Louisville|America/Kentucky/Monticello|America/Knox_IN|America/Kralendijk|America/La_Paz|America/Lima|America/Los_Angeles|America/Louisville|America/Lower_Princes|America/Maceio|America/Managua|America/Manaus|America/Marigot|America/Martinique|America/Matamoros|America/Mazatlan|America/Mendoza|America/Menominee|America/Merida|America/Metlakatla|America/Mexico_City|America/Miquelon|America/Moncton|America/Monterrey|America/Montevideo|America/Montreal|America/Montserrat|America/Nassau|America/New_York|America/Nipigon|America/Nome|America/Noronha|America/North_Dakota/Beulah|America/North_Dakota/Center|America/North_Dakota/New_Salem|America/Nuuk|America/Ojinaga|America/Panama|America/Pangnirtung|America/Paramaribo|America/Phoenix|America/Port-au-Prince|America/Port_of_Spain|America/Porto_Acre|America/Porto_Velho|America/Puerto_Rico|America/Punta_Arenas|America/Rainy_River|America/Rankin_Inlet|America/Recife|America/Regina|America/Resolute|America/Rio_Branco|America/Rosario|America/Santa_Isabel|America/Santarem|America/Santiago|America/Santo_Domingo|America/Sao_Paulo|America/Scoresbysund|America/Shiprock|America/Sitka|America/St_Barthelemy|America/St_Johns|America/St_Kitts|America/St_Lucia|America/St_Thomas|America/St_Vincent|America/Swift_Current|America/Tegucigalpa|America/Thule|America/Thunder_Bay|America/Tijuana|America/Toronto|America/Tortola|America/Vancouver|America/Virgin|America/Whitehorse|America/Winnipeg|America/Yakutat|America/Yellowknife|Antarctica/Casey|Antarctica/Davis|Antarctica/DumontDUrville|Antarctica/Macquarie|Antarctica/Mawson|Antarctica/McMurdo|Antarctica/Palmer|Antarctica/Rothera|Antarctica/South_Pole|Antarctica/Syowa|Antarctica/Troll|Antarctica/Vostok|Arctic/Longyearbyen|Asia/Aden|Asia/Almaty|Asia/Amman|Asia/Anadyr|Asia/Aqtau|Asia/Aqtobe|Asia/Ashgabat|Asia/Ashkhabad|Asia/Atyrau|Asia/Baghdad|Asia/Bahrain|Asia/Baku|Asia/Bangkok|Asia/Barnaul|Asia/Beirut|Asia/Bishkek|Asia/Brunei|Asia/Calcutta|Asia/Chita|Asia/Choibalsan|Asia/Chongqing|Asia/Chungking|Asia/Colombo|Asia/Dacca|Asia/Damascus|Asia/Dhaka|Asia/Dili|Asia/Dubai|Asia/Dushanbe|Asia/Famagusta|Asia/Gaza|Asia/Harbin|Asia/Hebron|Asia/Ho_Chi_Minh|Asia/Hong_Kong|Asia/Hovd|Asia/Irkutsk|Asia/Istanbul|Asia/Jakarta|Asia/Jayapura|Asia/Jerusalem|Asia/Kabul|Asia/Kamchatka|Asia/Karachi|Asia/Kashgar|Asia/Kathmandu|Asia/Katmandu|Asia/Khandyga|Asia/Kolkata|Asia/Krasnoyarsk|Asia/Kuala_Lumpur|Asia/Kuching|Asia/Kuwait|Asia/Macao|Asia/Macau|Asia/Magadan|Asia/Makassar|Asia/Manila|Asia/Muscat|Asia/Nicosia|Asia/Novokuznetsk|Asia/Novosibirsk|Asia/Omsk|Asia/Oral|Asia/Phnom_Penh|Asia/Pontianak|Asia/Pyongyang|Asia/Qatar|Asia/Qostanay|Asia/Qyzylorda|Asia/Rangoon|Asia/Riyadh|Asia/Saigon|Asia/Sakhalin|Asia/Samarkand|Asia/Seoul|Asia/Shanghai|Asia/Singapore|Asia/Srednekolymsk|Asia/Taipei|Asia/Tashkent|Asia/Tbilisi|Asia/Tehran|Asia/Tel_Aviv|Asia/Thimbu|Asia/Thimphu|Asia/Tokyo|Asia/Tomsk|Asia/Ujung_Pandang|Asia/Ulaanbaatar|Asia/Ulan_Bator|Asia/Urumqi|Asia/Ust-Nera|Asia/Vientiane|Asia/Vladivostok|Asia/Yakutsk|Asia/Yangon|Asia/Yekaterinburg|Asia/Yerevan|Atlantic/Azores|Atlantic/Bermuda|Atlantic/Canary|Atlantic/Cape_Verde|Atlantic/Faeroe|Atlantic/Faroe|Atlantic/Jan_Mayen|Atlantic/Madeira|Atlantic/Reykjavik|Atlantic/South_Georgia|Atlantic/St_Helena|Atlantic/Stanley|Australia/ACT|Australia/Adelaide|Australia/Brisbane|Australia/Broken_Hill|Australia/Canberra|Australia/Currie|Australia/Darwin|Australia/Eucla|Australia/Hobart|Australia/LHI|Australia/Lindeman|Australia/Lord_Howe|Australia/Melbourne|Australia/NSW|Australia/North|Australia/Perth|Australia/Queensland|Australia/South|Australia/Sydney|Australia/Tasmania|Australia/Victoria|Australia/West|Australia/Yancowinna|Brazil/Acre|Brazil/DeNoronha|Brazil/East|Brazil/West|CET|CST6CDT|Canada/Atlantic|Canada/Central|Canada/Eastern|Canada/Mountain|Canada/Newfoundland|Canada/Pacific|Canada/Saskatchewan|Canada/Yukon|Chile/Continental|Chile/EasterIsland|Cuba|EET|EST|EST5EDT|Egypt|Eire|Etc/GMT|Etc/GMT+0|Etc/GMT+1|Etc/GMT+10|Etc/GMT+11|Etc/GMT+12|Etc/GMT+2|Etc/GMT+3|Etc/GMT+4|Etc/GMT+5|Etc/GMT+6|Etc/GMT+7|Etc/GMT+8|Etc/GMT+9|Etc/GMT-0|Etc/GMT-1|Etc/GMT-10|Etc/GMT-11|Etc/GMT-12|Etc/GMT-13|Etc/GMT-14|Etc/GMT-2|Etc/GMT-3|Etc/GMT-4|Etc/GMT-5|Etc/GMT-6|Etc/GMT-7|Etc/GMT-8|Etc/GMT-9|Etc/GMT0|Etc/Greenwich|Etc/UCT|Etc/UTC|Etc/Universal|Etc/Zulu|Europe/Amsterdam|Europe/Andorra|Europe/Astrakhan|Europe/Athens|Europe/Belfast|Europe/Belgrade|Europe/Berlin|Europe/Bratislava|Europe/Brussels|Europe/Bucharest|Europe/Budapest|Europe/Busingen|Europe/Chisinau|Europe/Copenhagen|Europe/Dublin|Europe/Gibraltar|Europe/Guernsey|Europe/Helsinki|Europe/Isle_of_Man|Europe/Istanbul|Europe/Jersey|Europe/Kaliningrad|Europe/Kiev|Europe/Kirov|Europe/Kyiv|Europe/Lisbon|Europe/Ljubljana|Europe/London|Europe/Luxembourg|Europe/Madrid|Europe/Malta|Europe/Mariehamn|Europe/Minsk|Europe/Monaco|Europe/Moscow|Europe/Nicosia|Europe/Oslo|Europe/Paris|Europe/Podgorica|Europe/Prague|Europe/Riga|Europe/Rome|Europe/Samara|Europe/San_Marino|Europe/Sarajevo|Europe/Saratov|Europe/Simferopol|Europe/Skopje|Europe/Sofia|Europe/Stockholm|Europe/Tallinn|Europe/Tirane|Europe/Tiraspol|Europe/Ulyanovsk|Europe/Uzhgorod|Europe/Vaduz|Europe/Vatican|Europe/Vienna|Europe/Vilnius|Europe/Volgograd|Europe/Warsaw|Europe/Zagreb|Europe/Zaporozhye|Europe/Zurich|Factory|GB|GB-Eire|GMT|GMT+0|GMT-0|GMT0|Greenwich|HST|Hongkong|Iceland|Indian/Antananarivo|Indian/Chagos|Indian/Christmas|Indian/Cocos|Indian/Comoro|Indian/Kerguelen|Indian/Mahe|Indian/Maldives|Indian/Mauritius|Indian/Mayotte|Indian/Reunion|Iran|Israel|Jamaica|Japan|Kwajalein|Libya|MET|MST|MST7MDT|Mexico/BajaNorte|Mexico/BajaSur|Mexico/General|NZ|NZ-CHAT|Navajo|PRC|PST8PDT|Pacific/Apia|Pacific/Auckland|Pacific/Bougainville|Pacific/Chatham|Pacific/Chuuk|Pacific/Easter|Pacific/Efate|Pacific/Enderbury|Pacific/Fakaofo|Pacific/Fiji|Pacific/Funafuti|Pacific/Galapagos|Pacific/Gambier|Pacific/Guadalcanal|Pacific/Guam|Pacific/Honolulu|Pacific/Johnston|Pacific/Kanton|Pacific/Kiritimati|Pacific/Kosrae|Pacific/Kwajalein|Pacific/Majuro|Pacific/Marquesas|Pacific/Midway|Pacific/Nauru|Pacific/Niue|Pacific/Norfolk|Pacific/Noumea|Pacific/Pago_Pago|Pacific/Palau|Pacific/Pitcairn|Pacific/Pohnpei|Pacific/Ponape|Pacific/Port_Moresby|Pacific/Rarotonga|Pacific/Saipan|Pacific/Samoa|Pacific/Tahiti|Pacific/Tarawa|Pacific/Tongatapu|Pacific/Truk|Pacific/Wake|Pacific/Wallis|Pacific/Yap|Poland|Portugal|ROC|ROK|Singapore|Turkey|UCT|US/Alaska|US/Aleutian|US/Arizona|US/Central|US/East-Indiana|US/Eastern|US/Hawaii|US/Indiana-Starke|US/Michigan|US/Mountain|US/Pacific|US/Samoa|UTC|Universal|W-SU|WET|Zulu``.
    """


if TYPE_CHECKING:
    AnySchedule: TypeAlias = CronSchedule | IntervalSchedule | RRuleSchedule | Unknown
else:
    AnySchedule = keyed_union(
        "AnySchedule",
        {
            "cron": CronSchedule,
            "interval": IntervalSchedule,
            "rrule": RRuleSchedule,
        },
    )


class ConcurrencyLimitStrategy(OpenEnum):
    """Enumeration of concurrency collision strategies."""

    ENQUEUE = "ENQUEUE"
    CANCEL_NEW = "CANCEL_NEW"


@define(kw_only=True, eq=False, repr=False)
class ConcurrencyOptions(Answer):
    """Class for storing the concurrency config in database."""

    collision_strategy: ConcurrencyLimitStrategy
    grace_period_seconds: int | None = None
    """Grace period in seconds for infrastructure to start before concurrency slots are revoked. If not set, falls back
    to
    server setting. At least 60. At most 86400.
    """


class DeploymentStatus(OpenEnum):
    """Enumeration of deployment statuses."""

    READY = "READY"
    NOT_READY = "NOT_READY"


@define(kw_only=True, eq=False, repr=False)
class Deployment(Answer):
    """Deployment."""

    name: str
    """The name of the deployment."""
    flow_id: UUID
    """The flow id associated with the deployment."""
    id: UUID
    created: datetime | None
    updated: datetime | None
    concurrency_limit: int | None = None
    """DEPRECATED: Prefer `global_concurrency_limit`. Will always be None for backwards compatibility. Will be removed
    after December 2024.
    """
    concurrency_options: ConcurrencyOptions | None = None
    """The concurrency options for the deployment."""
    created_by: CreatedBy | None = None
    """Optional information about the creator of this deployment."""
    description: str | None = None
    """A description for the deployment."""
    enforce_parameter_schema: bool = True
    """Whether or not the deployment should enforce the parameter schema."""
    entrypoint: str | None = None
    """The path to the entrypoint for the workflow, relative to the `path`."""
    global_concurrency_limit: GlobalConcurrencyLimit | None = None
    """The global concurrency limit object for enforcing the maximum number of flow runs that can be active at once."""
    infrastructure_document_id: UUID | None = None
    """The block document defining infrastructure to use for flow runs."""
    job_variables: dict[str, Any] = field(factory=dict[str, Any])
    """Overrides to apply to the base infrastructure block at runtime."""
    labels: dict[str, bool | int | float | str] = field(factory=dict[str, bool | int | float | str])
    """A dictionary of key-value labels. Values can be strings, numbers, or booleans. For example ``{"key": "value1",
    "key2": 42}``.
    """
    last_polled: datetime | None = None
    """The last time the deployment was polled for status updates."""
    parameter_openapi_schema: dict[str, Any] | None = None
    """The parameter schema of the flow, including defaults."""
    parameters: dict[str, Any] = field(factory=dict[str, Any])
    """Parameters for flow runs scheduled by the deployment."""
    path: str | None = None
    """The path to the working directory for the workflow, relative to remote storage or an absolute path."""
    paused: bool = False
    """Whether or not the deployment is paused."""
    pull_steps: list[dict[str, Any]] | None = None
    """Pull steps for cloning and running this deployment."""
    schedules: list[DeploymentSchedule] = field(factory=list["DeploymentSchedule"])
    """A list of schedules for the deployment."""
    status: DeploymentStatus | None = DeploymentStatus.NOT_READY
    """Whether the deployment is ready to run flows."""
    storage_document_id: UUID | None = None
    """The block document defining storage used for this flow."""
    tags: list[str] = field(factory=list[str])
    """A list of tags for the deployment. For example ``["tag-1", "tag-2"]``."""
    updated_by: UpdatedBy | None = None
    """Optional information about the updater of this deployment."""
    version: str | None = None
    """An optional version for the deployment."""
    work_pool_name: str | None = None
    """The name of the deployment's work pool."""
    work_queue_id: UUID | None = None
    """The id of the work pool queue to which this deployment is assigned."""
    work_queue_name: str | None = None
    """The work queue for the deployment. If no work queue is set, work will not be scheduled."""


@define(kw_only=True, eq=False, repr=False)
class DeploymentBulkDeleteResult(Answer):
    """Response from bulk deployment deletion."""

    deleted: list[UUID] = field(factory=list[UUID])


@define(kw_only=True, eq=False, repr=False)
class DeploymentPage(Answer):
    """Deployment page."""

    results: list[Deployment]
    count: int
    limit: int
    pages: int
    page: int


@define(kw_only=True, eq=False, repr=False)
class DeploymentSchedule(Answer):
    """Deployment schedule."""

    schedule: AnySchedule
    """The schedule for the deployment."""
    id: UUID
    created: datetime | None
    updated: datetime | None
    active: bool = True
    """Whether or not the schedule is active."""
    deployment_id: UUID | None = None
    """The deployment id associated with this schedule."""
    max_scheduled_runs: int | None = None
    """The maximum number of scheduled runs for the schedule. More than 0."""
    parameters: dict[str, Any] = field(factory=dict[str, Any])
    """A dictionary of parameter value overrides."""
    slug: str | None = None
    """A unique slug for the schedule."""


@define(kw_only=True, eq=False, repr=False)
class DeploymentWorkQueue(Answer):
    """An ORM representation of a work queue"""

    name: str
    """The name of the work queue. Matches ``^[^/%&><]+$``."""
    id: UUID
    created: datetime | None
    updated: datetime | None
    concurrency_limit: int | None = None
    """An optional concurrency limit for the work queue. At least 0."""
    description: str | None = ""
    """An optional description for the work queue."""
    filter: QueueFilter | None = None
    """DEPRECATED: Filter criteria for the work queue."""
    is_paused: bool = False
    """Whether or not the work queue is paused."""
    last_polled: datetime | None = None
    """The last time an agent polled this queue for work."""
    priority: int = 1
    """The queue's priority. Lower values are higher priority (1 is the highest). More than 0."""
    work_pool_id: UUID | None = None
    """The work pool with which the queue is associated."""


@define(kw_only=True, eq=False, repr=False)
class FlowRunBulkCreateResult(Answer):
    """Response from bulk flow run creation."""

    results: list[FlowRunCreateResult] = field(factory=list["FlowRunCreateResult"])


@define(kw_only=True, eq=False, repr=False)
class FlowRunCreateResult(Answer):
    """Per-run result for bulk create operations."""

    status: FlowRunCreateResultStatus
    error: str | None = None
    flow_run_id: UUID | None = None


class FlowRunCreateResultStatus(OpenEnum):
    """What ``FlowRunCreateResult.status`` can be."""

    CREATED = "CREATED"
    FAILED = "FAILED"


@define(kw_only=True, eq=False, repr=False)
class UpdatedBy(Answer):
    """Updated by."""

    display_value: str | None = None
    """The display value for the updater."""
    id: UUID | None = None
    """The id of the updater of the object."""
    type: str | None = None
    """The type of the updater of the object."""
