"""A mailbox for local use: takes every mail over SMTP, delivers none, shows what came at `/dev/mailbox`."""
