"""E-mail: out over SMTP, in over IMAP."""
