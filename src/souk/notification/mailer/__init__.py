"""From a fact to a mail at the mail server: words, MIME, SMTP."""
