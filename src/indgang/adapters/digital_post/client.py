"""Digital Post, NemSMS and remote print through Serviceplatformen: SF1601's PostForespoerg and KombiPostAfsend.

| answer | taken as |
|---|---|
| 200, Result true | taken; "already received" is taken, too |
| 200, Result false; 4xx beside those below | refused |
| no connection; no token; 401 (after a new token), 403, 404, 405, 429, 502-504 | unavailable: nothing was taken |
| anything else, or none | unknown |

401 to 405 are our own set-up: a letter cannot mend it, so they wait as an outage does, and none is given up for it.
"""

import json
from datetime import UTC
from pathlib import Path
from uuid import UUID, uuid4

from indgang.adapters.digital_post import kombi
from indgang.adapters.digital_post.line import Keys, Line, Reply
from indgang.adapters.digital_post.tokens import Tokens
from indgang.adapters.digital_post.types import (
    Choice,
    NotMemo,
    PostRefused,
    PostUnavailable,
    PostUnknown,
    Sent,
    Service,
    Written,
)
from indgang.kernel import clock
from indgang.kernel.free_text import without_cpr

KOMBI = "/service/KombiPostAfsend_1/kombi"
LOOK_UP = "/service/PostForespoerg_1"
SEND_ENTITY = "http://entityid.kombit.dk/service/kombipostafsend/1"
LOOK_UP_ENTITY = "http://entityid.kombit.dk/service/postforespoerg/1"
ANSWER_SECONDS, LOOK_UP_SECONDS = 20.0, 2.0
UNAVAILABLE = {401, 403, 404, 405, 429, 502, 503, 504}
LONGEST_TEXT = 200


class KombiPost:
    """The client. `address` and `tokens` are base addresses, as in the settings; safe for several threads."""

    def __init__(
        self,
        address: str,
        tokens: str,
        *,
        cvr: str,
        certificate: Path,
        key: Path,
        authority: Path | None = None,
        seconds: float = ANSWER_SECONDS,
        look_up_seconds: float = LOOK_UP_SECONDS,
    ) -> None:
        keys = Keys(certificate, key, authority)
        self._line = Line(address, keys)
        self._tokens = Tokens(Line(tokens, keys), self._line, cvr, keys)
        self._seconds, self._look_up_seconds = seconds, look_up_seconds

    def registered(self, number: str, service: Service) -> bool:
        """See PostClient. A `false` means exempt or never registered; which of the two is not said here."""
        name = "cprNumber" if len(number) == 10 else "cvrNumber"
        try:
            reply = self._say(
                "GET",
                f"{LOOK_UP}/{service}?{name}={number}",
                entity=LOOK_UP_ENTITY,
                transaction=uuid4(),
                seconds=self._look_up_seconds,
            )
        except PostUnknown as silent:  # a question: nothing can have been taken
            raise PostUnavailable(str(silent)) from None
        if reply.status != 200:
            raise PostUnavailable(f"status {reply.status}", reply.retry_after)
        try:
            said = json.loads(reply.content)
        except ValueError:
            said = None
        result = said.get("result") if isinstance(said, dict) else None
        if not isinstance(result, bool):
            raise PostUnavailable("the look-up gave neither true nor false")
        return result

    def send(self, what: Written, choice: Choice, transaction: UUID, letter: Written | None = None) -> Sent:
        """See PostClient."""
        memo, paper = (what, letter) if what.format == "memo" else (None, what)
        body = b"".join(kombi.wrap(choice, memo, paper))
        reply = self._say(
            "POST", KOMBI, body, entity=SEND_ENTITY, transaction=transaction, seconds=self._seconds
        )
        if reply.status in UNAVAILABLE:
            raise PostUnavailable(f"status {reply.status}", reply.retry_after)
        if reply.status == 200:
            return _taken(reply, transaction)
        if 400 <= reply.status < 500 and reply.status != 408:
            raise _refusal(reply)
        raise PostUnknown(f"status {reply.status}")

    def _say(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        entity: str,
        transaction: UUID,
        seconds: float,
    ) -> Reply:
        """One call with a token; a 401 fetches a new one, once."""
        for last in (False, True):
            token = self._tokens.access(entity, seconds=seconds)
            reply = self._line.say(
                method,
                path,
                body,
                {
                    "authorization": f"Holder-of-key {token}",
                    "X-TransaktionsId": str(transaction),
                    "X-TransaktionsTid": clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                    "Content-Type": "application/xml",
                    "Accept": "application/xml" if body else "application/json",
                },
                seconds=seconds,
            )
            if reply.status != 401 or last:
                break
            self._tokens.forget(entity, token)
        return reply


def _taken(reply: Reply, transaction: UUID) -> Sent:
    try:
        answer = kombi.read_answer(reply.content)
    except NotMemo as error:
        raise PostUnknown("an answer that cannot be read") from error
    if not answer.ok:
        raise PostRefused(answer.code[:60], without_cpr(answer.text)[:LONGEST_TEXT])
    repeated = answer.code == "ALREADY_RECEIVED" or answer.text.lower().startswith("already received")
    return Sent(answer.transmission_id or str(transaction), repeated)


def _refusal(reply: Reply) -> PostRefused:
    try:
        answer = kombi.read_answer(reply.content)
    except NotMemo:
        return PostRefused(str(reply.status), "")
    return PostRefused(answer.code[:60] or str(reply.status), without_cpr(answer.text)[:LONGEST_TEXT])
