/** Line icons drawn for Souk on a grid of 24, 1.75 wide. What only staff see is in `tool-icon`, so that shoppers do not load it. */
const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20.5 20.5",
  basket: "M3 9.5h18l-2.2 9.2a1.6 1.6 0 0 1-1.6 1.3H6.8a1.6 1.6 0 0 1-1.6-1.3L3 9.5Zm5 0 3-6m5 6-3-6M9 13v3.5m6-3.5v3.5",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm-7.5 16.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  parcel: "m3.5 7.5 8.5-4 8.5 4v9l-8.5 4-8.5-4v-9Zm0 0 8.5 4 8.5-4M12 11.5v9M7.8 5.5l8.5 4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-5.5V5m0 14v2.5M2.5 12H5m14 0h2.5M5.3 5.3 7 7m10 10 1.7 1.7M18.7 5.3 17 7M7 17l-1.7 1.7",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  auto: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16M12 8l5 0M12 12h8M12 16h5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "m6 6 12 12M18 6 6 18",
  info: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 7v5m0-8.2v.4",
  alert: "M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.3v.4",
  left: "m14.5 6-6 6 6 6",
  right: "m9.5 6 6 6-6 6",
  down: "m6 9.5 6 6 6-6",
  plus: "M12 5.5v13M5.5 12h13",
  minus: "M5.5 12h13",
  filter: "M3.5 6.5h17M6.5 12h11M10 17.5h4",
  card: "M3.5 7a1.5 1.5 0 0 1 1.5-1.5h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7Zm0 3h17M7 15h4",
  out: "M14 4.5h4.5A1.5 1.5 0 0 1 20 6v12a1.5 1.5 0 0 1-1.5 1.5H14M4 12h11m-3.5-4 4 4-4 4",
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: whoever uses it says the same in words, or in an `aria-label`. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return <Drawing path={PATHS[name]} size={size} />;
}

export function Drawing({ path, size = 20 }: { path: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
