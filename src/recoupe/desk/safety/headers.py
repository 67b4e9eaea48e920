"""The headers of every answer: what a browser may do with a page, which is next to nothing.

Source: Content Security Policy Level 3 (W3C); the OWASP list of security headers.
"""

from __future__ import annotations

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(tiles_from: str | None = None, *, inline_styles: bool = False) -> str:
    """The Content-Security-Policy. ``tiles_from`` is the origin of online tiles; ``inline_styles`` is for the page of the API alone."""
    said = _POLICY.format(tiles=f" {tiles_from}" if tiles_from else "")
    return said.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'") if inline_styles else said
