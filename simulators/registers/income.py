"""The income register: questions `months` (all employers) and `paid_by` (one employer), by month.

A month may lack something until the 10th of the next one (17 January for December): then it is not `complete`.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from simulators.post.house import now
from simulators.registers.seed import numbers, read

MAY_LACK = ("hours",)
MOST_MONTHS = 60


class Income:
    def __init__(self, folder: Path) -> None:
        (self._jobs,) = read(folder, "income.yaml", "jobs")
        self._marks = numbers(folder)

    def months(self, asked: dict[str, Any]) -> Any:
        mark = self._marks.get(asked["cpr"])
        if mark is None:
            return None
        return _span([job for job in self._jobs if job["person"] == mark], asked)

    def paid_by(self, asked: dict[str, Any]) -> Any:
        mark = self._marks.get(asked["cpr"])
        jobs = [job for job in self._jobs if job["person"] == mark and job["employer"] == asked["cvr"]]
        return _span(jobs, asked) if jobs else None


def _span(jobs: list[dict[str, Any]], asked: dict[str, Any]) -> list[dict[str, Any]]:
    month, last = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])
    rows: list[dict[str, Any]] = []
    while month <= last and len(rows) < MOST_MONTHS:
        rows.append(_month(jobs, month))
        month = _after(month, 1)
    return rows


def _after(month: date, day: int) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, day)


def _month(jobs: list[dict[str, Any]], month: date) -> dict[str, Any]:
    paid = [
        job
        for job in jobs
        if job["from"] <= month.isoformat() and (not job.get("to") or month.isoformat() <= job["to"])
    ]
    hours = [Decimal(job["hours"]) for job in paid if job.get("hours")]
    return {
        "month": month.isoformat(),
        "amount": int(sum((Decimal(job["kr"]) for job in paid), Decimal(0)) * 100),
        "hours": str(sum(hours, Decimal(0))) if len(hours) == len(paid) else None,
        "complete": now().date() > _after(month, 17 if month.month == 12 else 10),
    }
