import { defineConfig } from "vite";

import { className } from "../../tooling/class-names.js";
import { application } from "../../tooling/vite-app.js";
import { words } from "../../tooling/words.js";

const shared = application({ root: import.meta.url, base: "/" });

export default defineConfig({
  ...shared,
  plugins: [...(shared.plugins ?? []), words()],
  // All of it is 8 kB: one file is sooner there than the six that a page would wait for.
  build: { ...shared.build, cssCodeSplit: false },
  css: { modules: { generateScopedName: className } },
});
