"""The live protocol, docs/protocol.md in code: messages in, events out, frames, and what is refused."""

VERSION = 2
