"""What FHIR servers do to resources that they keep: all that R4 leaves to them."""

import copy
import re

LOCAL = re.compile(r"urn:uuid:([0-9a-f-]{36})")


def as_a_server_would(rng, resources):
    """Return copies with other ids, rewritten references, meta, a narrative, members reordered."""
    ids = {one["id"]: f"{one['resourceType']}/{rng.randint(1, 10**9)}-{n}"
           for n, one in enumerate(resources)}  # fmt: skip
    searched = {}
    for one in resources:
        names = one["identifier"]
        for said in names if isinstance(names, list) else [names]:
            asked = f"identifier={said.get('system')}|{said['value'].replace('%', '%25')}"
            searched[f"{one['resourceType']}?{asked}"] = ids[one["id"]]
    held = []
    for one in resources:
        kept = _changed(rng, copy.deepcopy(one), ids, searched)
        kept["id"] = ids[one["id"]].partition("/")[2]
        kept["meta"] = {"versionId": "1", "lastUpdated": "2026-11-21T08:30:00.123+01:00"}
        kept["text"] = {"status": "generated", "div": "<div>…</div>"}
        held.append(kept)
    rng.shuffle(held)
    return held


def _changed(rng, node, ids, searched):
    if isinstance(node, list):
        return [_changed(rng, one, ids, searched) for one in node]
    if not isinstance(node, dict):
        return node
    members = list(node.items())
    rng.shuffle(members)
    found = {}
    for name, value in members:
        if name == "reference" and isinstance(value, str):
            found[name] = _led(rng, value, ids, searched)
        elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", value):
            found[name] = value[:-1] + rng.choice(("Z", "+00:00"))
        elif name == "valueDecimal":
            found[name] = float(value)
        else:
            found[name] = _changed(rng, value, ids, searched)
    return found


def _led(rng, told, ids, searched):
    local = LOCAL.fullmatch(told)
    there = ids[local.group(1)] if local else searched[told]
    form = rng.choice(("{}", "http://server.example/fhir/{}", "{}/_history/3"))
    return form.format(there)
