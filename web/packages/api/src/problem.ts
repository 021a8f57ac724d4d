/**
 * RFC 9457 problems of the shop as one union over `slug`, so that whoever handles a refusal can switch on it and the
 * compiler knows the members that come with it.
 */
import type { Money } from "./money";

export interface FieldError {
  /** JSON pointer into what was sent: `/shipping_address/city`. */
  pointer: string;
  detail: string;
}

interface Told {
  title: string;
  detail: string;
  status: number;
  /** Trace id, what support asks for. */
  instance?: string;
}

export type Problem = Told &
  (
    | { slug: "price-changed"; total: Money }
    | { slug: "out-of-stock"; skus: string[] }
    | { slug: "cart-already-ordered"; orderId: string | null }
    | { slug: "validation-failed"; errors: FieldError[] }
    | { slug: "service-unavailable"; retryAfterS: number }
    | { slug: "rate-limited"; retryAfterS: number }
    /** No answer came: offline, cut off or too slow. What was asked may or may not have happened. */
    | { slug: "unreachable" }
    | { slug: PlainSlug }
    | { slug: "other"; type: string }
  );

/** Refusals that say all there is to say by their name. */
const PLAIN = [
  "cart-empty",
  "transition-not-allowed",
  "idempotency-key-reused",
  "email-taken",
  "invalid-credentials",
  "otp-required",
  "token-reused",
  "unauthenticated",
  "forbidden",
  "not-found",
  "version-mismatch",
  "stock-changed",
  "stock-below-reserved",
  "exceeds-captured",
  "exceeds-authorized",
] as const;
type PlainSlug = (typeof PLAIN)[number];

/** What an API call throws when it was refused or never answered. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** The problem behind anything that was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  return { slug: "other", type: "about:blank", title: "Something went wrong in this page", detail, status: 0 };
}

/** True where asking again later may help and nothing was refused. */
export function isPassing(problem: Problem): boolean {
  return problem.slug === "unreachable" || problem.slug === "service-unavailable" || problem.slug === "rate-limited";
}

export function unreachable(cause: unknown): ApiError {
  const detail = cause instanceof Error ? cause.message : "no answer";
  return new ApiError({ slug: "unreachable", title: "The shop could not be reached", detail, status: 0 });
}

/** Reads an error answer, also one that is not the shop's own (a proxy's page, nothing at all). */
export function readProblem(response: Response, body: unknown): Problem {
  const members = isRecord(body) ? body : {};
  const type = text(members.type) ?? "about:blank";
  const slug = type.slice(type.lastIndexOf("/") + 1);
  const instance = text(members.instance);
  const told: Told = {
    title: text(members.title) ?? `The shop answered ${response.status}`,
    detail: text(members.detail) ?? "",
    status: response.status,
    ...(instance && { instance }),
  };
  if (response.status === 429) return { ...told, slug: "rate-limited", retryAfterS: retryAfter(response) };
  if (response.status === 502 || response.status === 503 || response.status === 504) {
    return { ...told, slug: "service-unavailable", retryAfterS: retryAfter(response) };
  }
  if (slug === "price-changed" && isMoney(members.total)) return { ...told, slug, total: members.total };
  if (slug === "out-of-stock") return { ...told, slug, skus: list(members.skus).filter((sku) => typeof sku === "string") };
  if (slug === "cart-already-ordered") return { ...told, slug, orderId: text(members.order_id) ?? null };
  if (slug === "validation-failed") return { ...told, slug, errors: list(members.errors).filter(isFieldError) };
  const plain = PLAIN.find((known) => known === slug);
  return plain ? { ...told, slug: plain } : { ...told, slug: "other", type };
}

/** `Retry-After` in seconds, between 1 and a minute. */
function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("Retry-After"));
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 60) : 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isMoney(value: unknown): value is Money {
  return isRecord(value) && typeof value.amount === "number" && typeof value.currency === "string";
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.pointer === "string" && typeof value.detail === "string";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
