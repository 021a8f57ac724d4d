import { Button } from "@souk/ui/button";
import { Star } from "@souk/ui/star";
import { isRouteErrorResponse, useRouteError } from "react-router";

import page from "@/app/page.module.css";
import { NotFound } from "@/app/routes/not-found";
import { PageMeta } from "@/lib/page-meta";

/** A page that broke. Most often the shop was updated and an old page asks for scripts that are gone: a reload helps. */
export function ErrorPage() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <div className={page.empty} role="alert">
      <PageMeta title="Something broke" />
      <Star size={72} filled={false} />
      <h1>Something broke on this page</h1>
      <p>Your cart and your orders are safe: they are kept by the shop. Loading the page anew usually helps.</p>
      <Button onClick={() => location.reload()}>Load it anew</Button>
    </div>
  );
}
