# SPDX-License-Identifier: EUPL-1.2
"""Count working days, from Monday to Friday: public holidays count, so that no delay is missed."""

from datetime import date, timedelta

WEEK, WORKED = 7, 5
MOST = 36_500  # days, of a clock that is wrong


def working_days_since(day: date, today: date) -> int:
    """Return how many working days have passed after a day, today among them."""
    passed = min(max((today - day).days, 0), MOST)
    weeks, more = divmod(passed, WEEK)
    rest = (today - timedelta(days=n) for n in range(more))
    return weeks * WORKED + sum(each.weekday() < WORKED for each in rest)
