"""What every answer tells the browser about safety. The policy allows nothing inline, so stored text cannot run."""

from flask import Flask, Response, current_app

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def init_app(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    app.after_request(add_security_headers)


def add_security_headers(response: Response) -> Response:
    """The headers an answer always carries; what a person reads is never kept by a shared cache.

    A file that people brought along has a stricter policy of its own (`app.core.files`).
    """
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SETTINGS"].secure_cookies:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
