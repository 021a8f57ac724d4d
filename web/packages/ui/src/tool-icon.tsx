import { Drawing, Icon, type IconName } from "./icon";

/** Icons of the tools behind the counter, drawn like the others. */
const PATHS = {
  up: "m6 14.5 6-6 6 6",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  home: "m3.5 11 8.5-7 8.5 7M6 9v10.5h12V9M10 19.5v-5.5h4v5.5",
  tag: "M3.5 4.5v7l8.8 8.8 7.5-7.5L11 4.5H3.5Zm4 4h.01",
  tree: "M4 5.5h6M4 5.5V18h6M4 11.8h6M13 4h7v3h-7V4Zm0 6.3h7v3h-7v-3Zm0 6.2h7v3h-7v-3Z",
  shelf: "M4 3.5v17m16-17v17M4 9.5h16M4 17h16M7 9.5v-4h4v4m2.5 7.5v-4.5H17V17",
  truck: "M2.5 6h11v10.5h-11V6Zm11 4h4.2l3.8 3.4v3.1h-8M6.8 15a2 2 0 1 0 0 4 2 2 0 0 0 0-4Zm10 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z",
  percent: "M18.5 5.5l-13 13M8 5.2a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Zm8 8.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z",
  people: "M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5Zm-6.2 14c.5-3.3 3-5 6.2-5s5.7 1.7 6.2 5M15.5 5.3a3.3 3.3 0 0 1 0 6M17.5 14.3c2 .6 3.3 2.2 3.7 4.7",
  badge: "M12 3.5 5 6v5.5c0 4.2 2.9 7.4 7 9 4.1-1.6 7-4.8 7-9V6l-7-2.5Zm-3 8.5 2.2 2.2 4-4.2",
  pulse: "M2.5 12.5h4l2.5-7 5 13 2.5-6h5",
  chart: "M4 4v16h16M8 16v-4m4 4V8m4 8v-6",
  columns: "M4 5h16v14H4V5Zm5.3 0v14m5.4-14v14",
  bookmark: "M6.5 4h11v16.5L12 16.5l-5.5 4V4Z",
  pencil: "m4 20 1-4.5L16 4.5l3.5 3.5L8.5 19 4 20Zm9.5-13L17 10.5",
  trash: "M4.5 6.5h15M9.5 6.5v-2h5v2M6.5 6.5l.8 13h9.4l.8-13M10 10.5v5.5m4-5.5v5.5",
  image: "M4 5h16v14H4V5Zm0 11 4.5-4.5 4 4 3-3L20 17M15.5 8.5h.01",
  history: "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2",
  keys: "M3 6.5h18v11H3v-11Zm4 3.5h.01M11 10h.01M15 10h.01M7 14h10",
  link: "M14 4.5h5.5V10M19.5 4.5 11 13M10 6H5v13h13v-5",
} as const;

export type ToolIconName = keyof typeof PATHS | IconName;

/** As `Icon`, with the tools' icons too. */
export function ToolIcon({ name, size = 20 }: { name: ToolIconName; size?: number }) {
  return isTool(name) ? <Drawing path={PATHS[name]} size={size} /> : <Icon name={name} size={size} />;
}

function isTool(name: ToolIconName): name is keyof typeof PATHS {
  return name in PATHS;
}
