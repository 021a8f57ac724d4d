import { Badge } from "@souk/ui/badge";
import { DataTable } from "@souk/ui/data-table";
import { Skeleton } from "@souk/ui/skeleton";
import type { TableState } from "@souk/ui/table-state";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";

import page from "@/app/page.module.css";
import type { Person } from "@/features/customers/api/list-customers";
import { ORDER_TABLE, orders as ordersQuery } from "@/features/orders/api/list-orders";
import { ORDER_COLUMNS } from "@/features/orders/components/order-columns";
import { AuditTrail } from "@/features/staff/components/audit-trail";
import { RightsForm } from "@/features/staff/components/rights-form";
import { formatMoment } from "@/lib/dates";
import { person as personQuery } from "@/lib/people";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCan, useStaff } from "@/lib/use-session";
import { useTitle } from "@/lib/use-title";
import { words } from "@/lib/words";

const HIDDEN = ["customer", "shipping", "id", "to"];

export function Component() {
  const { id = "" } = useParams();
  const { data: person, error } = useQuery(personQuery(id));
  useTitle(person?.name ?? "Customer");
  if (person) return <PersonPage person={person} />;
  return error ? <ProblemNotice error={error} title="This person could not be loaded" /> : <Skeleton height="24rem" />;
}

function PersonPage({ person }: { person: Person }) {
  const can = useCan();
  const me = useStaff();
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>{person.name}</h1>
        <Badge tone={person.disabled ? "bad" : "good"}>{person.disabled ? "Disabled" : "Active"}</Badge>
        <div className={page.tools}>{can("orders:read") && <Link to={`/orders?user=${person.id}`}>All orders</Link>}</div>
      </header>
      <p className={page.soft}>
        {person.id} · {person.email}
        {person.email_verified ? "" : ", not proved"} · since {formatMoment(person.created_at)} · {person.roles.map(words).join(", ")}
      </p>
      <div className={page.split}>
        <div className={page.column}>
          {can("orders:read") && (
            <section className={page.column} aria-labelledby="orders">
              <h2 id="orders">Orders</h2>
              <TheirOrders id={person.id} />
            </section>
          )}
        </div>
        <div className={page.column}>
          {can("users:write") && (
            <section className={page.card} aria-labelledby="rights">
              <h2 id="rights">Rights</h2>
              <RightsForm key={person.version} person={person} mine={me?.scopes ?? []} isOneself={me?.user.id === person.id} />
            </section>
          )}
          <section className={page.card} aria-labelledby="audit">
            <h2 id="audit">Audit</h2>
            <AuditTrail id={person.id} />
          </section>
        </div>
      </div>
    </div>
  );
}

/** The newest page of somebody's orders; the rest is a link away. */
function TheirOrders({ id }: { id: string }) {
  const [state, setState] = useState<TableState>({
    filters: { ...ORDER_TABLE.filters, user: id },
    sort: "newest",
    after: null,
    selected: new Set(),
  });
  const { data, error } = useQuery(ordersQuery(state));
  return (
    <DataTable
      label="Orders of this person"
      columns={ORDER_COLUMNS}
      rows={data?.items}
      rowId={(order) => order.id}
      rowName={({ number }) => `order ${number}`}
      state={state}
      onChange={setState}
      hidden={HIDDEN}
      error={error && data === undefined && <ProblemNotice error={error} title="The orders could not be loaded" />}
      empty="No orders yet."
    />
  );
}
