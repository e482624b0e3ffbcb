"""Settings say where registers are; what is written wrongly stops the start with a sentence."""

from pathlib import Path

import pytest
from simulators.tls import self_signed

from indgang.project import outside


def test_registers_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    monkeypatch.setenv(
        "INDGANG_REGISTERS", "cpr=https://sf.example/cpr/, vehicles=https://sf.example:8443/dmr"
    )
    monkeypatch.setenv("INDGANG_REGISTERS_CERTIFICATE", str(certificate))
    monkeypatch.setenv("INDGANG_REGISTERS_KEY", str(key))
    found = outside.registers()
    assert found is not None
    assert found.addresses == {
        "cpr": "https://sf.example/cpr",
        "vehicles": "https://sf.example:8443/dmr",
    }
    assert found.authority is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("boats=https://a.example", "`boats` is no register"),
        ("cpr=http://a.example", "cpr=https://"),
        ("cpr", "cpr=https://"),
        ("cpr=https://a.example,cpr=https://b.example", "named twice"),
        ("cpr=https://a.example", "INDGANG_REGISTERS_CERTIFICATE"),
    ],
)
def test_a_bad_setting_says_what_to_write(monkeypatch: pytest.MonkeyPatch, written: str, said: str) -> None:
    monkeypatch.setenv("INDGANG_REGISTERS", written)
    with pytest.raises(outside.BadAddress, match=said):
        outside.registers()


def test_none_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_REGISTERS", " , ")
    assert outside.registers() is None
