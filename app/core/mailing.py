"""Handing mail over to the mail server (SMTP, RFC 5321), one by one, each recorded the moment it was taken over."""

import logging
import smtplib
import ssl

import config
from app.core import outbox

log = logging.getLogger(__name__)

PATIENCE = 20
"""Seconds that a mail server may take for one answer."""
PERMANENT = range(500, 600)


def send_waiting(settings: config.Settings) -> int:
    """Send the mails whose turn it is. Returns how many went.

    Without a mail server they wait. A server that is down, slow or cuts the connection loses nothing: what was not
    taken over is tried again later. An address that it refuses for good holds up no other.
    """
    if settings.smtp_host is None:
        return 0
    mails = outbox.claim()
    if not mails:
        return 0
    try:
        server = _connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        _put_back(mails, error)
        return 0
    try:
        return _send(server, settings.mail_from, mails)
    finally:
        _leave(server)


def _send(server: smtplib.SMTP, sender: str, mails: list[outbox.Claimed]) -> int:
    sent = 0
    for place, mail in enumerate(mails):
        if not mail.has_time:
            _put_back(mails[place:], TimeoutError("the mail server is slow"))
            break
        try:
            server.sendmail(sender, [mail.address], mail.content.encode())
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, UnicodeError) as error:
            code, why = _answer(error)
            outbox.note(mail.id, error=why, for_good=code in PERMANENT)
        except (OSError, smtplib.SMTPException) as error:
            _put_back(mails[place:], error)
            break
        else:
            outbox.note(mail.id)
            sent += 1
    return sent


def _connect(settings: config.Settings) -> smtplib.SMTP:
    host, port = str(settings.smtp_host), settings.smtp_port
    trusted = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.smtp_security == "tls":
        server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=trusted)
    else:
        server = smtplib.SMTP(host, port, timeout=PATIENCE)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=trusted)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password or "")
    except BaseException:
        server.close()
        raise
    return server


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _put_back(mails: list[outbox.Claimed], error: Exception) -> None:
    log.warning("mail waits, for the mail server does not take it: %s", error)
    for mail in mails:
        outbox.note(mail.id, error=str(error) or type(error).__name__)


def _answer(error: Exception) -> tuple[int, str]:
    """What the server answered about one mail: its code and its words."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, words.decode("utf-8", "replace")
    if isinstance(error, smtplib.SMTPDataError):
        said = error.smtp_error
        return error.smtp_code, said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return 553, str(error)
