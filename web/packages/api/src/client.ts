/** The typed client of the shop's HTTP API: openapi-fetch over the generated paths, with sessions and problems. */
import createFetchClient, { type Client } from "openapi-fetch";

import { ApiError, readProblem, unreachable } from "./problem";
import type { paths } from "./schema";
import { createSession, type Session } from "./session";

export type ShopClient = Client<paths>;

/** No request of a page is worth waiting for longer. */
const REQUEST_TIMEOUT_MS = 20_000;

export interface Shop {
  /** Sends the signed-in person's token along, and renews it once when it is refused. */
  client: ShopClient;
  /** Never sends a token: catalogue reads are the same for everybody and come from the edge's cache. */
  catalogue: ShopClient;
  session: Session;
  /** As `client`, for answers that are no JSON (event streams); without a time limit. */
  stream: (request: Request) => Promise<Response>;
}

/** @param storageKey where this application keeps its refresh token */
export function createShop(storageKey: string): Shop {
  const options = { baseUrl: location.origin };
  const catalogue = createFetchClient<paths>({ ...options, fetch: limited });
  const session = createSession(storageKey, (refresh_token) =>
    answer(catalogue.POST("/v1/auth/refresh", { body: { refresh_token } })),
  );

  const authorized = (send: typeof limited) => async (request: Request) => {
    const token = await session.accessToken();
    if (token === null) return send(request);
    const again = request.clone();
    const response = await send(withToken(request, token));
    if (response.status !== 401) return response;
    const renewed = await session.renew(token);
    return renewed === null ? response : send(withToken(again, renewed));
  };

  return {
    client: createFetchClient<paths>({ ...options, fetch: authorized(limited) }),
    catalogue,
    session,
    stream: authorized((request) => fetch(request)),
  };
}

/**
 * The body of a good answer; throws an ApiError for a refusal and for no answer at all.
 * An answer without a body (204) is undefined.
 */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result;
  try {
    result = await call;
  } catch (cause) {
    throw cause instanceof ApiError ? cause : unreachable(cause);
  }
  if (!result.response.ok) throw new ApiError(readProblem(result.response, result.error));
  return result.data as T;
}

function limited(request: Request): Promise<Response> {
  return fetch(new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]) }));
}

function withToken(request: Request, token: string): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}
