"""Starts the post: `python -I simulators/post/server.py`, set up by the environment (see ../README.md).

The first line on standard output says that it is ready, and where: `{"ready": true, "address", "pages", "ca",
"certificate", "key"}`. It ends by itself when the one who started it is gone.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from simulators.post import certificates, machines, pages
from simulators.post.accepting import Counter
from simulators.post.faults import Faults
from simulators.post.house import BadStart, House
from simulators.post.pusher import Pusher
from simulators.post.register import Register
from simulators.post.rules import Schemas
from simulators.post.store import Store
from simulators.post.tokens import Tokens


def main() -> int:
    try:
        house = House.read()
    except BadStart as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    folder = house.state / "certificates"
    certificates.make(folder, house.cvr)
    faults = Faults(house.faults)
    store = Store(house.state / "post.sqlite3")
    counter = Counter(house, store, Schemas(house.schemas), Register(house.register, faults), faults)
    pusher = Pusher(house, store, faults)
    safe = machines.server(house.port, counter, Tokens(store.secret()), pusher, folder)
    plain = pages.server(house.pages_port, counter)
    for server in (safe, plain):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    pusher.start()
    said = {
        "ready": True,
        "address": f"https://127.0.0.1:{safe.port}",
        "pages": f"http://127.0.0.1:{plain.port}",
        "ca": str(folder / "ca.pem"),
        "certificate": str(folder / "municipality.pem"),
        "key": str(folder / "municipality-key.pem"),
    }
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
