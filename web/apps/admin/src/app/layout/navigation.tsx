import { ToolIcon } from "@souk/ui/tool-icon";
import { NavLink } from "react-router";

import styles from "@/app/layout/navigation.module.css";
import { PLACES } from "@/app/places/all";
import { GROUPS } from "@/app/places/place";
import { useCan } from "@/lib/use-session";

export function Navigation({ onGo }: { onGo?: () => void }) {
  const can = useCan();
  const open = PLACES.filter(({ scope }) => scope === undefined || can(scope));
  return (
    <nav aria-label="Admin" className={styles.nav}>
      {GROUPS.map((group) => ({ group, places: open.filter((place) => place.group === group) }))
        .filter(({ places }) => places.length > 0)
        .map(({ group, places }) => (
          <div key={group}>
            {group !== "Today" && <p className={styles.group}>{group}</p>}
            <ul>
              {places.map(({ path, title, icon }) => (
                <li key={path}>
                  <NavLink to={path} end={path === "/"} onClick={onGo}>
                    <ToolIcon name={icon} /> {title}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </nav>
  );
}
