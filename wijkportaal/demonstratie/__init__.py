"""The demonstration: accounts with a known password, the mails that went out, and believable content.

Only installed with WIJKPORTAAL_MODUS=demonstratie, which is what `make run` starts. Nothing else imports it.
"""
