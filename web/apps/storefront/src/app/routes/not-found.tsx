import { buttonClass } from "@souk/ui/button";
import { Star } from "@souk/ui/star";
import type { ReactNode } from "react";
import { Link } from "react-router";

import page from "@/app/page.module.css";
import { PageMeta } from "@/lib/page-meta";

export function NotFound({ what = "This page", children }: { what?: string; children?: ReactNode }) {
  return (
    <div className={page.empty}>
      <PageMeta title="Not found" />
      <Star size={72} filled={false} />
      <h1>{what} is not here</h1>
      {children ?? <p>It may have been packed away, or the address has a slip in it.</p>}
      <Link to="/" className={buttonClass()}>
        Back to the market
      </Link>
    </div>
  );
}
