import { Outlet } from "react-router";

import page from "@/app/page.module.css";

export function Component() {
  return (
    <div className={page.page}>
      <Outlet />
    </div>
  );
}
