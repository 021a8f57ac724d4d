import { Badge } from "@souk/ui/badge";

import { eventName } from "@/features/operations/saga-layout";
import type { JournalEntry } from "@/features/operations/types";
import { formatInstant } from "@/lib/instants";
import { useNames } from "@/lib/people";
import { Table } from "@/lib/table";

const OUTCOMES = { asked: ["warn", "Not known"], done: ["good", "Done"], gone: ["neutral", "Was gone"] } as const;

/** Who had what done, and why. */
export function JournalRows({ entries }: { entries: readonly JournalEntry[] }) {
  const nameOf = useNames(entries.map(({ actor_id }) => actor_id));
  return (
    <Table label="Journal" head={[{ title: "When" }, { title: "Who" }, { title: "What" }, { title: "Event" }, { title: "Why" }, { title: "Outcome" }]}>
      {entries.map((entry) => {
        const [tone, word] = OUTCOMES[entry.outcome];
        return (
          <tr key={entry.id}>
            <td>{formatInstant(entry.at)}</td>
            <td>{nameOf(entry.actor_id)}</td>
            <td>{entry.act === "drop" ? "Dropped" : "Handled again"}</td>
            <td>{eventName(entry.type)}</td>
            <td>{entry.reason}</td>
            <td>
              <Badge tone={tone}>{word}</Badge>
            </td>
          </tr>
        );
      })}
    </Table>
  );
}
