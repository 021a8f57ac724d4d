"""What the user service does, each over a batch."""

from souk.user.actions import commands
from souk.user.actions.keys import rotate_keys
from souk.user.actions.passwords import (
    change_password,
    new_request_id,
    request_reset,
    request_verification,
    reset_password,
    verify_email,
)
from souk.user.actions.profile import delete_address, edit_profile, save_address
from souk.user.actions.register import provision, register
from souk.user.actions.sign_in import note_failed_sign_in, refresh, sign_in, sign_out
from souk.user.actions.staff import edit_user

__all__ = [
    "change_password",
    "commands",
    "delete_address",
    "edit_profile",
    "edit_user",
    "new_request_id",
    "note_failed_sign_in",
    "provision",
    "refresh",
    "register",
    "request_reset",
    "request_verification",
    "reset_password",
    "rotate_keys",
    "save_address",
    "sign_in",
    "sign_out",
    "verify_email",
]
