import { Badge } from "@souk/ui/badge";

import styles from "@/features/operations/components/parts.module.css";
import type { Overview } from "@/features/operations/types";
import { duration, since } from "@/lib/ago";
import { Table } from "@/lib/table";
import { sentence } from "@/lib/words";

export function Consumers({ overview }: { overview: Overview }) {
  const now = Date.parse(overview.at);
  const rows = overview.services.flatMap(({ name, listening }) => listening.map((each) => ({ service: name, ...each })));
  return (
    <Table label="Consumers" head={[{ title: "Service" }, { title: "Listens to" }, { title: "Waiting", number: true }, { title: "Oldest", number: true }, { title: "Put off", number: true }, { title: "Dead letters", number: true }]}>
      {rows.map((row) => (
        <tr key={row.consumer}>
          <td>{row.service}</td>
          <td>{row.event}</td>
          <td className="number">{row.waiting ?? "?"}</td>
          <td className="number">{row.oldest_waiting_at ? since(row.oldest_waiting_at, now) : ""}</td>
          <td className="number">{row.put_off}</td>
          <td className="number">{row.dead_letters > 0 ? <span className={styles.bad}>{row.dead_letters}</span> : 0}</td>
        </tr>
      ))}
    </Table>
  );
}

export function Processes({ overview }: { overview: Overview }) {
  if (overview.processes === null) return <p className={styles.soft}>No launcher keeps this shop's processes, or it does not answer. The edge counts replicas above.</p>;
  const now = Date.parse(overview.at);
  return (
    <Table label="Processes" head={[{ title: "Process" }, { title: "State" }, { title: "Restarts", number: true }, { title: "Up for", number: true }, { title: "Port", number: true }, { title: "Pid", number: true }]}>
      {overview.processes.map((each) => (
        <tr key={each.name}>
          <td>{each.name}</td>
          <td>
            <Badge tone={each.ready ? "good" : "bad"}>{each.ready ? "Ready" : sentence(each.state)}</Badge> {each.reason && <span className={styles.soft}>{each.reason}</span>}
          </td>
          <td className="number">{each.restarts}</td>
          <td className="number">{each.started_at ? duration(now - Date.parse(each.started_at)) : ""}</td>
          <td className="number">{each.port}</td>
          <td className="number">{each.pid}</td>
        </tr>
      ))}
    </Table>
  );
}
