import { speakLocale } from "@souk/api/money";
import { say } from "@souk/ui/said";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Providers } from "@/app/providers";
import { createQueries } from "@/app/queries";
import { createRouter } from "@/app/router";
import { seed } from "@/app/seed";
import { locale } from "@/lib/language";
import { shop } from "@/lib/shop";
import { loadWords, t } from "@/lib/words";

/**
 * Takes the page over from the server's HTML. What the server has shown stays until the language, the route's code and
 * the answers that came along are there, so that the first thing React draws is what is on the screen already.
 */
export async function start(page: Document): Promise<void> {
  const root = page.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  void shop.session.restore();
  speakLocale(locale);
  const queries = createQueries();
  const router = createRouter();
  seed(queries, page);
  await Promise.all([loadWords(), isReady(router)]);
  say({
    optional: t("ui.optional"),
    oneLess: t("ui.one_less"),
    oneMore: t("ui.one_more"),
    themes: { auto: t("ui.theme_auto"), light: t("ui.theme_light"), dark: t("ui.theme_dark") },
    theme: (now, next) => t("ui.theme", { now, next }),
  });
  createRoot(root).render(
    <StrictMode>
      <Providers queries={queries} router={router} />
    </StrictMode>,
  );
}

/** The first route's code is loaded, or could not be: then the router shows why. */
function isReady(router: ReturnType<typeof createRouter>): Promise<void> {
  if (router.state.initialized) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = router.subscribe(({ initialized }) => {
      if (!initialized) return;
      stop();
      resolve();
    });
  });
}
