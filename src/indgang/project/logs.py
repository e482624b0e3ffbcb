"""Log lines that a machine can read and that never carry a CPR number."""

import logging

import structlog
from structlog.typing import EventDict, WrappedLogger

from indgang.kernel.free_text import without_cpr


def mask(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Every text of a line, the trace too: what raised an error may well have held a number."""
    return {key: without_cpr(value) if isinstance(value, str) else value for key, value in event.items()}


def formatter() -> logging.Formatter:
    """JSON lines: time, level, logger, event, and the trace when there is one."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso"),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            mask,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
