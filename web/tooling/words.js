import { readdir, readFile } from "node:fs/promises";

/**
 * Lays the words of each language into the build as they are, for the web server, which writes pages with them.
 *
 * @returns {import("vite").Plugin}
 */
export function words() {
  return {
    name: "souk-words",
    apply: "build",
    async generateBundle() {
      const folder = new URL("../apps/storefront/src/words/", import.meta.url);
      for (const name of await readdir(folder)) {
        this.emitFile({ type: "asset", fileName: `words/${name}`, source: await readFile(new URL(name, folder)) });
      }
    },
  };
}
