"""An e-mail is read as it came, however it was written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.adapters.email.html_text import text_of_html
from indgang.adapters.email.read import MOST_PARTS, NotMail, read_mail

HEAD = (
    b"From: =?utf-8?q?Maja_H=C3=B8j?= <maja@post.example>\r\n"
    b"To: post@lyngsoe.example\r\nMessage-ID: <1@post.example>\r\n"
)


def mail(body: bytes, head: bytes = b"") -> bytes:
    return HEAD + head + b"\r\n" + body


def test_a_plain_mail() -> None:
    found = read_mail(
        mail(
            "Jeg flytter på søndag.\r\n".encode(),
            b"Subject: =?iso-8859-1?q?F=E6rge?=\r\nContent-Type: text/plain; charset=utf-8\r\n"
            b"In-Reply-To: <a@x>\r\nReferences: <b@x>\r\n <a@x>\r\n",
        )
    )
    assert (found.sender, found.sender_name) == ("maja@post.example", "Maja Høj")
    assert (found.subject, found.text.strip()) == ("Færge", "Jeg flytter på søndag.")
    assert found.answers == ("<a@x>", "<b@x>", "<a@x>")
    assert found.to == ("post@lyngsoe.example",)
    assert not found.from_html


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii", "x-unknown", "rot13"])
@pytest.mark.parametrize("really", ["utf-8", "cp1252"])
def test_a_charset_that_lies_loses_no_letter(charset: str, really: str) -> None:
    """Latin-1 can read anything, so only a text that is really UTF-8 and says so is sure; nothing may raise."""
    head = f"Content-Type: text/plain; charset={charset}\r\n".encode()
    found = read_mail(mail("Rødgrød".encode(really), head))
    if not (really == "utf-8" and charset in ("iso-8859-1", "windows-1252")):
        assert found.text == "Rødgrød"


def test_html_alone_becomes_text_and_nothing_is_fetched() -> None:
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Kære&nbsp;kommune</p><p>Jeg har <b>to</b> børn"
        '<br>og en hund.<img src="https://spy.example/1.gif"><script>alert(1)</script></p></body>'
    )
    found = read_mail(mail(html.encode(), b"Content-Type: text/html; charset=utf-8\r\n"))
    assert found.from_html
    assert found.text == "Kære kommune\n\nJeg har to børn\nog en hund."


def test_plain_text_wins_over_html_and_files_have_their_names() -> None:
    body = (
        b"--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
        b"--c\r\nContent-Type: text/plain\r\n\r\nHej\r\n"
        b"--c\r\nContent-Type: text/html\r\n\r\n<p>Hej du</p>\r\n--c--\r\n"
        b'--b\r\nContent-Type: application/pdf; name="x"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="../../etc/lejekontrakt.pdf"\r\n\r\nJVBERi0xLjQ=\r\n'
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: indeni\r\n\r\nfremmede ord\r\n--b--\r\n"
    )
    found = read_mail(mail(body, b"Content-Type: multipart/mixed; boundary=b\r\n"))
    assert found.text == "Hej"
    assert [(one.name, one.content[:5]) for one in found.files] == [
        ("lejekontrakt.pdf", b"%PDF-"),
        ("mail-4.eml", b"Subje"),
    ]


REPORT = (
    b"--r\r\nContent-Type: text/plain\r\n\r\nDet gik ikke.\r\n"
    b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    b"Final-Recipient: rfc822; maja@post.example\r\nAction: %s\r\nStatus: %s\r\n\r\n"
    b"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <abc@lyngsoe.example>\r\nSubject: x\r\n\r\n--r--\r\n"
)


@pytest.mark.parametrize(
    ("action", "status", "for_good"),
    [(b"failed", b"5.1.1", True), (b"Delayed", b"4.4.1", False), (b"failed", b"4.2.2", False)],
)
def test_a_report_says_which_mail_did_not_arrive(action: bytes, status: bytes, for_good: bool) -> None:
    head = b"Return-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\r\n"
    found = read_mail(mail(REPORT % (action, status), head))
    assert [one.for_good for one in found.failed] == [for_good]
    assert found.brought_back == ("<abc@lyngsoe.example>",)
    assert found.headers["return-path"] == "<>"


def test_a_report_with_the_whole_mail_in_it() -> None:
    body = (REPORT % (b"failed", b"5.0.0")).replace(b"text/rfc822-headers", b"message/rfc822")
    found = read_mail(mail(body, b"Content-Type: multipart/report; boundary=r\r\n"))
    assert found.brought_back == ("<abc@lyngsoe.example>",)


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"hej", b"<html>"])
def test_what_is_no_mail_is_said(raw: bytes) -> None:
    with pytest.raises(NotMail):
        read_mail(raw)


def test_a_mail_nested_too_deep_or_in_too_many_parts_is_refused() -> None:
    many = b"--b\r\n\r\nx\r\n" * (MOST_PARTS + 2)
    with pytest.raises(NotMail):
        read_mail(mail(many, b"Content-Type: multipart/mixed; boundary=b\r\n"))
    deep = HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    with pytest.raises(NotMail):
        read_mail(deep)


@given(st.binary(max_size=600))
def test_whatever_follows_a_head_is_read_or_refused(rest: bytes) -> None:
    try:
        found = read_mail(HEAD + rest)
    except NotMail:
        return
    found.text.encode()
    found.subject.encode()


@given(st.text(alphabet="<>/abp \n&;\"='", max_size=200))
def test_any_html_gives_text_without_tags_of_blocks(html: str) -> None:
    assert "\n\n\n" not in text_of_html(html)


def test_a_subject_in_letters_of_no_charset_stops_nobody() -> None:
    """`=?iso-88\xff59-1?…?=`: the standard library raises an error of its own for the name of the charset."""
    found = read_mail(b"From: a@b.example\r\nSubject: =?iso-88\xff59-1?q?hej?=\r\n\r\nHej.\r\n")
    assert found.text.strip() == "Hej."


def test_html_that_breaks_the_parser_is_read_all_the_same() -> None:
    assert text_of_html("<p>Hej</p><![foo[bar]]><p>Maja</p>") == "Hej\n\nMaja"
    assert text_of_html("<!-- <b>skjult</b> --><p>1 < 2 <b>og</b> 3</p>") == "1 < 2 og 3"
    assert text_of_html("<!--[if mso]><b>x</b><![endif]--><p>Hej</p>") == "Hej"


def test_html_made_to_keep_us_busy_is_read_at_once() -> None:
    """Tags that nobody closes took the parser eight minutes for 150 kB."""
    began = time.process_time()
    for bomb in ("<a ", "<!--", "<![if ", "</", "<!", "<?", "<script>", "&", "<a b='"):
        text_of_html(bomb * 20_000)
    assert time.process_time() - began < 5


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "!", "[", "]", "-", "--", "/", "a", " ", "'", "&", ";", "#", "=", "?", "if"]
        )
    )
)
def test_no_html_raises(parts: list[str]) -> None:
    text_of_html("".join(parts))
