import { Notice } from "@souk/ui/notice";

import { problemWords, traceToTell } from "@/lib/problem-words";

/** Says why something did not work. */
export function ProblemNotice({ error, title }: { error: unknown; title: string }) {
  const trace = traceToTell(error);
  return (
    <Notice tone="bad" title={title}>
      <p>{problemWords(error)}</p>
      {trace && <small>If it stays so, tell whoever runs the shop. They find it by its trace: {trace}</small>}
    </Notice>
  );
}
