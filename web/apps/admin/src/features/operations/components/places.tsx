import { useQuery } from "@tanstack/react-query";
import { NavLink } from "react-router";

import { overview as overviewQuery } from "@/features/operations/api/read";
import styles from "@/features/operations/components/places.module.css";

/** The pages of operations, and how much waits in each. */
export function Places() {
  const { data } = useQuery(overviewQuery());
  const letters = data?.services.reduce((sum, each) => sum + each.dead_letters, 0);
  const count = (number: number | undefined) => (number ? ` (${number})` : "");
  return (
    <nav className={styles.places} aria-label="Operations">
      <NavLink to="/operations" end>
        Overview
      </NavLink>
      <NavLink to="/operations/dead-letters">Dead letters{count(letters)}</NavLink>
      <NavLink to="/operations/stuck-orders">Stuck orders{count(data?.stuck)}</NavLink>
      <NavLink to="/operations/books">Books{count(data?.violations)}</NavLink>
      <NavLink to="/operations/journal">Journal</NavLink>
    </nav>
  );
}
