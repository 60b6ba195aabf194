"""``make ui``: open the exercise again in the Prefect interface, with a worker that can run it."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from deployments.rehearsal.predice import Platform
from deployments.rehearsal.prefect_server import PrefectServer
from deployments.rehearsal.registration import POOL, register
from deployments.rehearsal.setting import found_again
from flows.workspace import VARIABLE

_REPOSITORY = Path(__file__).resolve().parents[2]


def main(argv: list[str] | None = None) -> int:
    """Start platform and server, register the deployments, run a worker until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m deployments.rehearsal.ui")
    parser.add_argument("--root", type=Path, default=Path("demo"))
    args = parser.parse_args(argv)
    root = args.root.resolve()
    if not (root / "workspace.json").exists():
        print(f"Aucun exercice dans {root} : lancez d'abord « make demo ».", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    setting = found_again(root)
    server = PrefectServer(root, setting.platform.cluster)
    worker: subprocess.Popen[bytes] | None = None
    try:
        setting.timestamps.start()
        setting.witnesses.start()
        setting.fhir.start()
        print("Démarrage du serveur Prefect…", flush=True)
        server.start()
        environment = os.environ | dict(server.environment)
        environment |= {VARIABLE: str(root), "PREFECT_LOGGING_LEVEL": "INFO"}
        print("Enregistrement des déploiements…", flush=True)
        register(environment)
        print(f"Interface : {server.url}  (Ctrl+C pour arrêter)", flush=True)
        worker = subprocess.Popen(
            [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL],
            env=environment,
            cwd=_REPOSITORY,
        )
        return worker.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if worker is not None and worker.poll() is None:
            worker.terminate()
            worker.wait(timeout=30)
        server.stop()
        setting.timestamps.stop()
        setting.witnesses.stop()
        setting.fhir.stop()
        Platform.load(root / "platform").stop()


if __name__ == "__main__":
    sys.exit(main())
