import { Badge } from "@souk/ui/badge";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import page from "@/app/page.module.css";
import { staff as staffQuery } from "@/features/staff/api/list-staff";
import { RolesMatrix } from "@/features/staff/components/roles-matrix";
import { formatMoment } from "@/lib/dates";
import { ProblemNotice } from "@/lib/problem-notice";
import { Table } from "@/lib/table";
import { useTitle } from "@/lib/use-title";
import { words } from "@/lib/words";

export function Component() {
  useTitle("Staff");
  const { data, error } = useQuery(staffQuery());
  return (
    <div className={page.page}>
      <h1>Staff</h1>
      <p className={page.soft}>
        Somebody becomes staff by being given a role: find them among the <Link to="/customers">customers</Link>.
      </p>
      {data === undefined ? error ? <ProblemNotice error={error} title="The staff could not be loaded" /> : <Skeleton height="12rem" /> : <People people={data.items} />}
      <h2>Roles and what they may do</h2>
      <RolesMatrix />
    </div>
  );
}

function People({ people }: { people: { id: string; name: string; email: string; roles: string[]; disabled: boolean; created_at: string }[] }) {
  return (
    <Table label="Staff" isLow head={[{ title: "Name" }, { title: "E-mail" }, { title: "Roles" }, { title: "State" }, { title: "Since" }]}>
      {people.map((person) => (
        <tr key={person.id}>
          <td>
            <Link to={`/customers/${person.id}`}>{person.name}</Link>
          </td>
          <td>{person.email}</td>
          <td>
            {person.roles
              .filter((role) => role !== "customer")
              .map(words)
              .join(", ")}
          </td>
          <td>{person.disabled ? <Badge tone="bad">Disabled</Badge> : <Badge tone="good">Active</Badge>}</td>
          <td>{formatMoment(person.created_at)}</td>
        </tr>
      ))}
    </Table>
  );
}
