"""The broker, real and in memory, for the tests of the adapter."""

from simulators.broker.fixtures import broker, broker_process

__all__ = [
    "broker",
    "broker_process",
]
