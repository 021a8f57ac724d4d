import type { BadgeTone } from "@souk/ui/badge";

import type { Overview, Service } from "@/features/operations/types";

/** A message that waits longer than this waits for something. */
export const BEHIND_MS = 5_000;

export interface Health {
  tone: BadgeTone;
  word: string;
}

/** How a service is, the worst first: nobody ready, too few, given up, behind. */
export function healthOf(service: Service, now: number): Health {
  if (service.ready === 0) return { tone: "bad", word: "Down" };
  if (service.dead_letters > 0) return { tone: "bad", word: "Gave up" };
  if (service.ready !== null && service.total !== null && service.ready < service.total) return { tone: "warn", word: "Short of replicas" };
  if (lagOf(service, now) > BEHIND_MS) return { tone: "warn", word: "Behind" };
  if (service.ready === null) return { tone: "neutral", word: "Not known" };
  return { tone: "good", word: "Well" };
}

/** How old the oldest thing is that the service has not sent or not heard, in milliseconds; 0 when there is none. */
export function lagOf(service: Service, now: number): number {
  const moments = [service.oldest_unsent_at, ...service.listening.map((each) => each.oldest_waiting_at)];
  return Math.max(0, ...moments.filter((each): each is string => each !== null).map((each) => now - Date.parse(each)));
}

/** Messages that wait for a service; null when the broker says of none. */
export function waitingFor(service: Service): number | null {
  const known = service.listening.map(({ waiting }) => waiting).filter((each): each is number => each !== null);
  return known.length === 0 && service.listening.length > 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

export interface Trouble {
  id: string;
  what: string;
  /** Where it is looked into. */
  path: string;
}

/** What somebody should look at now. */
export function troubles(overview: Overview, now: number): Trouble[] {
  const { services } = overview;
  const letters = services.reduce((sum, each) => sum + each.dead_letters, 0);
  return [
    ...services.filter(({ ready }) => ready === 0).map(({ name }) => ({ id: `down-${name}`, what: `${name} has nobody ready`, path: "/operations" })),
    ...(overview.broker ? [] : [{ id: "broker", what: "The broker is away: events wait in the outboxes", path: "/operations" }]),
    ...(letters > 0 ? [{ id: "letters", what: `${letters} dead ${letters === 1 ? "letter waits" : "letters wait"} for a decision`, path: "/operations/dead-letters" }] : []),
    ...(overview.stuck > 0 ? [{ id: "stuck", what: `${overview.stuck} ${overview.stuck === 1 ? "order has" : "orders have"} not moved for a minute`, path: "/operations/stuck-orders" }] : []),
    ...(overview.violations > 0 ? [{ id: "books", what: `The books are violated ${overview.violations} times`, path: "/operations/books" }] : []),
    ...services.filter((each) => lagOf(each, now) > BEHIND_MS).map(({ name }) => ({ id: `behind-${name}`, what: `${name} is behind`, path: "/operations" })),
  ];
}
