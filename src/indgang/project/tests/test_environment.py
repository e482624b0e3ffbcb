"""What the environment says about the proxy in front."""

import pytest
from django.test import Client
from pytest_django import Settings

from indgang.project.environment import BadEnvironment, Environment, analytics, clamav, whole_number


def test_no_header_is_believed_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_ORIGIN", "https://lyngsoe.example")
    monkeypatch.delenv("INDGANG_PROXY_HEADER", raising=False)
    assert Environment.read().secure
    assert Environment.read().proxy_header is None


def test_the_named_header_says_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_PROXY_HEADER", "X-Forwarded-Proto")
    assert Environment.read().proxy_header == ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("bad", ["X-Forwarded-Proto: https", "HTTP_X_FORWARDED_PROTO", "yes,no"])
def test_what_is_no_name_of_a_header_is_refused(monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    monkeypatch.setenv("INDGANG_PROXY_HEADER", bad)
    with pytest.raises(BadEnvironment, match="X-Forwarded-Proto"):
        Environment.read()


@pytest.mark.django_db
@pytest.mark.parametrize(("header", "sent"), [(None, False), (("HTTP_X_FORWARDED_PROTO", "https"), True)])
def test_a_header_that_anybody_can_write_counts_only_when_it_was_named(
    client: Client, settings: Settings, header: tuple[str, str] | None, sent: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = header
    settings.SECURE_HSTS_SECONDS = 31536000
    answer = client.get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert ("Strict-Transport-Security" in answer.headers) is sent


@pytest.mark.parametrize(
    "address", ["", "clamav:3310", "127.0.0.1:3310", "/run/clamav/clamd.ctl", "[::1]:3310"]
)
def test_a_virus_scanner_has_an_address_or_none(address: str) -> None:
    clamav(address)


@pytest.mark.parametrize("address", ["yes", "clamav", "tcp://clamav:3310", "clamav:port"])
def test_a_virus_scanner_that_is_set_up_wrongly_stops_the_start(address: str) -> None:
    with pytest.raises(BadEnvironment, match="INDGANG_CLAMAV"):
        clamav(address)


@pytest.mark.parametrize("raw", ["", "0", "-1", "ten", "101", "1.5", "٣"])
def test_a_file_limit_is_a_whole_number(raw: str) -> None:
    with pytest.raises(BadEnvironment, match="INDGANG_FILE_MEGABYTES"):
        whole_number("FILE_MEGABYTES", raw, most=100)


@pytest.mark.parametrize(
    "address", ["duckdb", "postgresql://count:secret@db:5432/figures", "spark://master:7077"]
)
def test_figures_are_counted_where_we_say(address: str) -> None:
    assert analytics(address) == address


@pytest.mark.parametrize("address", ["", "sqlite", "db:5432", "postgresql:", "http://db/figures"])
def test_a_place_to_count_that_cannot_be_read_is_refused(address: str) -> None:
    with pytest.raises(BadEnvironment, match="INDGANG_ANALYTICS"):
        analytics(address)
