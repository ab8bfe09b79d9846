"""Nothing in; what is measured on out: the machine, Python, and the versions of claimgraph and of its peers."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.metadata
import json
import os
import platform
import re
import subprocess
from typing import Any

__all__ = ["COMUNICA", "describe_code", "describe_machine", "peer_versions"]

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: Where the tests keep Comunica; `npm install` there brings it.
COMUNICA = os.path.join(_ROOT, "tests", "stores", "node_modules", "@comunica", "query-sparql-file")
#: The peers that are Python packages, by the name that they have in a row.
_PACKAGES = {
    "click": "click", "pyoxigraph": "pyoxigraph", "rdflib": "rdflib", "oxrdflib": "oxrdflib", "oxigraph CLI": "oxigraph",
    "pySHACL": "pyshacl", "DuckDB": "duckdb", "YAML": "PyYAML", "networkx": "networkx", "pyvis's page": "pyvis",
}  # fmt: skip


def describe_machine() -> dict[str, Any]:
    """Return processors, memory in bytes, system and Python of this machine; no name, no address."""
    return {
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "processor": _processor(),
        "processors": os.cpu_count(),
        "memory": _memory(),
        "python": platform.python_version(),
    }


def describe_code() -> dict[str, Any]:
    """Return the day, and the commit that is measured; whether anything was changed since."""
    status = _said("git", "-C", _ROOT, "status", "--porcelain", "src", "benchmarks", "ontology", "facts")
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit": _said("git", "-C", _ROOT, "rev-parse", "--short=12", "HEAD") or "unknown",
        "changed": bool(status),
    }


def peer_versions() -> dict[str, str]:
    """Return the versions of the peers that are here, by the names that rows give them."""
    versions = {}
    for name, package in _PACKAGES.items():
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            versions[name] = importlib.metadata.version(package)
    if found := re.search(r"Version (\d+(?:\.\d+)*)", _said("virtuoso-t", "-?")):
        versions["Virtuoso"] = found[1]
    with contextlib.suppress(OSError), open(os.path.join(COMUNICA, "package.json"), encoding="utf-8") as file:
        versions["Comunica"] = json.load(file)["version"]
    return versions


def _said(*command: str) -> str:
    """Return what a program says, or nothing if it is not here."""
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + (done.stderr if done.returncode else b"")).decode(errors="replace").strip()


def _processor() -> str:
    with contextlib.suppress(OSError), open("/proc/cpuinfo", encoding="utf-8") as file:
        if found := re.search(r"model name\s*:\s*(.+)", file.read()):
            return found[1].strip()
    return platform.processor() or platform.machine()


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return None
