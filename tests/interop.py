"""What tests need to run the RDF tools of others: where they are, and how they are started."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

from helpers import ROOT, missing, need

__all__ = ["STORES", "jena_classpath", "need_npm", "rdf4j_classpath", "run_java"]

STORES = ROOT / "tests" / "stores"
JAVA = Path("/usr/share/java")
_COMMON = ["slf4j-api", "slf4j-nop", "guava", "commons-codec", "commons-io", "commons-lang3", "httpclient", "httpclient-cache", "httpcore", "jackson-core", "jackson-databind", "jackson-annotations", "jsonld-java"]  # fmt: skip
_JENA = ["jena-cmds", "jena-arq", "jena-core", "jena-base", "jena-iri", "jena-tdb", "jena-tdb2", "jena-dboe-base", "jena-dboe-index", "jena-dboe-storage", "jena-dboe-trans-data", "jena-dboe-transaction", "jena-rdfconnection", "commons-cli", "commons-compress", "commons-csv", "dexx.collection", "gson", "thrift", "protobuf", "titanium-json-ld", "jakarta.json-api"]  # fmt: skip


def jena_classpath(folder: Path) -> str:
    """Return the classpath of Debian's Jena; `folder` gets the messages that its package has in the wrong place."""
    core = JAVA / "jena-core.jar"
    if not core.exists():
        missing("Jena", "apt-get install libapache-jena-java")
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if "/ext/xerces/" in name and name.endswith(".properties"):
                place = folder / name.removeprefix("org/apache/jena/ext/")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    return _classpath([*_JENA, *_COMMON], str(folder))


def rdf4j_classpath() -> str:
    """Return the classpath of Debian's RDF4J."""
    found = sorted(path.stem for path in JAVA.glob("rdf4j-*.jar") if not path.stem[-1].isdigit())
    if not found:
        missing("RDF4J", "apt-get install librdf4j-java")
    return _classpath([*found, *_COMMON, "commons-text"])


def _classpath(names: list[str], *more: str) -> str:
    return os.pathsep.join([*more, *(str(JAVA / f"{name}.jar") for name in names)])


def run_java(classpath: str, *arguments: object) -> str:
    """Run a class, or a file of Java source, and return what it prints; what it complains of fails the test."""
    java = need("java", "apt-get install default-jdk-headless")
    done = subprocess.run([java, "-cp", classpath, *map(str, arguments)], check=False, capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def need_npm(package: str) -> None:
    """Skip where a package that npm brings is missing, but fail in CI."""
    need("node", "apt-get install nodejs")
    if not (STORES / "node_modules" / package).is_dir():
        missing(f"the npm package {package}", "npm install --prefix tests/stores --no-package-lock --no-audit --no-fund")
