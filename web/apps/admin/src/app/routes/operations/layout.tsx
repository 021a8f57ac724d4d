import { useQuery } from "@tanstack/react-query";
import { NavLink, Outlet } from "react-router";

import page from "@/app/page.module.css";
import { overview as overviewQuery } from "@/features/operations/api/read";

/** What all pages of operations share: where one is, and how much waits in each. */
export function Component() {
  const { data } = useQuery(overviewQuery());
  const letters = data?.services.reduce((sum, each) => sum + each.dead_letters, 0);
  const count = (number: number | undefined) => (number ? ` (${number})` : "");
  return (
    <div className={page.page}>
      <nav className={page.tabs} aria-label="Operations">
        <NavLink to="/operations" end>
          Overview
        </NavLink>
        <NavLink to="/operations/dead-letters">Dead letters{count(letters)}</NavLink>
        <NavLink to="/operations/stuck-orders">Stuck orders{count(data?.stuck)}</NavLink>
        <NavLink to="/operations/books">Books{count(data?.violations)}</NavLink>
        <NavLink to="/operations/journal">Journal</NavLink>
      </nav>
      <Outlet />
    </div>
  );
}
