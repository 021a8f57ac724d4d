import { Badge } from "@souk/ui/badge";
import { Notice } from "@souk/ui/notice";
import { Link } from "react-router";

import styles from "@/features/operations/components/parts.module.css";
import type { AuditReport } from "@/features/operations/types";
import { formatInstant } from "@/lib/instants";
import { Table } from "@/lib/table";

type Pass = NonNullable<AuditReport["whole"]>;

/** Whether the shop's books hold what they must. */
export function Books({ report }: { report: AuditReport }) {
  return (
    <div className={styles.stack}>
      {report.findings.length > 0 ? (
        <Notice tone="bad" title={`${report.findings.length} violations have not gone away`} announce={false} />
      ) : report.whole || report.recent ? (
        <Notice tone="good" title="The books hold what they must" />
      ) : (
        <Notice title="Nobody has looked yet">The auditor's first pass comes within a minute of the start.</Notice>
      )}
      {report.findings.length > 0 && (
        <Table label="Violations" head={[{ title: "Invariant" }, { title: "About" }, { title: "What" }, { title: "Seen first" }, { title: "Seen last" }]}>
          {report.findings.map((each) => (
            <tr key={`${each.invariant} ${each.about}`}>
              <td>{each.invariant}</td>
              <td>{each.about.startsWith("ord_") ? <Link to={`/operations/orders/${each.about}`}>{each.about}</Link> : <code>{each.about}</code>}</td>
              <td>{each.what}</td>
              <td>{formatInstant(each.first_seen_at)}</td>
              <td>{formatInstant(each.last_seen_at)}</td>
            </tr>
          ))}
        </Table>
      )}
      {report.recent && <PassTable title="What changed lately" pass={report.recent} />}
      {report.whole && <PassTable title="Everything" pass={report.whole} />}
    </div>
  );
}

function PassTable({ title, pass }: { title: string; pass: Pass }) {
  return (
    <section className={styles.stack}>
      <div>
        <h2 className={styles.heading}>{title}</h2>
        <p className={styles.soft}>
          Looked at {formatInstant(pass.began_at)}, done {formatInstant(pass.ended_at)}
        </p>
      </div>
      <Table label={title} head={[{ title: "Invariant" }, { title: "Means" }, { title: "Looked at", number: true }, { title: "Waiting", number: true }, { title: "Violated", number: true }]}>
        {pass.invariants.map((each) => (
          <tr key={each.id}>
            <td>
              <b>{each.id}</b> {each.name}
            </td>
            <td>
              {each.meaning}
              {each.note && <p className={styles.soft}>{each.note}</p>}
            </td>
            <td className="number">{each.checked}</td>
            <td className="number">{each.waiting}</td>
            <td className="number">{each.violations > 0 ? <Badge tone="bad">{each.violations}</Badge> : 0}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
