"""The names that code and ontology share: namespaces, and where the ontology's files are."""

from __future__ import annotations

import os

__all__ = [
    "CG",
    "CITO",
    "CORE_PREFIXES",
    "DCAT",
    "DCTERMS",
    "DEFAULT_BASE",
    "DOMAIN",
    "ENTITY_PATHS",
    "NP",
    "NPX",
    "OA",
    "ONTOLOGY_GRAPH",
    "OWL",
    "PROV",
    "QUDT",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "SYSTEM_PATHS",
    "VOID",
    "XSD",
    "ontology_folder",
]

CG = "https://w3id.org/claimgraph/ns#"
CITO = "http://purl.org/spar/cito/"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
DOMAIN = "https://w3id.org/claimgraph/domain#"
NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
QUDT = "http://qudt.org/schema/qudt/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "http://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

#: The named graph that holds the ontology, its shapes and all domain modules.
ONTOLOGY_GRAPH = "https://w3id.org/claimgraph/ns"

#: Prefixes that every corpus and every query knows.
CORE_PREFIXES = {
    "": DOMAIN,
    "cg": CG,
    "cito": CITO,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "qudt": QUDT,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "unit": "http://qudt.org/vocab/unit/",
    "void": VOID,
    "xsd": XSD,
}

#: A corpus that names no base of its own lives here: reserved, never anybody's.
DEFAULT_BASE = "https://example.org/"

#: Prefix -> path below the base, for ids that claims, sources and the completer use.
SYSTEM_PATHS = {
    "claim": "claim/",
    "src": "source/",
    "txt": "text/",
    "ev": "evidence/",
    "hop": "attribution/",
    "asm": "assessment/",
    "val": "value/",
    "date": "date/",
}

#: Prefix -> path below the base, for entities; `claimgraph.toml` can add more.
ENTITY_PATHS = {
    "agent": "agent/",
    "event": "event/",
    "org": "organization/",
    "person": "person/",
    "place": "place/",
    "product": "product/",
    "proj": "project/",
    "topic": "topic/",
}


def ontology_folder() -> str:
    """Return the folder of the ontology: inside an installed wheel, or the checkout's own."""
    here = os.path.dirname(os.path.abspath(__file__))
    shipped = os.path.join(here, "ontology")
    if os.path.isdir(shipped):
        return shipped
    return os.path.join(os.path.dirname(os.path.dirname(here)), "ontology")
