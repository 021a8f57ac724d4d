import { Badge, type BadgeTone } from "@souk/ui/badge";
import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import type { StuckOrder } from "@/features/operations/types";
import { formatInstant } from "@/lib/instants";
import { sentence } from "@/lib/words";

const KINDS: Record<StuckOrder["kind"], { label: string; tone: BadgeTone }> = {
  overdue: { label: "Past its deadline", tone: "bad" },
  asked_again: { label: "Asked again", tone: "warn" },
  with_customer: { label: "With the customer", tone: "neutral" },
  waiting: { label: "Waits", tone: "neutral" },
};

export const STUCK_COLUMNS: readonly Column<StuckOrder>[] = [
  { id: "number", title: "Order", isFixed: true, cell: ({ order_id, number }) => <Link to={`/operations/orders/${order_id}`}>{number}</Link> },
  { id: "kind", title: "How it waits", cell: ({ kind }) => <Badge tone={KINDS[kind].tone}>{KINDS[kind].label}</Badge> },
  { id: "status", title: "Stands at", cell: ({ status, stage }) => `${sentence(status)}${stage === "settling" ? ", being undone" : ""}` },
  { id: "payment", title: "Payment", cell: ({ payment_status }) => sentence(payment_status) },
  { id: "since", title: "No progress since", cell: ({ since }) => formatInstant(since) },
  { id: "deadline", title: "Patience until", cell: ({ deadline }) => (deadline ? formatInstant(deadline) : "however long it takes") },
  { id: "tries", title: "Asked again", isNumber: true, cell: ({ tries }) => tries },
  { id: "next", title: "Looked at next", cell: ({ next_look_at }) => formatInstant(next_look_at) },
  { id: "id", title: "Id", isExtra: true, cell: ({ order_id }) => <code>{order_id}</code> },
];
