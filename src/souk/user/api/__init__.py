"""Routes, request and response shapes."""

from souk.user.api import me, passwords, sign_in, staff, trust
from souk.user.api.deps import Deps

ROUTES = [
    sign_in.register,
    sign_in.login,
    sign_in.refresh,
    sign_in.logout,
    sign_in.logout_all,
    passwords.forgot_password,
    passwords.reset_password,
    passwords.verify_email,
    passwords.request_verification,
    passwords.change_password,
    me.get_me,
    me.edit_me,
    me.list_addresses,
    me.add_address,
    me.change_address,
    me.delete_address,
    me.list_sessions,
    me.delete_session,
    staff.list_users,
    staff.get_user,
    staff.edit_user,
    staff.list_audit,
    staff.list_roles,
    trust.get_keys,
    trust.list_revocations,
    trust.get_security_mail,
]

__all__ = ["ROUTES", "Deps"]
