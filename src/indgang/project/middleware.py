"""Two small steps of every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from indgang.modules.identity import services as identity

Answer = Callable[[HttpRequest], HttpResponse]


class CleanInput:
    """Refuses NUL bytes in addresses, which no page of ours has and no database takes.

    A NUL byte inside a form field is the field's own matter: it answers with a sentence and keeps the rest.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(b"Adressen indeholder et tegn, som ikke kan bruges.")
        return self.get_response(request)


class FreshContent:
    """Lets a process notice that newer content was loaded: one small query a request, kept for a second."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identity.refresh_content()
        return self.get_response(request)
