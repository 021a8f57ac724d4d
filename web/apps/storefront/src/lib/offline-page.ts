/**
 * Has the browser keep the shop's offline page (`public/sw.js`). What is on the screen comes first: it is asked for once
 * the page has loaded. Without it, or where browsers know no such thing, the shop is the same while there is a network.
 */
export function keepOfflinePage(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
