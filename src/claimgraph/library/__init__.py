"""For Python users: a folder of facts in; the corpus, its claims and an rdflib Dataset out.

>>> import claimgraph, tempfile, pathlib
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "a.yaml").write_text('''
... entities:
...   - {id: org:Lab, type: Organization, name: The Lab}
...   - {id: person:Ann, type: Person, name: Ann}
... sources:
...   - id: src:paper
...     type: NewsArticle
...     headline: Ann takes over
...     claims:
...       - id: claim:led-by-ann
...         label: Ann leads the lab
...         says: {id: org:Lab, ledBy: person:Ann}
... ''')
>>> corpus = claimgraph.load(folder)
>>> [claim["label"] for claim in corpus.claims()]
['Ann leads the lab']
>>> for row in corpus.dataset().query("SELECT ?name { org:Lab :ledBy/schema:name ?name }"):
...     print(row.name)
Ann

What the analyses find comes as the commands give it with `--format json`:

>>> [lost["label"] for lost in corpus.without("src:paper")["unsupported"]]
['Ann leads the lab']
>>> corpus.stats()["totals"]["sources"]
1
"""

from __future__ import annotations

from claimgraph.library.asked import Asked
from claimgraph.library.corpus import Connection, Corpus, connect, load

__all__ = ["Asked", "Connection", "Corpus", "connect", "load"]
