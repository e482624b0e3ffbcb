"""The demo's certificates: an authority of its own, the post's, and the municipality's. Elliptic curves: made at once.

`python -I simulators/post/certificates.py FOLDER CVR` makes what is missing and writes nothing else.
"""

import ipaddress
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

YEARS = timedelta(days=3650)
AUTHORITY, SERVER, CLIENT, OTHER = "ca", "server", "municipality", "other"
Pair = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def make(folder: Path, cvr: str) -> None:
    """`ca`, `server` and `municipality` (its CVR number in it), and `other`: a server that our authority does not
    vouch for. Each is `<name>.pem` and `<name>-key.pem`. What is there already stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if all((folder / f"{name}.pem").exists() for name in (AUTHORITY, SERVER, CLIENT, OTHER)):
        return
    authority = _authority("Simulatorens udsteder")
    stranger = _authority("En fremmed udsteder")
    for name, pair in (
        (AUTHORITY, authority),
        (SERVER, _issued(authority, "Simulatoren af Digital Post", "", server=True)),
        (CLIENT, _issued(authority, "Kommunens anvendersystem", f"NTRDK-{cvr}", server=False)),
        (OTHER, _issued(stranger, "En fremmed server", "", server=True)),
    ):
        _write(folder, name, pair)


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _named(common: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "DK")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, organisation))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _authority(name: str) -> Pair:
    key, subject = _key(), _named(name)
    made = (
        _builder(subject, subject, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made, key


def _issued(authority: Pair, name: str, organisation: str, *, server: bool) -> Pair:
    parent, parent_key = authority
    key = _key()
    purpose = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
    builder = (
        _builder(_named(name, organisation), parent.subject, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(parent_key.public_key()), critical=False
        )
    )
    if server:
        names: list[x509.GeneralName] = [
            x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
            x509.DNSName("localhost"),
        ]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(parent_key, hashes.SHA256()), key


def _write(folder: Path, name: str, pair: Pair) -> None:
    certificate, key = pair
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    secret = folder / f"{name}-key.pem"
    secret.touch(mode=0o600)
    secret.write_bytes(pem)
    (folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2])
