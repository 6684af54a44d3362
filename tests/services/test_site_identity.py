"""What the site signs makes a customer verified, and nothing else does."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from chimp.core.people import Customer
from chimp.services.identity import IdentityRefused
from chimp.services.site_identity import LEEWAY, LONGEST, Key, SiteIdentity, site_key

SECRET = "a secret of the site, 32 bytes long"
ED25519 = Ed25519PrivateKey.generate()
RSA = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)

Claims = dict[str, Any]


def now() -> int:
    return int(time.time())


def now_ms() -> int:
    return now() * 1_000


def site(key: Key | None = None, audience: str | None = None) -> SiteIdentity:
    return SiteIdentity(key or site_key(SECRET, None), audience=audience, clock=now_ms)


SITE = site()


def signed(key: Any = SECRET, alg: str = "HS256", **claims: Any) -> str:  # noqa: ANN401
    """What the site's backend makes of a customer who is logged in; None leaves a claim out."""
    told = {"sub": "ann", "exp": now() + 300, **claims}
    return jwt.encode({n: v for n, v in told.items() if v is not None}, key, algorithm=alg)


def by_hand(header: Claims, claims: Claims, signature: bytes = b"") -> str:
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def pem(key: PrivateKeyTypes) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def why_not(identity: str, by: SiteIdentity = SITE) -> str:
    with pytest.raises(IdentityRefused) as refused:
        by.customer(identity)
    assert SECRET not in str(refused.value)
    return str(refused.value)


def test_a_customer_is_who_the_site_says_and_verified() -> None:
    identity = signed(
        sub="ann",
        name="Ann",
        email="ann@example.org",
        picture="https://example.org/a.png",
        plan="gold",
        seats=3,
        verified=False,
        iat=now(),
        jti="1",
        iss="https://example.org",
        orders=[1, 2],
    )
    assert SITE.customer(identity) == Customer(
        id="ann",
        name="Ann",
        avatar_url="https://example.org/a.png",
        details={"email": "ann@example.org", "plan": "gold", "seats": 3},
        is_verified=True,
    )


@pytest.mark.parametrize("customer_id", [7, "7", "ann", "a@example.org", "İd"])
def test_an_id_keeps_its_type(customer_id: object) -> None:
    customer = SITE.customer(by_the_site({"sub": customer_id, "exp": now() + 300}))
    assert customer.id == customer_id
    assert type(customer.id) is type(customer_id)


def by_the_site(claims: Claims) -> str:
    """Signed, whatever is in it: libraries refuse to write some of these."""
    return jwt.api_jws.encode(json.dumps(claims).encode(), SECRET, algorithm="HS256")


@pytest.mark.parametrize(("private", "alg"), [(ED25519, "EdDSA"), (RSA, "RS256")])
def test_a_site_may_have_a_key_pair(tmp_path: Path, private: PrivateKeyTypes, alg: str) -> None:
    file = tmp_path / "site.pem"
    file.write_bytes(pem(private))
    ours = site(site_key(None, file))
    assert ours.customer(signed(private, alg)).key == "ann"
    other = Ed25519PrivateKey.generate() if alg == "EdDSA" else RSA_OF_ANOTHER
    assert "signature" in why_not(signed(other, alg), ours)
    assert "alg" in why_not(signed(), ours)


RSA_OF_ANOTHER = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def test_the_key_decides_the_algorithm_and_not_the_header() -> None:
    claims = {"sub": "ann", "exp": now() + 300}
    for alg in ("none", "None", "NONE", "", "HS384", "RS256", "EdDSA", None, 5, ["HS256"]):
        assert why_not(by_hand({"alg": alg, "typ": "JWT"}, claims))
    assert why_not(by_hand({"typ": "JWT"}, claims))
    for alg in ("HS384", "HS512"):
        assert "its alg is not HS256" in why_not(signed(SECRET * 2, alg))


@pytest.mark.parametrize("private", [ED25519, RSA])
def test_a_public_key_is_no_shared_secret(private: PrivateKeyTypes) -> None:
    """The old trick: HS256 with the public key, which everybody knows, as the secret."""
    ours = site(private.public_key())  # type: ignore[arg-type]
    raw = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for known in (pem(private), pem(private).strip(), raw):
        head = by_hand({"alg": "HS256"}, {"sub": "ann", "exp": now() + 300}).rsplit(".", 1)[0]
        mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
        tag = urlsafe_b64encode(mac.sign(head.encode(), known)).rstrip(b"=").decode()
        assert "alg" in why_not(f"{head}.{tag}", ours)


def test_a_signature_of_somebody_else_does_not_count() -> None:
    assert "signature" in why_not(signed("another secret that is long enough"))
    assert "signature" in why_not(signed()[:-2] + "AA")


def test_it_must_expire_and_soon() -> None:
    assert why_not(signed(exp=None)) == "it has no exp"
    assert why_not(signed(exp=now() + LONGEST + 60)) == "its exp is more than 24 h away"
    assert SITE.customer(signed(exp=now() + LONGEST)).is_verified
    for never in (2**53, 1e300, float("inf"), "9" * 400):
        assert why_not(by_the_site({"sub": "ann", "exp": never}))
    for nonsense in ('"soon"', "null", "[]", "{}", "NaN", "true"):
        assert why_not(by_the_site({"sub": "ann", "exp": json.loads(nonsense)}))


def test_it_can_not_be_shown_again_when_it_has_expired() -> None:
    identity = signed(exp=now() - LEEWAY - 1)
    assert why_not(identity) == "it has expired"
    assert why_not(identity) == "it has expired"
    assert SITE.customer(signed(exp=now() - LEEWAY + 10)).is_verified, "clocks differ a little"


def test_it_is_not_valid_before_its_time() -> None:
    for claim in ("nbf", "iat"):
        claims: Claims = {"sub": "ann", "exp": now() + 300}
        early = {**claims, claim: now() + LEEWAY + 60}
        assert "not valid yet" in why_not(by_the_site(early))
        in_time = {**claims, claim: now() + LEEWAY - 10}
        assert SITE.customer(by_the_site(in_time)).is_verified


def test_it_names_the_customer() -> None:
    assert why_not(signed(sub=None)) == "it has no sub"
    for wrong in ("", "a/b", "+", "request", "x" * 129, 1.5, True, ["ann"], None, 2**60):
        assert "sub" in why_not(by_the_site({"sub": wrong, "exp": now() + 300})), wrong
    assert why_not(signed(name=5)) == "name: is not a string"
    assert why_not(by_the_site({"sub": "ann", "exp": now() + 300, "name": "\ud800"}))


def test_a_customer_has_one_id() -> None:
    assert SITE.customer(signed(id="somebody else")).id == "ann"


def test_what_is_for_others_does_not_count_here() -> None:
    ours = site(audience="chimp")
    assert ours.customer(signed(aud="chimp")).key == "ann"
    assert ours.customer(signed(aud=["shop", "chimp"])).key == "ann"
    assert "another audience" in why_not(signed(aud="shop"), ours)
    assert why_not(signed(), ours) == "it has no aud"
    assert "auth.site_audience" in why_not(signed(aud="shop"))


@given(
    st.text()
    | st.binary().map(lambda raw: urlsafe_b64encode(raw).decode())
    | st.lists(st.binary(max_size=40), min_size=3, max_size=3).map(
        lambda parts: ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)
    )
)
def test_anything_else_is_refused_in_words(text: str) -> None:
    assert why_not(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(["sub", "exp", "aud", "nbf", "iat", "iss", "jti", "name", "picture", "x"])


@given(st.dictionaries(names | st.text(max_size=5), json_values, max_size=6))
def test_whatever_the_site_signs_is_a_customer_or_refused(claims: Claims) -> None:
    identity = by_the_site({"sub": "ann", "exp": now() + 300, **claims})
    try:
        customer = SITE.customer(identity)
    except IdentityRefused:
        return
    assert customer.is_verified
    assert customer.id == claims.get("sub", "ann")


def test_a_deep_one_does_not_break_the_reader() -> None:
    deep = "[" * 6_000
    for part in (deep, '{"alg":' + deep):
        encoded = urlsafe_b64encode(part.encode()).rstrip(b"=").decode()
        assert why_not(f"{encoded}.e30.AA")
    assert why_not(jwt.api_jws.encode(deep.encode(), SECRET, algorithm="HS256"))


WRONG_FILES: list[tuple[Callable[[], bytes], str]] = [
    (lambda: b"", "no public key"),
    (SECRET.encode, "no public key"),
    (
        lambda: ED25519.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "no public key",
    ),
    (lambda: pem(ec.generate_private_key(ec.SECP256R1())), "neither an Ed25519 nor an RSA key"),
    (lambda: pem(Ed448PrivateKey.generate()), "neither an Ed25519 nor an RSA key"),
    (lambda: pem(rsa.generate_private_key(65_537, 1_024)), "2048 bits"),  # noqa: S505 - as it must not be
]


@pytest.mark.parametrize(("make", "words"), WRONG_FILES)
def test_a_file_that_holds_no_good_key_is_named(
    tmp_path: Path, make: Callable[[], bytes], words: str
) -> None:
    file = tmp_path / "site.pem"
    file.write_bytes(make())
    with pytest.raises(ValueError, match=words) as wrong:
        site_key(None, file)
    assert "auth.site_public_key" in str(wrong.value)
    assert str(file) in str(wrong.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"none\.pem: No such file"):
        site_key(None, tmp_path / "none.pem")
    with pytest.raises(ValueError, match="no key"):
        site_key(None, None)
