import { Button } from "@souk/ui/button";
import { Star } from "@souk/ui/star";
import { useEffect } from "react";
import { isRouteErrorResponse, useRouteError } from "react-router";

import page from "@/app/page.module.css";
import { NotFound } from "@/app/routes/not-found";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

/** A page that broke. Most often the shop was updated and an old page asks for scripts that are gone: a reload helps. */
export function ErrorPage() {
  const error = useRouteError();
  const isOffline = !navigator.onLine;

  useEffect(() => {
    if (!isOffline) return;
    const reload = () => location.reload();
    window.addEventListener("online", reload);
    return () => window.removeEventListener("online", reload);
  }, [isOffline]);

  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <div className={page.empty} role="alert">
      <PageMeta title={t("error.title")} />
      <Star size={72} filled={false} />
      <h1>{isOffline ? t("error.offline_heading") : t("error.heading")}</h1>
      <p>{isOffline ? t("error.offline_text") : t("error.text")}</p>
      <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
    </div>
  );
}
