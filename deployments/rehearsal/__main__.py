"""``make demo``: the whole Prédice plan as an exercise on real parts, inventory to evidence."""

import argparse
import shutil
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from deployments.rehearsal.cast import Cast
from deployments.rehearsal.engines import SERVICE, plain, prefect, scheduled_stops
from deployments.rehearsal.exercise import Exercise
from deployments.rehearsal.fhir_server import FhirServer
from deployments.rehearsal.predice import Platform
from deployments.rehearsal.prefect_server import PrefectServer
from deployments.rehearsal.setting import Setting, set_up, timestamp_server
from deployments.rehearsal.summary import Summary
from deployments.rehearsal.witnesses import Witnesses
from flows.desk import Desk
from flows.pack import pack_evidence
from flows.waiting import waiting_lines
from releve.plan.steps import Agenda

PACK = "preuves.zip"
"""The evidence as one file, as an auditor would receive it."""


def main(argv: list[str] | None = None) -> int:
    """Play the exercise; 0 when every milestone ended with nothing left to do."""
    parser = argparse.ArgumentParser(prog="python -m deployments.rehearsal")
    parser.add_argument("--root", type=Path, default=Path("demo"))
    parser.add_argument("--pathways", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2025)
    parser.add_argument("--plain", action="store_true", help="sans Prefect : la boucle simple")
    parser.add_argument("--stop-before", metavar="JALON", help="laisser la suite à l'interface")
    parser.add_argument("--clean", action="store_true", help="tout arrêter et effacer")
    args = parser.parse_args(argv)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # a text stream
    root = args.root.resolve()
    if args.clean:
        return clean(root)
    summary = Summary(root)
    print("EXERCICE – SANS VALEUR. Mise en place de la plateforme d'exercice…")
    with summary.stage("platform"):
        setting = set_up(root, seed=args.seed, pathways=args.pathways)
    summary.sources(setting)
    server = PrefectServer(root, setting.platform.cluster)
    cast = Cast(setting)
    try:
        setting.timestamps.start()
        setting.witnesses.start()
        setting.fhir.start()
        if args.plain:
            engine = plain(setting)
        else:
            print("Démarrage du serveur Prefect de l'exercice…")
            with summary.stage("prefect"):
                server.start()
                engine = prefect(setting, server)
        exercise = Exercise(setting=setting, cast=cast, one_pass=engine, tell=print)
        if not args.plain:
            exercise.at_opening = scheduled(setting, server)
        return play(exercise, summary, args.stop_before)
    finally:
        cast.close()
        server.stop()
        setting.timestamps.stop()
        setting.witnesses.stop()
        setting.fhir.stop()


def scheduled(setting: Setting, server: PrefectServer) -> Callable[[str, datetime, datetime], None]:
    """Return what happens when the window of the scheduled stop is about to open."""
    desk = Desk(setting.workspace)
    planned = desk.source.plan.service(SERVICE).milestone
    desk.close()

    def fire(milestone: str, now: datetime, opens: datetime) -> None:
        if milestone != planned:
            return
        print(f"   … deux arrêts programmés de {SERVICE} : l'un hors créneau, l'autre dedans")
        for instant, state in sorted(scheduled_stops(setting, server, now, opens).items()):
            print(f"   Prefect : arrêt programmé joué le {instant} → {state}")

    return fire


def play(exercise: Exercise, summary: Summary, until: str | None = None) -> int:
    """Adopt the plan, play every milestone (those before ``until``), write evidence and summary."""
    setting = exercise.setting
    with summary.stage("adoption"):
        exercise.adopt()
    desk = Desk(setting.workspace)
    plan = desk.memory.plan
    desk.close()
    agenda: Agenda | None = None
    for milestone in plan.milestones:
        if milestone.id == until:
            break
        began = time.monotonic()
        print(f"\n■ Jalon {milestone.id} — {milestone.title}")
        with summary.stage(f"milestone {milestone.id}"):
            agenda = exercise.play(milestone.id)
        for line in waiting_lines(plan, agenda, milestone.id):
            print(line)
        print(f"   {time.monotonic() - began:.1f} s")
    if until is None:
        print("\n■ Pièces de fin de programme")
        with summary.stage("papers"):
            exercise.finish()
    desk = Desk(setting.workspace)
    try:
        with summary.stage("evidence"):
            pack = setting.root / PACK
            pack.unlink(missing_ok=True)
            pack_evidence(desk, pack, scope=None, progress=lambda _done, _total: None)
        summary.write(setting, desk, desk.memory.agenda())
    finally:
        desk.close()
    for line in summary.told(setting):
        print(line)
    return 0 if agenda is not None and not agenda.waiting and not agenda.ready else 1


def clean(root: Path) -> int:
    """Stop every process of the exercise and delete its folder."""
    if (root / "platform" / "endpoints.json").exists():
        platform = Platform.load(root / "platform")
        timestamp_server(root).stop()
        Witnesses(root=root).stop()
        FhirServer.below(root).stop()
        PrefectServer(root, platform.cluster).stop()
        platform.discard()
    shutil.rmtree(root, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
