"""Messages and letters for the tests: Maja Holm moves."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from indgang.adapters.digital_post.types import (
    Address,
    Document,
    LetterOut,
    MemoFile,
    MemoOut,
    Recipient,
    Sender,
)

MAJA, WRITTEN = "6104850001", datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + bytes(2_000)


def memo(**fields: Any) -> MemoOut:
    return replace(
        MemoOut(
            uuid=uuid4(),
            type="DIGITALPOST",
            label="Din flytning",
            sender=Sender("12345678", "Lyngsø Kommune"),
            recipient=Recipient(MAJA, "CPR", "Maja Holm"),
            created_at=WRITTEN,
            documents=(Document((MemoFile("brev.pdf", "application/pdf", PDF),)),),
        ),
        **fields,
    )


def sms(text: str, **fields: Any) -> MemoOut:
    return memo(type="NEMSMS", label="Husk din aftale", notification=text, documents=(), **fields)


def letter(**fields: Any) -> LetterOut:
    return replace(
        LetterOut(
            uuid=uuid4(),
            title="Din flytning",
            to=Address("Maja Holm", ("Klokkeengen 2, 1. tv.",), "9999", "Lyngsø"),
            pdf=PDF,
        ),
        **fields,
    )
