"""The transaction Bundle of a set of resources, and the same resources as FHIR Bulk Data."""

import re
from collections.abc import Iterable
from functools import lru_cache

import orjson

from releve.pathways.fhir.draft import Resource
from releve.pathways.fhir.identity import FhirContext, conditional, record_id_of, resource_uuid
from releve.pathways.fhir.node import inside

_OWN = re.compile(rb'"reference":"urn:uuid:([0-9a-f-]{36})","type":"(\w+)"')
_SHARED = re.compile(rb'"reference":"\w+\?identifier=([^|"]+)\|([^"]+)","type":"(\w+)"')
"""As :mod:`orjson` writes what we build. Text cannot forge it: its quotation marks are escaped."""


def bundle(resources: Iterable[Resource]) -> Resource:
    """Return the transaction that creates what is not there yet: replaying it creates nothing.

    Every entry is a POST under the condition that nothing has our identifier.
    """
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [_entry(one) for one in resources],
    }


def _entry(resource: Resource) -> Resource:
    ours = inside(resource, "identifier")
    return {
        "fullUrl": f"urn:uuid:{resource['id']}",
        "resource": resource,
        "request": {
            "method": "POST",
            "url": resource["resourceType"],
            "ifNoneExist": conditional(str(ours["system"]), str(ours["value"])),
        },
    }


def bundle_line(resources: Iterable[Resource], lines: Iterable[bytes]) -> bytes:
    """Return what ``orjson.dumps`` writes for :func:`bundle`, of resources already written.

    ``lines`` is what ``orjson.dumps`` writes for each resource.
    """
    entries = [
        b'{"fullUrl":"urn:uuid:%b","resource":%b,"request":{"method":"POST","url":"%b",%b}}'
        % (str(one["id"]).encode(), line, str(one["resourceType"]).encode(), _condition(one))
        for one, line in zip(resources, lines, strict=True)
    ]
    return b'{"resourceType":"Bundle","type":"transaction","entry":[%b]}' % b",".join(entries)


def _condition(resource: Resource) -> bytes:
    ours = inside(resource, "identifier")
    found = conditional(str(ours["system"]), str(ours["value"]))
    return b'"ifNoneExist":' + orjson.dumps(found)


def bulk_line(line: bytes, context: FhirContext) -> bytes:
    """Return a resource as FHIR Bulk Data wants it: references are ``Type/id``, relative.

    ``line`` is what ``orjson.dumps`` writes for a resource that this package built, as it is.
    """
    line = _OWN.sub(rb'"reference":"\2/\1","type":"\2"', line)

    def relative(found: re.Match[bytes]) -> bytes:
        system, value, kind = found.groups()
        local = _logical_id(context, system, value)
        return b'"reference":"' + kind + b"/" + local + b'","type":"' + kind + b'"'

    return _SHARED.sub(relative, line)


@lru_cache(maxsize=65_536)
def _logical_id(context: FhirContext, system: bytes, value: bytes) -> bytes:
    """Return the id of the resource that a conditional reference leads to."""
    suffix = system.decode()[len(context.namespace) + 1 :].partition(":")[2]
    record_id = record_id_of(value.decode().replace("%25", "%"))
    return resource_uuid(context, record_id, suffix).encode()
