"""The real PostgreSQL and Redis that come from Python packages, and the supervisor of `make run`.

Nothing here imports Django: its settings need the addresses of these servers first.
"""
