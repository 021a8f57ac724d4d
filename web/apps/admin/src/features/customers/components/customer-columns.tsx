import { Badge } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import type { Person } from "@/features/customers/api/list-customers";
import { formatMoment } from "@/lib/dates";
import { words } from "@/lib/words";

export const CUSTOMER_COLUMNS: readonly Column<Person>[] = [
  { id: "name", title: "Name", isFixed: true, cell: ({ id, name }) => <Link to={`/customers/${id}`}>{name}</Link> },
  { id: "email", title: "E-mail", cell: ({ email }) => email },
  { id: "verified", title: "Address proved", cell: ({ email_verified }) => (email_verified ? "Yes" : "Not yet") },
  { id: "roles", title: "Roles", cell: ({ roles }) => roles.map(words).join(", ") },
  { id: "state", title: "State", cell: ({ disabled }) => (disabled ? <Badge tone="bad">Disabled</Badge> : <Badge tone="good">Active</Badge>) },
  { id: "since", title: "Since", cell: ({ created_at }) => formatMoment(created_at) },
  { id: "locale", title: "Language", isExtra: true, cell: ({ locale }) => locale },
  { id: "id", title: "Id", isExtra: true, cell: ({ id }) => <code>{id}</code> },
];
