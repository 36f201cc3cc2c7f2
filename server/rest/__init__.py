"""The public API, /api/v1: JSON in, JSON out, everything recomputed from what the request says."""
