import { expect, it } from "vitest";

import { createEventParser, type StreamEvent } from "./event-stream";

const STREAM = ': hello\r\nevent: order\r\nid: 7\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata\n\n: beat\n\ndata: last\n\n';
const EVENTS: StreamEvent[] = [
  { event: "order", data: '{"a":\n1}', id: "7" },
  { event: "message", data: "", id: "7" },
  { event: "message", data: "last", id: "7" },
];

it.each([1, 2, 3, 7, STREAM.length])("reads events from chunks of %i", (size) => {
  const seen: StreamEvent[] = [];
  const parse = createEventParser((event) => seen.push(event));
  for (let at = 0; at < STREAM.length; at += size) parse(STREAM.slice(at, at + size));
  expect(seen).toEqual(EVENTS);
});

it("keeps an event back until its empty line", () => {
  const seen: StreamEvent[] = [];
  const parse = createEventParser((event) => seen.push(event));
  parse("data: half");
  parse("\n");
  expect(seen).toEqual([]);
  parse("\n");
  expect(seen).toHaveLength(1);
});
