import page from "@/app/page.module.css";
import { useTitle } from "@/lib/use-title";

export function Component() {
  useTitle("Dashboard");
  return (
    <div className={page.page}>
      <h1>Dashboard</h1>
    </div>
  );
}
