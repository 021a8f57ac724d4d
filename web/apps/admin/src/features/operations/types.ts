import type { paths } from "@souk/api/schema";

type Read<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer B } } } } } ? B : never;

export type Overview = Read<"/v1/operations/overview">;
export type Service = Overview["services"][number];
export type Letter = Read<"/v1/operations/dead-letters">["items"][number];
export type OpenLetter = Read<"/v1/operations/dead-letters/{letter_id}">;
export type JournalEntry = Read<"/v1/operations/journal">["items"][number];
export type StuckOrder = Read<"/v1/operations/stuck-orders">["items"][number];
export type Saga = Read<"/v1/operations/orders/{order_id}/saga">;
export type Fact = Saga["facts"][number];
export type Hearing = Fact["hearings"][number];
export type AuditReport = Read<"/v1/audit">;
