import { answer } from "@souk/api/client";
import { queryOptions, useQueries } from "@tanstack/react-query";

import { shop } from "@/lib/shop";
import { useCan, useStaff } from "@/lib/use-session";
import { words } from "@/lib/words";

/** More than ever act on one page; who is over it goes without a name. */
const NAMED_MAX = 50;
const PERSON = "usr_";

export function person(id: string) {
  return queryOptions({
    queryKey: ["users", "one", id],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/users/{user_id}", { params: { path: { user_id: id } }, signal })),
  });
}

/** What those are called who did something: people by their names, and what acts by itself (`gateway`) by what it is. */
export function useNames(ids: readonly string[]): (id: string) => string {
  const me = useStaff()?.user;
  const mayLook = useCan()("users:read");
  const asked = mayLook ? unknownPeople(ids, me?.id).slice(0, NAMED_MAX) : [];
  const found = useQueries({ queries: asked.map((id) => ({ ...person(id), staleTime: Infinity })) });
  const people = new Map([...(me ? [me] : []), ...found.flatMap(({ data }) => data ?? [])].map(({ id, name, email }) => [id, { name, email }]));
  return (id) => nameOf(id, people);
}

function unknownPeople(ids: readonly string[], mine: string | undefined): string[] {
  return [...new Set(ids)].filter((id) => id.startsWith(PERSON) && id !== mine);
}

/** Whoever is not known, or may not be looked up, is told from others by the end of their id. */
export function nameOf(id: string, people: ReadonlyMap<string, { name: string; email: string }>): string {
  if (!id.startsWith(PERSON)) return words(id);
  const known = people.get(id);
  return known ? known.name || known.email : `a colleague (…${id.slice(-6)})`;
}
