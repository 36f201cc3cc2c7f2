"""The only place that speaks HTTP, WebSocket, HTML and disk; the mathematics is in `core`."""

__version__ = "0.1.0"
