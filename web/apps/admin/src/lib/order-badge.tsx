import { Badge } from "@souk/ui/badge";

import { orderWords } from "@/lib/statuses";

/** Where an order stands, and whether its money is lost. */
export function OrderBadge({ order }: { order: Parameters<typeof orderWords>[0] }) {
  const { label, tone } = orderWords(order);
  return <Badge tone={tone}>{label}</Badge>;
}
