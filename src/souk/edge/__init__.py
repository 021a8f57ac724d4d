"""The one way in: HAProxy routes, balances, checks, limits, caches and protects; everything it does is generated here.

routes.py      which path belongs to which service, said once
haproxy.py     `Edge`, the description of an edge, and `render`, its complete HAProxy configuration
frontends.py   what clients and services may ask, and what is refused before it reaches a service
backends.py    where requests go: servers, health checks, queues, retries, timeouts
refusals.py    the problem documents that the edge itself answers with
runtime.py     a client of HAProxy's runtime socket: servers come and go without a failed request
process.py      the edge as a process of its own, where replicas are found by DNS
web.py         the process that serves the storefront, the admin, the reference and the contracts
openapi.py     the merged OpenAPI document · asyncapi.py the AsyncAPI document and the pages made from the code
"""
