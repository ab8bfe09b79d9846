"""What goes wrong between us and a store in; one line that says what, and one that says how to mend it, out."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import TYPE_CHECKING

from claimgraph.errors import ClaimgraphError, RemoteError, printable
from claimgraph.store.secrets import variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimgraph.store.endpoint import Endpoint
    from claimgraph.store.secrets import Credentials

__all__ = ["Dropped", "first_line", "refused", "retry_after", "understand"]


_ALGORITHMS = frozenset({"md5", "md5-sess", "sha", "sha-256", "sha-512"})


class Dropped(RemoteError):  # noqa: N818  (it is caught before anybody sees it)
    """The connection ended before the reply did; another try may help."""


def understand(error: Exception, endpoint: Endpoint, credentials: Credentials) -> ClaimgraphError:
    """Return what an error of the HTTP library means."""
    import requests

    if isinstance(error, ClaimgraphError):
        return error
    name, words = endpoint.name, _chain(error)
    if isinstance(error, requests.exceptions.SSLError):
        if "certificate" not in words.lower():
            return RemoteError(
                f"the store {name} cannot be spoken to by https: {_reason(words, credentials)}", "does its address start with http://?"
            )
        return RemoteError(f"the certificate of the store {name} cannot be trusted: {_reason(words, credentials)}",
                           "name the file of your own authority in the variable REQUESTS_CA_BUNDLE")  # fmt: skip
    if "TLS CA certificate bundle" in words:
        return RemoteError("the file that REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names cannot be read", "correct the variable, or unset it")
    if isinstance(error, (requests.exceptions.ProxyError, requests.exceptions.InvalidSchema, requests.exceptions.InvalidProxyURL)):
        return RemoteError(f"the proxy before the store {name} cannot be used", "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY")
    if isinstance(error, requests.exceptions.InvalidURL) or "LocationParseError" in words:
        return RemoteError(f"the address of the store {name} cannot be used", "check its address: a host, perhaps with :port")
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return RemoteError(f"the store {name} sends a damaged answer: it says it is compressed, and it is not", "ask whoever runs it")
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return RemoteError(f"the store {name} cannot be reached: no connection in time", "check its address, and that it runs")
    if isinstance(error, requests.exceptions.ReadTimeout) or "timed out" in words:
        return RemoteError(f"the store {name} has not answered within {endpoint.timeout:g} seconds",
                           "ask for less at once, or give it longer: `timeout` in its settings")  # fmt: skip
    if "NameResolutionError" in words or "getaddrinfo" in words:
        return RemoteError(f"the store {name} cannot be reached: nobody knows its host", "check its address, and your network")
    if "NewConnectionError" in words:
        return RemoteError(f"the store {name} cannot be reached: {'it refuses the connection' if 'refused' in words else 'no connection'}",
                           "check its address, and that it runs")  # fmt: skip
    if isinstance(error, (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError, ConnectionError)):
        return Dropped(f"the store {name} drops the connection before its answer is complete", "ask whoever runs it, or try again later")
    return RemoteError(f"the store {name} answers what no HTTP client understands", "does this address lead to a store?")


def _chain(error: BaseException) -> str:
    """Return the names and words of an error and of all that caused it; never shown as they are."""
    found, seen = [], set()
    todo: list[BaseException | None] = [error]
    while todo:
        here = todo.pop()
        if here is None or id(here) in seen:
            continue
        seen.add(id(here))
        found.append(f"{type(here).__name__}: {here}")
        reason = getattr(here, "reason", None)
        todo += [here.__cause__, here.__context__, reason if isinstance(reason, BaseException) else None]
        todo += [arg for arg in here.args if isinstance(arg, BaseException)]
    return "\n".join(found)


def _reason(words: str, credentials: Credentials) -> str:
    found = re.search(r"certificate verify failed: ([^(\n]+)|\] ([a-z ]+) \(_ssl", words)
    said = credentials.hide((found[1] or found[2]).strip()) if found else ""
    return printable(said, limit=100) or "the TLS handshake fails"


def retry_after(text: str) -> float:
    """Return the seconds that a Retry-After header asks for, given as such or as a date; 0 where it says nothing.

    >>> retry_after("7"), retry_after("soon"), retry_after("Wed, 21 Oct 2015 07:28:00 GMT")
    (7.0, 0.0, 0.0)
    """
    if re.fullmatch(r"[0-9]{1,15}", text.strip()):
        return float(text)
    from email.utils import parsedate_to_datetime

    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    return max(0.0, (then - dt.datetime.now(dt.UTC)).total_seconds())


def refused(status: int, headers: Mapping[str, str], said: str, endpoint: Endpoint, url: str) -> RemoteError:
    """Return the error for a reply that is none: its status says why, and perhaps the first line of its body (`said`)."""
    what, hint = _unauthorised(endpoint, headers) if status == 401 else _refusal(status, url)
    return RemoteError(f"the store {endpoint.name} {what}{f': {said}' if said and status != 401 else ''}", hint, status=status)


def _unauthorised(endpoint: Endpoint, headers: Mapping[str, str]) -> tuple[str, str]:
    if endpoint.auth == "none":
        return "wants to know who asks (401)", _how_to_say_who(endpoint.name, headers)
    wanted = _scheme(headers)
    if wanted and wanted != endpoint.auth:
        return f"does not take {endpoint.auth} credentials (401)", f'it asks for them by auth = "{wanted}"'
    if endpoint.auth == "digest" and not _can_be_answered(headers.get("www-authenticate", "")):
        return "asks by Digest who asks, in a way that cannot be answered (401)", 'ask whoever runs it, or for auth = "basic" by https'
    secret = variable(endpoint.name, "TOKEN" if endpoint.auth == "bearer" else "PASSWORD")
    return "does not accept the credentials (401)", f"check {secret} and the user"


def _refusal(status: int, url: str) -> tuple[str, str]:
    table = {
        403: ("does not allow this (403)", "ask whoever runs it for the right to do so"),
        404: (f"has nothing at {url} (404)", "check its address: query, update and gsp have one each"),
        405: (f"does not take this at {url} (405)", "check its address: query, update and gsp have one each"),
        406: ("does not offer its answers in the formats of SPARQL 1.1 (406)", "does this address lead to a SPARQL 1.1 store?"),
        413: ("finds the request too large (413)", "send less at once: a smaller `batch` in its settings"),
        414: ("finds the request too long (414)", "check its address; queries are sent by POST"),
        415: (f"does not take SPARQL at {url} (415)", "check its address: query, update and gsp have one each"),
        429: ("is asked too often (429), and was asked again for a while", "try again later"),
        502: ("is behind a proxy that cannot reach it (502), and was asked again for a while", "try again later"),
        503: ("is not available (503), and was asked again for a while", "try again later"),
        504: (
            "is behind a proxy that waited too long for it (504), and was asked again for a while",
            "try again later, or ask for less at once",
        ),
    }
    if status in table:
        return table[status]
    if status >= 500:
        return f"fails ({status})", "ask whoever runs it"
    return f"{'refuses' if status >= 400 else 'answers with a status that is no answer'} ({status})", "check its address"


def _scheme(headers: Mapping[str, str]) -> str:
    """Return the first way to say who asks that a store names and we know."""
    found = re.search(r"\b(digest|basic|bearer)\b", headers.get("www-authenticate", "").lower())
    return found[1] if found else ""


def _can_be_answered(challenge: str) -> bool:
    """Tell whether a challenge of Digest has what belongs into one, and asks for what the HTTP library can do."""
    given = {name.lower(): value.strip().lower() for name, value in re.findall(r'([A-Za-z]+)\s*=\s*"?([^",]*)', challenge)}
    quality = re.search(r'qop\s*=\s*(?:"([^"]*)"|([a-z-]+))', challenge, re.IGNORECASE)
    offered = re.split(r"[,\s]+", (quality[1] or quality[2] or "").lower()) if quality else ["auth"]
    return "realm" in given and bool(given.get("nonce")) and given.get("algorithm", "md5") in _ALGORITHMS and "auth" in offered


def _how_to_say_who(name: str, headers: Mapping[str, str]) -> str:
    wanted = _scheme(headers) or "basic"
    secret = variable(name, "TOKEN" if wanted == "bearer" else "PASSWORD")
    return f'write auth = "{wanted}" in its settings, and put {secret} into the environment; for a plain address CLAIMGRAPH_STORE_{secret.rpartition("_")[2]}'


def first_line(body: bytes, credentials: Credentials) -> str:
    """Return the first line of an error's body that says something; of a web page its title. Empty if the secret may be in it."""
    text = body.decode("utf-8", "replace")
    if "<html" in text[:2000].lower() or "<!doctype" in text[:200].lower():
        title = re.search(r"<title[^>]*>([^<]*)", text, re.IGNORECASE)
        text = html.unescape(title[1]) if title else ""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return printable(" ".join(credentials.hide(line).split()), limit=200)
