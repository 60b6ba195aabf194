"""Names of algorithms in CMS. No signature covers them: each is taken in one form only."""

from asn1crypto import algos, cms, core

from releve.verification.der import members, tags

HASHES = frozenset({"sha256", "sha384", "sha512"})
BARE = frozenset({"06", "0605"})
"""Tags of an algorithm that is only named: without parameters, or with NULL."""


def hash_of(signed: cms.SignedData, signer: cms.SignerInfo) -> str | None:
    """Return the name of the digest, one of :data:`HASHES`, or ``None`` when it is not plain."""
    digest = signer["digest_algorithm"]
    announced = list(signed["digest_algorithms"])
    name = str(digest["algorithm"].native)
    names = [one["algorithm"].native for one in announced]
    plain = all(is_bare(one) for one in (digest, *announced))
    return name if plain and name in HASHES and names == [name] else None


def signature_fits(der: bytes, name: str) -> bool:
    """Tell whether a signature is RSA (PKCS #1 v1.5 or PSS) or ECDSA, over the digest ``name``."""
    algorithm = algos.SignedDigestAlgorithm.load(der)
    kind, parameters = algorithm["algorithm"].native, members(der)[1:]
    if kind == "rsassa_pss":
        return bool(parameters) and _all_of(parameters[0], name)
    if kind == f"{name}_ecdsa":
        return not parameters
    return kind in {"rsassa_pkcs1v15", f"{name}_rsa"} and is_bare(algorithm)


def is_unusual(algorithm: algos.SignedDigestAlgorithm, content_type: str) -> bool:
    """Tell whether this name of RSA is acceptable only where a signed attribute repeats it.

    RSA has two, one byte apart, that mean the same (RFC 5754). Timestamping authorities write one
    (OpenSSL, Bouncy Castle), sealers of PDFs the other (pyHanko): only that one may go unsigned.
    """
    full = {f"{name}_rsa" for name in HASHES}
    return algorithm["algorithm"].native in (
        full if content_type == "tst_info" else {"rsassa_pkcs1v15"}
    )


def is_bare(algorithm: algos.AlgorithmIdentifier) -> bool:
    """Tell whether an algorithm is only named: its parameters are absent, or NULL."""
    return isinstance(algorithm["parameters"], core.Void | core.Null)


def _all_of(parameters: bytes, name: str) -> bool:
    """Tell whether PSS parameters use one digest throughout, and say nothing else."""
    parts = members(parameters)
    inner = [one for part in parts for one in members(part)]
    if (tags(parts), tags(inner)) != ("a0a1a2", "303002"):
        return False
    mask = members(inner[1])
    if tags(mask) != "0630" or algos.MaskGenAlgorithmId.load(mask[0]).native != "mgf1":
        return False
    named = [members(one) for one in (inner[0], mask[1])]
    return all(
        tags(one) in BARE and algos.DigestAlgorithmId.load(one[0]).native == name for one in named
    )
