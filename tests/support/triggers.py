"""Triggers of automations that never fire."""

from prefect_http_api import requests

TRIGGER: requests.EventTrigger = {
    "type": "event",
    "posture": "Reactive",
    "expect": ["nothing.that.happens"],
    "threshold": 1,
    "within": 0,
}
