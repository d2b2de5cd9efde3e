"""Admissions of a Party organization against its targets: ingest, store, targets, forecast, charts."""
