/** What the keyboard goes back to when what held it is gone. */
const AROUND = "section, [role=dialog], main";
/** Long enough for a dialog that closes to give the keyboard back by itself. */
const PATIENCE_MS = 100;

/**
 * Gives the keyboard a place when what held it vanishes or can no longer be pressed: the heading of what is around it.
 * Browsers put it back to the beginning of the page, where whoever works by keys or ears has to start again.
 *
 * @returns how to stop it
 */
export function keepFocus(page: Document): () => void {
  let held: Element[] = [];
  let beneath: Element[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const around = withAncestors(target);
    if (target.closest("main")) beneath = around;
    // What lies over the page goes with all that is in it; the page beneath stays.
    held = target.closest("main") ? around : [...around, ...beneath];
  };
  const giveBack = () => {
    if (!isLost(page, held[0])) return;
    const place = held.find((each) => each.isConnected && each.matches(AROUND));
    const heading = place?.querySelector("h1, h2, h3") ?? place;
    if (!(heading instanceof HTMLElement)) return;
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  const watch = new MutationObserver(() => {
    if (!isLost(page, held[0])) return;
    clearTimeout(waiting);
    waiting = setTimeout(giveBack, PATIENCE_MS);
  });
  page.addEventListener("focusin", remember);
  watch.observe(page.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  return () => {
    page.removeEventListener("focusin", remember);
    watch.disconnect();
    clearTimeout(waiting);
  };
}

function withAncestors(element: Element): Element[] {
  return element.parentElement ? [element, ...withAncestors(element.parentElement)] : [element];
}

function isLost(page: Document, last: Element | undefined): boolean {
  if (last === undefined || (last.isConnected && !last.matches(":disabled"))) return false;
  return page.activeElement === null || page.activeElement === page.body || page.activeElement === last;
}
