"""Making one document of many: schemas that say what is meant, names that do not clash, and what breaks clients."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from souk.edge.documents import breaking, files, merge, tidy

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ({"oneOf": [{"type": "string"}], "maxLength": 3}, {"type": "string", "maxLength": 3}),
        (
            {"oneOf": [{"type": "string"}, {"type": "null"}], "maxLength": 3},
            {"type": ["string", "null"], "maxLength": 3},
        ),
        (
            {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"oneOf": [{"type": "integer"}, {"type": "number"}]}, {"type": ["integer", "number"]}),
        (
            {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]},
            {"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]},
        ),
        (
            {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        ),
        ({"type": "integer", "minimum": 1.0, "maximum": 9.0}, {"type": "integer", "minimum": 1, "maximum": 9}),
        ({"type": "number", "minimum": 1.5}, {"type": "number", "minimum": 1.5}),
        ({"type": "object", "required": []}, {"type": "object"}),
        (
            {"type": "object", "properties": {"required": {"oneOf": [{"type": "string"}]}}},
            {"type": "object", "properties": {"required": {"type": "string"}}},
        ),
        (
            {"type": "array", "items": {"oneOf": [{"type": "string"}]}},
            {"type": "array", "items": {"type": "string"}},
        ),
    ],
)
def test_schemas_say_what_is_meant(given: Json, meant: Json) -> None:
    assert tidy.schema(given) == meant


def operation(name: str, answer: Json, body: Json | None = None, **more: Any) -> Json:
    made: Json = {
        "operationId": name,
        "tags": ["x"],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": answer}}}},
        **more,
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def reference(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def document(paths: Json, schemas: Json) -> Json:
    return {"paths": paths, "components": {"schemas": schemas}}


def test_a_documents_texts_are_trimmed() -> None:
    made = document(
        {
            "/a": {
                "get": operation(
                    "get_a",
                    {"type": "string"},
                    summary="GetA",
                    description="What a is.\n\n    Much more\n    about it.",
                    deprecated=False,
                    parameters=[
                        {
                            "name": "q",
                            "in": "query",
                            "required": False,
                            "deprecated": False,
                            "allowReserved": False,
                            "description": "Words",
                            "schema": {"oneOf": [{"type": "string"}, {"type": "null"}], "description": "Words"},
                        }
                    ],
                )
            }
        },
        {"ABody": {"type": "object", "properties": {}}, "AView": {"type": "object", "properties": {}}},
    )
    tidy.tidy(made)
    got = made["paths"]["/a"]["get"]
    assert got["summary"] == "What a is."
    assert got["description"] == "Much more\nabout it."
    assert "deprecated" not in got
    assert got["parameters"] == [
        {"name": "q", "in": "query", "required": False, "description": "Words", "schema": {"type": "string"}}
    ]
    assert made["components"]["schemas"]["ABody"]["additionalProperties"] is False
    assert "additionalProperties" not in made["components"]["schemas"]["AView"]


def test_what_is_shared_stays_one() -> None:
    money = {"type": "object", "title": "Money", "properties": {"amount": {"type": "integer"}}}
    paths, schemas = merge.merge(
        {
            "order": document({"/o": {"get": operation("get_o", reference("Money"))}}, {"Money": money}),
            "payment": document(
                {"/p": {"get": operation("get_p", reference("kit_money_Money"))}}, {"kit_money_Money": money}
            ),
        }
    )
    assert list(paths) == ["/o", "/p"]
    assert list(schemas) == ["Money"]


def test_what_means_different_things_gets_its_services_name() -> None:
    def one(service: str, values: list[str]) -> Json:
        status = {"type": "string", "enum": values, "title": "Status"}
        view = {"type": "object", "title": "View", "properties": {"status": reference("Status")}}
        own = {"type": "object", "title": f"{service.title()}View", "properties": {"view": reference("View")}}
        return document(
            {f"/{service}": {"get": operation(f"get_{service}", reference(f"{service.title()}View"))}},
            {"Status": status, "View": view, f"{service.title()}View": own},
        )

    paths, schemas = merge.merge({"order": one("order", ["placed"]), "stock": one("stock", ["held"])})
    # View is worded alike in both, but what it refers to is not the same thing
    assert set(schemas) == {"OrderStatus", "StockStatus", "OrderView", "StockView"} | set()
    assert merge.references(paths) == {"OrderView", "StockView"}


def test_classes_of_one_name_within_a_service() -> None:
    paths, schemas = merge.merge(
        {
            "order": document(
                {"/o": {"get": operation("get_o", reference("order_model_cart_Problem"))}},
                {"order_model_cart_Problem": {"type": "object"}, "serving_problems_Problem": {"type": "string"}},
            )
        }
    )
    assert set(schemas) == {"CartProblem", "Problem"}
    assert merge.references(paths) == {"CartProblem"}


def test_two_services_cannot_have_the_same_path_or_operation() -> None:
    def one(path: str, name: str) -> Json:
        return document({path: {"get": operation(name, {"type": "string"})}}, {})

    with pytest.raises(merge.MergeError, match="order and payment both have the path /a"):
        merge.merge({"order": one("/a", "x"), "payment": one("/a", "y")})
    with pytest.raises(merge.MergeError, match="both have the operation x"):
        merge.merge({"order": one("/a", "x"), "payment": one("/b", "x")})


def shop() -> Json:
    """A small document in which everything that can break is there once."""
    body = {
        "type": "object",
        "required": ["sku"],
        "properties": {
            "sku": {"type": "string"},
            "note": {"type": ["string", "null"]},
            "speed": {"type": "string", "enum": ["slow", "fast"]},
        },
    }
    view = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "lines": {"type": "array", "items": reference("Line")},
            "parent": {"anyOf": [reference("View"), {"type": "null"}]},
        },
    }
    line = {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}
    parameters = [
        {"name": "sort", "in": "query", "required": False, "schema": {"type": "string", "enum": ["up", "down"]}}
    ]
    return document(
        {"/a": {"post": operation("post_a", reference("View"), reference("Body"), parameters=parameters)}},
        {"Body": body, "View": view, "Line": line},
    )


def changed(change: str) -> Json:
    made = copy.deepcopy(shop())
    exec(change, {"post": made["paths"]["/a"]["post"], "paths": made["paths"], **made["components"]["schemas"]})
    return made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("paths.clear()", ["POST /a is gone"]),
        ("post['responses'].clear()", ["POST /a no longer answers 200"]),
        ("post['responses']['200']['content'].clear()", ["POST /a no longer answers 200 as application/json"]),
        ("post['requestBody']['content'].clear()", ["POST /a no longer takes application/json"]),
        ("post['parameters'].clear()", ["POST /a no longer takes the query parameter sort"]),
        ("post['parameters'][0]['required'] = True", ["POST /a requires the query parameter sort"]),
        ("post['parameters'][0]['schema']['enum'].pop()", ["POST /a no longer takes down for sort"]),
        ("View['properties'].pop('id')", ["POST /a 200 no longer has `id`"]),
        ("View['required'].clear()", ["POST /a 200 may leave out `id`"]),
        ("View['properties']['id']['type'] = ['string', 'null']", ["POST /a 200 id may now be null"]),
        ("Line['properties'].clear()", ["POST /a 200 lines[] no longer has `sku`"]),
        ("Body['required'].append('note')", ["POST /a body requires `note`"]),
        ("Body['properties'].pop('note')", ["POST /a body no longer takes `note`"]),
        ("Body['properties']['note']['type'] = 'string'", ["POST /a body note no longer takes null"]),
        ("Body['properties']['speed']['enum'].remove('slow')", ["POST /a body speed no longer takes slow"]),
        ("Body['properties']['sku']['enum'] = ['x']", ["POST /a body sku takes only certain values now"]),
    ],
)
def test_what_breaks_clients_is_found(change: str, said: list[str]) -> None:
    assert breaking.breaking(shop(), changed(change)) == said


@pytest.mark.parametrize(
    "change",
    [
        "paths['/b'] = paths['/a']",
        "View['properties']['more'] = {'type': 'string'}",
        "View['required'].append('lines')",
        "Body['properties']['more'] = {'type': 'string'}",
        "Body['required'].clear()",
        "Body['properties']['speed']['enum'].append('never')",
        "Body['properties']['sku']['type'] = ['string', 'null']",
        "post['responses']['409'] = {'description': 'no'}",
        "post['parameters'].append({'name': 'q', 'in': 'query', 'required': False, 'schema': {}})",
    ],
)
def test_what_only_adds_breaks_nothing(change: str) -> None:
    assert breaking.breaking(shop(), changed(change)) == []


def test_stale_files_are_named_with_what_to_run(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "souk.json"
    texts = {file: files.as_json({"a": 1, "b": list(range(40))})}
    assert files.stale(texts, "make it")[0] == f"{file} is stale: run `make it` and commit it."
    assert files.write(texts) == [file]
    assert files.write(texts) == []
    assert files.stale(texts, "make it") == []
    said = files.stale({file: files.as_json({"a": 2, "b": []})}, "make it")
    assert any(line.strip() == '-  "a": 1,' for line in said)
    assert said[-1].startswith("  … and ")
    assert len(said) == files.DIFF_LINES_MAX + 2
