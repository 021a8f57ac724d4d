import type { Column } from "@souk/ui/data-table";
import { Link } from "react-router";

import styles from "@/features/operations/components/parts.module.css";
import { eventName } from "@/features/operations/saga-layout";
import type { Letter } from "@/features/operations/types";
import { formatInstant } from "@/lib/instants";

export const LETTER_COLUMNS: readonly Column<Letter>[] = [
  { id: "event", title: "Event", isFixed: true, cell: ({ id, type }) => <Link to={`/operations/dead-letters/${encodeURIComponent(id)}`}>{eventName(type)}</Link> },
  { id: "service", title: "Given up by", cell: ({ service }) => service },
  { id: "at", title: "When", cell: ({ at }) => formatInstant(at) },
  { id: "attempts", title: "Attempts", isNumber: true, cell: ({ attempts }) => attempts },
  { id: "reason", title: "Reason", isText: true, cell: ({ reason }) => <span className={styles.soft}>{reason}</span> },
  { id: "id", title: "Id", isExtra: true, cell: ({ id }) => <code>{id}</code> },
];
