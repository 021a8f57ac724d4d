/** Server-Sent Events over fetch: unlike EventSource it can carry an Authorization header and see refusals. */

export interface StreamEvent {
  event: string;
  data: string;
  id: string | null;
}

/** Splits the text of a stream into events (HTML Standard, 9.2.6), however it is cut into chunks. */
export function createEventParser(onEvent: (event: StreamEvent) => void): (chunk: string) => void {
  let rest = "";
  let data: string[] = [];
  let event = "message";
  let id: string | null = null;

  function line(text: string) {
    if (text === "") {
      if (data.length > 0) onEvent({ event, data: data.join("\n"), id });
      data = [];
      event = "message";
      return;
    }
    if (text.startsWith(":")) return;
    const colon = text.indexOf(":");
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field === "id") id = value;
  }

  return (chunk) => {
    rest += chunk;
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const text of lines) line(text);
  };
}

/** Reads a stream to its end. Throws when it breaks; an aborted signal ends it quietly. */
export async function readEvents(response: Response, onEvent: (event: StreamEvent) => void): Promise<void> {
  if (!response.body) return;
  const parse = createEventParser(onEvent);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parse(value);
  }
}
