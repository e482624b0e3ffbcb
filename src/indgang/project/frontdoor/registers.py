"""The registers round a demo (`simulators/registers`): people, addresses, vehicles, income and the others.

All seven in one process, each on a port of its own: seven processes would make the demo slower to start on a small
machine, and what asks them sees seven addresses. `--register` starts fewer in one.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from indgang.project.frontdoor import ports
from indgang.project.frontdoor.places import ROOT
from indgang.project.frontdoor.supervisor import Program
from indgang.project.outside import REGISTERS

SERVER = ROOT / "simulators" / "registers" / "server.py"


def free_ports() -> dict[str, int]:
    """A port for each register."""
    return {name: ports.free_port() for name in REGISTERS}


def environment(at: Mapping[str, int], certificates: Path) -> dict[str, str]:
    """What an operator would set; nothing when there are no registers."""
    if not at:
        return {}
    return {
        "INDGANG_REGISTERS": ",".join(f"{name}=https://127.0.0.1:{port}" for name, port in at.items()),
        "INDGANG_REGISTERS_CERTIFICATE": str(certificates / "municipality.pem"),
        "INDGANG_REGISTERS_KEY": str(certificates / "municipality-key.pem"),
        "INDGANG_REGISTERS_CA": str(certificates / "ca.pem"),
    }


def programs(at: Mapping[str, int], state: Path, faults: Path, log: Path, clock: Path) -> list[Program]:
    """The process, when there are registers. `state` has the folder with the certificates."""
    if not at:
        return []
    faults.parent.mkdir(parents=True, exist_ok=True)
    content = Path(os.environ.get("INDGANG_CONTENT") or ROOT / "content").resolve()
    pack = os.environ.get("INDGANG_MUNICIPALITY") or "lyngsoe"
    settings = {
        "PATH": os.environ.get("PATH", ""),
        "SIM_CLOCK": str(clock),
        "REGISTERS_DEMO": str(content / "municipalities" / pack / "demo"),
        "REGISTERS_STATE": str(state),
        "REGISTERS_PORTS": ",".join(f"{name}={port}" for name, port in at.items()),
        "REGISTERS_FAULTS": str(faults),
    }
    asked = [part for name in at for part in ("--register", name)]
    return [Program("registers", [sys.executable, "-I", str(SERVER), *asked], log, settings)]
