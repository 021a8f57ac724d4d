import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";

import { precompress } from "./precompress.js";

/**
 * The Vite configuration both applications share.
 *
 * @param {{ root: string, base: string }} app `root` is the file URL of the application's vite.config.js
 * @returns {import("vite").UserConfig}
 */
export function application({ root, base }) {
  // `npm run dev` shows the working copy of the web against a running shop.
  const edge = process.env["SOUK_EDGE"] ?? "http://127.0.0.1:8080";
  const proxy = Object.fromEntries(["/v1", "/media", "/dev", "/healthz"].map((path) => [path, edge]));
  return {
    root: fileURLToPath(new URL(".", root)),
    base,
    plugins: [react(), precompress()],
    resolve: { alias: { "@": fileURLToPath(new URL("./src", root)) } },
    server: { proxy },
    preview: { proxy },
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: ["chrome117", "edge117", "firefox124", "safari17.4"],
      // The content security policy of the edge allows neither inline scripts nor data URLs for code.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      manifest: true,
    },
  };
}
