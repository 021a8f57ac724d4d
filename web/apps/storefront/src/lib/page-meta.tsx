import { useEffect } from "react";

import { t } from "@/lib/words";

interface Props {
  title?: string | undefined;
  description?: string | undefined;
}

const DESCRIPTION_LENGTH_MAX = 160;

/** The name of the page in tabs, history and search results. The server has written the first page's already. */
export function PageMeta({ title, description = t("shop.description") }: Props) {
  useEffect(() => {
    document.title = title ? t("shop.page_title", { title }) : t("shop.title");
    document.querySelector('meta[name="description"]')?.setAttribute("content", description.slice(0, DESCRIPTION_LENGTH_MAX));
  }, [title, description]);
  return null;
}
