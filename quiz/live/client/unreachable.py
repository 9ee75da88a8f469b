"""Why nothing of ours is at an address: nobody there, or somebody whose certificate will not do."""

from __future__ import annotations

import ssl

import aiohttp

from quiz.live.client.address import Address
from quiz.live.protocol import Fault

_SELF_SIGNED = 18
"""What OpenSSL calls a certificate that only itself vouches for (X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT)."""


def unreachable(address: Address, error: BaseException) -> Fault:
    """What is said where this error came of trying the address; its code is "away" where another try may go better."""
    base = address.base
    match error:
        case aiohttp.ServerFingerprintMismatch():
            sentence = (
                f"What answers at {base} has another certificate than the address says: somebody may be in between. "
                "Do not go on; compare the address with the one on the wall."
            )
            return {"code": "certificate", "sentence": sentence}
        case aiohttp.ClientConnectorCertificateError() if _made_itself(error.certificate_error):
            sentence = (
                "This server made its own certificate: give the address with the part after its #, as the QR code "
                f"on the wall has it, like {base}/{address.code or 'CODE'}#FINGERPRINT."
            )
            return {"code": "certificate", "sentence": sentence}
        case aiohttp.ClientConnectorCertificateError():
            sentence = f"The certificate of {base} does not hold: {_reason(error.certificate_error)}. Tell the host."
            return {"code": "certificate", "sentence": sentence}
        case _:
            sentence = f"Nothing answers at {base}. Is the address right, and the network the same?"
            return {"code": "away", "sentence": sentence}


def _made_itself(error: Exception) -> bool:
    return isinstance(error, ssl.SSLCertVerificationError) and error.verify_code == _SELF_SIGNED


def _reason(error: Exception) -> str:
    return error.verify_message if isinstance(error, ssl.SSLCertVerificationError) else "it cannot be checked"
