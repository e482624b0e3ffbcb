"""How much of a request is read: a giant one fills neither memory nor disk, and its sender is told why.

Two bounds. A request larger than `REQUEST_LIMIT` gets a page that says so, without being taken apart. A file larger
than `FILE_LIMIT` in a smaller one is counted and thrown away, so that the page can say it beside the field, with all
that was typed still there. No file is ever written to a temporary folder.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

READ_AT_ONCE = 64 * 1024
THROWN_AWAY = 10
"""Times `REQUEST_LIMIT`: so much is read and thrown away, since a browser that is still sending hears no answer."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class BoundedUpload(FileUploadHandler):
    """Keeps the files of a request in memory, together at most `FILE_LIMIT` bytes; of what is more, only the size."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left = settings.FILE_LIMIT
        self._kept: BytesIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._kept is None:
            return
        if len(raw_data) > self._left:
            self._left += self._kept.tell()
            self._kept = None
            return
        self._left -= len(raw_data)
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content: IO[bytes] = self._kept or BytesIO()
        content.seek(0)
        size = file_size if self._kept is not None else max(file_size, settings.FILE_LIMIT + 1)
        return InMemoryUploadedFile(
            file=content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


class BoundedRequest:
    """Middleware: answers a request that says it is larger than `REQUEST_LIMIT`, and never takes it apart."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or int(length) <= settings.REQUEST_LIMIT:
            return self.get_response(request)
        left = min(int(length), settings.REQUEST_LIMIT * THROWN_AWAY)
        while left > 0 and (read := request.read(min(left, READ_AT_ONCE))):
            left -= len(read)
        values = {"megabytes": settings.FILE_LIMIT // (1024 * 1024)}
        answer = render(request, "common/errors/too_large.html", values, status=413)
        answer["Connection"] = "close"
        return answer
