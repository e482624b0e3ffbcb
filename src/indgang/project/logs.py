"""Log lines that a machine can read and that never carry a CPR number."""

import logging
import re

import structlog

_CPR = re.compile(r"\b\d{6}-?\d{4}\b")


class MaskCpr(logging.Filter):
    """Replaces anything that looks like a CPR number before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _CPR.sub("[cpr]", record.getMessage())
        record.args = ()
        return True


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
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
