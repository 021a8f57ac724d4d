"""The overlay with TLS inside: everybody has a certificate for its own name, and plain text is left to the house."""

from __future__ import annotations

import pytest

import manifests
from deploy.test_pods import READ
from souk.edge import description, haproxy, process
from souk.serving import mutual

OVERLAY = "production-mtls"
DEPLOYMENTS = manifests.of_kind(OVERLAY, "Deployment")
CERTIFICATES = manifests.of_kind(OVERLAY, "Certificate")


@pytest.mark.parametrize("name", sorted(DEPLOYMENTS))
def test_a_process_reads_a_certificate_for_the_name_that_it_is_asked_by(name: str) -> None:
    template = DEPLOYMENTS[name]["spec"]["template"]
    base = name.removesuffix("-canary")
    mounts = {each["name"]: each["mountPath"] for each in template["spec"]["containers"][0]["volumeMounts"]}
    volumes = {each["name"]: each for each in template["spec"]["volumes"]}
    assert manifests.settings(OVERLAY, template)["SOUK_TLS_DIR"] == mounts["peers"]
    made = CERTIFICATES[base]["spec"]
    assert volumes["peers"]["secret"]["secretName"] == made["secretName"]
    if base != "edge":
        assert made["dnsNames"] == [base]
        assert f"verifyhost {base}" in EDGE
    assert set(made["usages"]) == {"server auth", "client auth"}, "each asks, and is asked"


EDGE = haproxy.render(
    process.describe(process.Settings(tls_dir="/peers"))  # as with the component's setting
)


def test_services_ask_the_edge_by_a_name_that_its_certificate_has() -> None:
    for deployment in DEPLOYMENTS.values():
        given = manifests.settings(OVERLAY, deployment["spec"]["template"])
        if "SOUK_INTERNAL_URL" in given:
            scheme, _, address = given["SOUK_INTERNAL_URL"].partition("://")
            assert (scheme, address.partition(":")[0] in CERTIFICATES["edge"]["spec"]["dnsNames"]) == ("https", True)
    assert isinstance(process.describe(process.Settings(tls_dir="/peers")).peers, description.Peers)


def test_certificates_are_of_one_authority_and_renewed_long_before_they_end() -> None:
    issuers = manifests.of_kind(OVERLAY, "Issuer")
    authority = CERTIFICATES["authority"]["spec"]
    assert issuers["authority"]["spec"] == {"ca": {"secretName": authority["secretName"]}}
    assert issuers[authority["issuerRef"]["name"]]["spec"] == {"selfSigned": {}}
    assert authority["isCA"] is True
    for name, each in CERTIFICATES.items():
        spec = each["spec"]
        hours = {key: int(spec[key].removesuffix("h")) for key in ("duration", "renewBefore")}
        assert hours["duration"] > hours["renewBefore"] > 24 * mutual.LOOK_PERIOD_S / 3600
        if name != "authority":
            assert spec["issuerRef"] == {"kind": "Issuer", "name": "authority"}
    assert {each["spec"]["secretName"] for each in CERTIFICATES.values()} == {f"tls-{name}" for name in CERTIFICATES}


def test_plain_text_is_for_the_house_only() -> None:
    for name, deployment in DEPLOYMENTS.items():
        base = name.removesuffix("-canary")
        if base == "edge":
            continue
        assert base in READ
        template = deployment["spec"]["template"]
        assert manifests.settings(OVERLAY, template)["SOUK_HOUSE_PORT"] == str(manifests.ports(template)["house"])
    monitors = manifests.of_kind(OVERLAY, "ServiceMonitor")
    assert [each["port"] for each in monitors["processes"]["spec"]["endpoints"]] == ["house"]
    policy = manifests.of_kind(OVERLAY, "NetworkPolicy")["processes-from-prometheus"]["spec"]
    assert [port["port"] for rule in policy["ingress"] for port in rule["ports"]] == ["house"]
