import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import type { Person } from "@/features/staff/api/list-staff";
import { showAtOnce } from "@/lib/optimistic";
import { shop } from "@/lib/shop";

export interface Change {
  roles?: Person["roles"];
  disabled?: boolean;
}
type Sent = NonNullable<Parameters<typeof send>[1]["roles"]>;

function send(person: Person, body: { roles?: ("customer" | "catalog_manager" | "warehouse" | "support" | "finance" | "admin")[]; disabled?: boolean }) {
  return answer(
    shop.client.PATCH("/v1/users/{user_id}", { params: { path: { user_id: person.id }, header: { "If-Match": `"${person.version}"` } }, body }),
  );
}

/** Changes roles, disables or enables; shown at once, and as it was when it is refused. */
export function useEditPerson(person: Person) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ roles, disabled }: Change) => send(person, { ...(roles && { roles: roles as Sent }), ...(disabled !== undefined && { disabled }) }),
    onMutate: (change) => showAtOnce<Person>(queries, [["users", "one", person.id]], (before) => ({ ...before, ...change })),
    onError: (_, __, kept) => kept?.restore(),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["users"] }), queries.invalidateQueries({ queryKey: ["audit-of"] })]),
  });
}
