"""The Content-Security-Policy under which every page works, for whoever sets up the web server.

Nothing in a page is run or styled from within it, and nothing is fetched from another host. The search index and the
read-along script are the site's own files. JSON-LD stands in a data block, which no browser runs and no policy stops.
Our scripts fetch nothing; `connect-src` is for tools that look at a page from within the browser and read the site's
own robots.txt, as Lighthouse does.
"""

from __future__ import annotations

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"The value of the header `Content-Security-Policy`."
