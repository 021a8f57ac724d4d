import { buttonClass } from "@souk/ui/button";
import { Star } from "@souk/ui/star";
import type { ReactNode } from "react";
import { Link } from "react-router";

import page from "@/app/page.module.css";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function NotFound({ title = t("not_found.page"), children }: { title?: string; children?: ReactNode }) {
  return (
    <div className={page.empty}>
      <PageMeta title={t("not_found.title")} />
      <Star size={72} filled={false} />
      <h1>{title}</h1>
      {children ?? <p>{t("not_found.text")}</p>}
      <Link to="/" className={buttonClass()}>
        {t("not_found.back")}
      </Link>
    </div>
  );
}
