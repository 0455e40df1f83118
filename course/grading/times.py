"""Times as students' machines and learning-management systems write them. A time that is not understood is never guessed.

nbgrader's own parser takes ``+0200`` for 200 seconds and an unknown zone for UTC, so times are read here and handed to it
as UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from course.errors import CourseError

_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "SAST": 2, "PKT": 5, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3,
}  # fmt: skip
_SEVERAL = {"BST", "CST", "IST", "AST", "ADT", "ECT", "GST", "SST", "AMT", "WST"}  # on several continents  # codespell:ignore ist,ect
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d?:\d\d(?::\d\d)?)(?:[.,](\d+))?)?\s*([A-Za-z+\-].*)?", re.ASCII)
_SPELLED = ("%A, %d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%A, %B %d, %Y, %I:%M %p", "%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M")


class TimeError(CourseError):
    """A time that cannot be read, or that means several times."""


def read(text: str, zone: tzinfo, *, end_of_day: bool = False) -> datetime:
    """The moment that ``text`` names, in UTC without a zone, as the gradebook keeps it.

    ``zone`` is meant where the text names none. It may name an offset (``+0200``, ``+02:00``, ``Z``), a zone
    (``Europe/Berlin``) or an abbreviation with one meaning (``CEST``, ``PST``). ``end_of_day``: a day alone is its last minute.

    Raises
    ------
    TimeError
        When the text is no time of the years 1990 to 2200, or its zone is unknown or has several meanings.
    """
    text = " ".join(text.split())[:80]
    found = _ISO.fullmatch(text)
    try:
        if found:
            if not found[2] and not end_of_day:
                raise TimeError(f"`{text}` names a day and no time.")
            local = datetime.fromisoformat(f"{found[1]} {(found[2] or '23:59').zfill(5)}")
            # To the last digit: nbgrader takes a submission for ungraded when its gradebook has another time than its folder.
            local = local.replace(microsecond=int((found[3] or "").ljust(6, "0")[:6]))
            zone = zone_of(found[4]) if found[4] else zone
        else:
            local = _spelled(text)
        moment = local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise TimeError(f"`{text}` is no time; write it as 2026-03-01 18:00 +0100.") from None
    if not 1990 <= moment.year <= 2200:
        raise TimeError(f"`{text}` lies in no year in which somebody may have handed something in.")
    return moment


def zone_of(name: str) -> tzinfo:
    """A zone by its offset, its abbreviation or its name.

    Raises
    ------
    TimeError
        When it is unknown, or has several meanings.
    """
    name = name.strip()
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d\d):?(\d\d)?", name, re.ASCII)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes > 15 * 60:
            raise TimeError(f"no zone is {name} from UTC.")
        return timezone((-1 if offset[1] == "-" else 1) * timedelta(minutes=minutes))
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]), name.upper())
    if name.upper() in _SEVERAL:
        raise TimeError(f"{name} means several zones; write the offset, as in +0530.")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise TimeError(f"`{name}` is no known time zone; write the offset, as in +0200.") from None


def _spelled(text: str) -> datetime:
    """As Moodle's English pages write it."""
    for form in _SPELLED:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise ValueError(text)


def written(moment: datetime) -> str:
    """A moment in UTC as text that nbgrader reads too."""
    return f"{moment.isoformat(sep=' ')} UTC"


def in_zone(moment: datetime, zone: tzinfo) -> str:
    """A moment in UTC for people in ``zone``."""
    return f"{moment.replace(tzinfo=UTC).astimezone(zone):%Y-%m-%d %H:%M %Z}".strip()
