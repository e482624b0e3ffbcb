"""What cases do when something happens below: project/wiring.py connects them."""

from indgang.modules.cases import services
from indgang.modules.messages.events import ReplyReceived

PREFIX = "case:"


def on_reply(event: ReplyReceived) -> None:
    """The party answered a message that belongs to a case."""
    if event.case_key.startswith(PREFIX):
        services.receive_reply(case_id=event.case_key.removeprefix(PREFIX), reply_id=event.reply_id)
