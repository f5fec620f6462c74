"""Makes a certificate authority and one server certificate per name, with the `cryptography` that Synapse brings.

Usage: make_certificates.py FOLDER FILE_STEM=SERVER_NAME...
Does nothing when every file is there, names the same servers and is valid for another 30 days. The authority's private
key is never written: it signs once and is gone, so nobody can later add a server that this stack would trust.
"""

import datetime
import os
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID = datetime.timedelta(days=397)
RENEW_BEFORE = datetime.timedelta(days=30)
NOW = datetime.datetime.now(datetime.timezone.utc)


def is_current(folder: Path, servers: dict[str, str]) -> bool:
    try:
        authority = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
        for stem, name in servers.items():
            certificate = x509.load_pem_x509_certificate((folder / f"{stem}.pem").read_bytes())
            key = serialization.load_pem_private_key((folder / f"{stem}.key").read_bytes(), None)
            names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            certificate.verify_directly_issued_by(authority)
            if names.get_values_for_type(x509.DNSName) != [name] or key.public_key() != certificate.public_key():
                return False
            if certificate.not_valid_after_utc - RENEW_BEFORE < NOW:
                return False
        return True
    except Exception:  # anything unreadable is made anew
        return False


def write(path: Path, data: bytes, mode: int) -> None:
    temporary = path.with_suffix(path.suffix + ".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(data)
        os.fsync(file.fileno())
    os.replace(temporary, path)


def builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(hours=1))
        .not_valid_after(NOW + VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def make(folder: Path, servers: dict[str, str]) -> None:
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Valise local stack")])
    only_these = x509.NameConstraints([x509.DNSName(name) for name in servers.values()], None)
    authority = (
        builder(authority_name, authority_name, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(signs_certificates=True), critical=True)
        .add_extension(only_these, critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    for stem, name in servers.items():
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = (
            builder(subject, authority_name, key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage(signs_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            )
            .sign(authority_key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        write(folder / f"{stem}.key", private, 0o600)
        write(folder / f"{stem}.pem", certificate.public_bytes(pem), 0o644)
    write(folder / "ca.pem", authority.public_bytes(serialization.Encoding.PEM), 0o644)


def main() -> None:
    folder = Path(sys.argv[1])
    servers = dict(argument.split("=", 1) for argument in sys.argv[2:])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_current(folder, servers):
        make(folder, servers)


main()
