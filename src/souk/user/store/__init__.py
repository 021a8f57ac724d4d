"""Collections, indexes and every query of the user service."""

from souk.user.store import keys, people, sessions
from souk.user.store.keys import delete_signing_keys, insert_signing_key, reseal_signing_keys, signing_keys
from souk.user.store.people import (
    active_admin_ids,
    audit_of,
    find_users,
    insert_audit,
    insert_users,
    save_users,
    user_by_id,
    users_by_email,
    users_by_id,
)
from souk.user.store.sessions import (
    active_sessions,
    pending_requests,
    revocations_in_force,
    save_revocations,
    save_security_requests,
    save_sessions,
    security_request_by_id,
    security_requests_by_hash,
    sessions_by_id,
)

INDEXES = {**people.INDEXES, **sessions.INDEXES, **keys.INDEXES}

__all__ = [
    "INDEXES",
    "active_admin_ids",
    "active_sessions",
    "audit_of",
    "delete_signing_keys",
    "find_users",
    "insert_audit",
    "insert_signing_key",
    "insert_users",
    "pending_requests",
    "reseal_signing_keys",
    "revocations_in_force",
    "save_revocations",
    "save_security_requests",
    "save_sessions",
    "save_users",
    "security_request_by_id",
    "security_requests_by_hash",
    "sessions_by_id",
    "signing_keys",
    "user_by_id",
    "users_by_email",
    "users_by_id",
]
