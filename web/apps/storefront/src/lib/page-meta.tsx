import { useEffect } from "react";

const SHOP = "Souk";

interface Props {
  title?: string | undefined;
  description?: string | undefined;
}

/** The name of the page in tabs, history and search results. */
export function PageMeta({ title, description = "Souk, a market of well-made things." }: Props) {
  useEffect(() => {
    document.title = title ? `${title} · ${SHOP}` : `${SHOP}: a market of well-made things`;
    document.querySelector('meta[name="description"]')?.setAttribute("content", description.slice(0, 160));
  }, [title, description]);
  return null;
}
