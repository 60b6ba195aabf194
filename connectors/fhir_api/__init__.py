"""Pathways delivered to a FHIR R4 API as transactions, counted and read back there (httpx)."""

from connectors.fhir_api.api import FhirApi, systems_of
from connectors.fhir_api.exchange import Limits
from connectors.fhir_api.holdings import FhirHoldings
from connectors.fhir_api.target import ClientCertificate, ClientCredentials, FhirTarget

__all__ = [
    "ClientCertificate",
    "ClientCredentials",
    "FhirApi",
    "FhirHoldings",
    "FhirTarget",
    "Limits",
    "systems_of",
]
