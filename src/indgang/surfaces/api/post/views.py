"""The doors of Digital Post. What is sent is committed before it is answered; a repeat is answered the same."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from indgang.adapters.digital_post.receipts import write_answer
from indgang.adapters.digital_post.types import NotReceipt
from indgang.kernel import clock
from indgang.modules.messages import services
from indgang.modules.messages.vocabulary import InboundSource
from indgang.surfaces.common.people import for_machines

LARGEST_RECEIPT = 1024 * 1024
LARGEST_LETTER = services.LARGEST_INBOUND


def _secret() -> str:
    return settings.POST.secret if settings.POST else ""


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.answer = HttpResponse(status=status)


def _body(request: HttpRequest, largest: int) -> bytes:
    """The body, never more than `largest` bytes of it. Raises _Refused: 413 too large, 400 no XML."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > largest:
        raise _Refused(413)
    body = request.read(largest + 1)
    if len(body) > largest:
        raise _Refused(413)
    start = body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"<"):
        raise _Refused(400)
    return body


@for_machines(_secret)
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """A receipt of what we sent. 20: we have it. 40: we cannot read it; it is kept, and somebody looks."""
    try:
        raw = _body(request, LARGEST_RECEIPT)
    except _Refused as refused:
        return refused.answer
    taken = True
    try:
        services.take_receipt(raw, got_at=clock.now())
    except NotReceipt:
        services.take_inbound(source=InboundSource.RECEIPT, external_id="", raw=raw)
        taken = False
    return HttpResponse(write_answer(taken=taken), content_type="application/xml")


@for_machines(_secret)
@require_POST
def memo(request: HttpRequest) -> HttpResponse:
    """A letter that somebody wrote to us. It is stored as it came, and read afterwards."""
    try:
        raw = _body(request, LARGEST_LETTER)
    except _Refused as refused:
        return refused.answer
    services.take_inbound(source=InboundSource.MEMO, external_id=services.memo_name(raw), raw=raw)
    return HttpResponse(status=200, content_type="application/xml")
