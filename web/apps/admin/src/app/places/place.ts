import type { ToolIconName } from "@souk/ui/tool-icon";
import type { RouteObject } from "react-router";

import type { Scope } from "@/lib/use-session";

export const GROUPS = ["Today", "Sales", "Catalogue", "Shop", "House"] as const;

/** Somewhere to work: an entry of the navigation, of the command palette and of the router. */
export interface Place {
  path: string;
  title: string;
  icon: ToolIconName;
  group: (typeof GROUPS)[number];
  /** What one must be allowed to do to have business here; whoever may not does not see it. */
  scope?: Scope;
  /** Keys that lead here, pressed one after another. */
  keys?: string;
  /** Other words that find it. */
  words?: string;
  routes: RouteObject[];
}
