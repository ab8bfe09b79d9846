"""A store in; what its claims together come to out. Each analysis is SPARQL that runs where the data is; Python pairs and shapes its rows.

Where to begin, and what stands below it:

- all: `records` (claims, sources, modalities), `alike` (names of one thing), `matters` (statements with bounds and dates)
- `conflicts` and `survey`: `statements`, `frames`, `columns`, `everything`, `contested` read; `sides`, `exclusion`, `denials`
  pair; `updates`, `timelines`, `incomparable` tell what is no conflict; `reasons`, `explain`, `nearby` say it
- `origins` and `backing`: `chains`, `circles`, `grounds`, `independent`, `similar`; `trace`: `routes`, `drift`
- `due`: `moves`, `outcomes`; `history`: `earlier`
- `without`: `falling`; `stats`: `tally`; `query --why`: `why`
"""
