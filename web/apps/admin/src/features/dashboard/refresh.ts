/** How often the dashboard looks again while it is visible; the browser's tab in the background rests. */
export const REFRESH_MS = 5_000;
