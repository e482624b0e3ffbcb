"""Each delivery gets its name towards the receiver, and each message that was sent before gets its ladder."""

from uuid import uuid4

from django.db import migrations


def names(apps, schema_editor):
    deliveries = apps.get_model("messages", "Delivery").objects
    while chunk := list(deliveries.filter(uuid=None).only("pk")[:2000]):
        for row in chunk:
            row.uuid = uuid4()
        deliveries.bulk_update(chunk, ["uuid"])


def ladder_of(Ladder, message):
    """What is known about an old message, without guessing."""
    rows = {row.way: row for row in message.deliveries.all() if row.state != "replaced_by"}
    paper, inbox = rows.get("print"), rows.get("inbox")
    ladder = Ladder(message=message, unit=message.unit, plan=[])
    if paper is None:
        at = (inbox and (inbox.delivered_at or inbox.planned_at)) or message.created_at
        ladder.state, ladder.arrival, ladder.arrived_way, ladder.arrived_at = "arrived", "stored", "inbox", at
        ladder.plan = [{"way": "inbox", "because": "inbox_enough"}]
        return ladder
    ladder.plan = [{"way": "print", "because": "chosen"}]
    if paper.state == "returned":
        ladder.state, ladder.cause, ladder.failed_at = "failed", "returned", paper.handed_over_at or message.created_at
    elif paper.state in ("handed_over", "delivered"):
        ladder.state, ladder.arrived_way = "posted", "print"
        if paper.state == "delivered":
            ladder.state, ladder.arrival, ladder.arrived_at = "arrived", "assumed", paper.delivered_at
    return ladder


def ladders(apps, schema_editor):
    Message, Ladder = apps.get_model("messages", "Message"), apps.get_model("messages", "Ladder")
    waiting = Message.objects.filter(direction="out", ladder=None).prefetch_related("deliveries").order_by("pk")
    while chunk := list(waiting[:1000]):
        Ladder.objects.bulk_create([ladder_of(Ladder, message) for message in chunk])


class Migration(migrations.Migration):
    dependencies = [("messages", "0004_rungs")]

    operations = [
        migrations.RunPython(names, migrations.RunPython.noop),
        migrations.RunPython(ladders, migrations.RunPython.noop),
    ]
