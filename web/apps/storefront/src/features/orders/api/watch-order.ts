import type { Order } from "@souk/api/types";
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { order } from "@/features/orders/api/get-order";
import { isFinal } from "@/features/orders/progress";
import { readEvents, type StreamEvent } from "@/lib/event-stream";
import { shop } from "@/lib/shop";

/** Between two tries to get the stream back. */
const RECONNECT_MS = [1_000, 2_000, 5_000, 10_000];

/** An order as it is now, and as it goes on: the shop tells each step (Server-Sent Events) until the order has ended. */
export function useWatchedOrder(id: string, token: string | null): { query: UseQueryResult<Order>; isLive: boolean } {
  const queries = useQueryClient();
  const query = useQuery(order(id, token));
  const [isLive, setLive] = useState(false);
  const isWatched = query.data !== undefined && !isFinal(query.data);

  useEffect(() => {
    if (!isWatched) return;
    const stop = new AbortController();
    const isStopped = () => stop.signal.aborted;
    const { queryKey } = order(id, token);

    function take({ data }: StreamEvent) {
      const told = parse(data);
      if (told && isOrder(told) && told.id === id) {
        // An older answer never covers a newer one.
        queries.setQueryData(queryKey, (known) => (known && known.version > told.version ? known : told));
      } else {
        void queries.invalidateQueries({ queryKey });
      }
    }

    async function follow() {
      const url = new URL(`/v1/orders/${encodeURIComponent(id)}/events`, location.origin);
      if (token) url.searchParams.set("token", token);
      for (let failures = 0; !isStopped(); failures += 1) {
        try {
          const response = await shop.stream(new Request(url, { headers: { Accept: "text/event-stream" }, signal: stop.signal }));
          if (response.ok) {
            failures = 0;
            setLive(true);
            await readEvents(response, take);
          }
        } catch {
          // The line broke.
        }
        setLive(false);
        // What was missed while the line was broken.
        if (!isStopped()) void queries.invalidateQueries({ queryKey });
        await sleep(RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)] ?? 0, stop.signal);
      }
    }

    void follow();
    return () => stop.abort();
  }, [id, token, isWatched, queries]);

  return { query, isLive };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function isOrder(value: unknown): value is Order {
  return typeof value === "object" && value !== null && "id" in value && "version" in value && "lines" in value;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
