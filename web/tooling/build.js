/**
 * Builds both applications and holds the storefront to its budget: what a first visit downloads in scripts.
 * Output: apps/storefront/dist (served at /) and apps/admin/dist (served at /admin/).
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

import { build } from "vite";

/** Scripts of a first visit to the shop's front page, gzip. */
const FIRST_LOAD_BYTES_MAX = 170 * 1024;

const web = new URL("../", import.meta.url);
process.env["NODE_ENV"] = "production";

for (const app of ["storefront", "admin"]) {
  const configFile = fileURLToPath(new URL(`apps/${app}/vite.config.js`, web));
  await build({ configFile, logLevel: "warn" });
}

const dist = new URL("apps/storefront/dist/", web);
const bytes = await firstLoad(dist);
console.log(`storefront: first load ${(bytes / 1024).toFixed(1)} KiB of gzipped script (limit ${FIRST_LOAD_BYTES_MAX / 1024})`);
if (bytes > FIRST_LOAD_BYTES_MAX) {
  console.error("The storefront's first load is over its limit: split a route or drop a dependency.");
  process.exit(1);
}

/**
 * Gzipped bytes of every script that the page names, of the front page's own route, and of its language.
 *
 * @param {URL} folder
 */
async function firstLoad(folder) {
  /** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], src?: string }>} */
  const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", folder), "utf8"));
  const wanted = Object.keys(manifest).filter((key) => manifest[key]?.isEntry || key.endsWith("/routes/home.tsx") || key.endsWith("/words/en.json"));
  const files = new Set();
  while (wanted.length > 0) {
    const chunk = manifest[String(wanted.pop())];
    if (!chunk || files.has(chunk.file)) continue;
    files.add(chunk.file);
    wanted.push(...(chunk.imports ?? []));
  }
  const sizes = [...files].filter((file) => file.endsWith(".js")).map(async (file) => {
    return zlib.gzipSync(await readFile(new URL(file, folder)), { level: 9 }).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
