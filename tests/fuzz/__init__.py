"""A seeded generator of messy rosters with known answers.

The truth is drawn first: people, their units, dates and sources. Every kind of mess then changes how
the truth is written and, in the same step, what must come of it; the bytes come last. Where the import
policy leaves two answers open, both are allowed by name. One seed always gives the same file:

    python -m tests.fuzz --seed 4711            # what the file is, what was expected, what came
    python -m tests.fuzz --seed 4711 --shrink   # the same with as little mess as still fails
"""
