"""How this service says no."""

from __future__ import annotations

from souk.kit import errors


class NoSuchPayment(errors.NotFound):
    title = "There is no such payment"


class TransitionNotAllowed(errors.Conflict):
    """`payment_status` is what the payment is now."""

    slug = "transition-not-allowed"
    title = "The payment is past this"


class ExceedsCaptured(errors.Conflict):
    """`refundable` is what can still be given back."""

    slug = "exceeds-captured"
    title = "More than was captured cannot be refunded"


class ExceedsAuthorized(errors.Conflict):
    """`authorized` is what can be captured at most."""

    slug = "exceeds-authorized"
    title = "More than was authorized cannot be captured"


class CurrencyMismatch(errors.Conflict):
    slug = "currency-mismatch"
    title = "The payment is in another currency"


class TooManyRefunds(errors.Conflict):
    slug = "too-many-refunds"
    title = "This payment has been refunded in too many parts"


class BadSignature(errors.Unauthenticated):
    slug = "invalid-signature"
    title = "The signature of this delivery is not valid"


class LeaseLost(errors.Conflict):
    """Never reaches a caller: somebody else works on this payment now, so what was found out is not saved."""

    slug = "lease-lost"
    title = "Somebody else works on this payment"
