import type { QueryClient, QueryKey } from "@tanstack/react-query";

interface Kept {
  restore: () => void;
}

/**
 * Shows a change before the shop has answered. What it hands back takes the change back again: what others changed
 * meanwhile is then loaded anew by whoever uses it.
 *
 * @param keys prefixes of the query keys whose data is changed
 */
export async function showAtOnce<T>(queries: QueryClient, keys: readonly QueryKey[], change: (before: T) => T): Promise<Kept> {
  await Promise.all(keys.map((queryKey) => queries.cancelQueries({ queryKey })));
  const before = keys.flatMap((queryKey) => queries.getQueriesData<T>({ queryKey }));
  for (const [key, data] of before) if (data !== undefined && data !== null) queries.setQueryData(key, change(data));
  return {
    restore: () => {
      for (const [key, data] of before) queries.setQueryData(key, data);
    },
  };
}
