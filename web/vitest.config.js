import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

const app = (/** @type {string} */ name, /** @type {string[]} */ setup = []) => ({
  extends: /** @type {const} */ (true),
  test: { name, include: [`apps/${name}/src/**/*.test.{ts,tsx}`], setupFiles: setup },
  resolve: { alias: { "@": fileURLToPath(new URL(`./apps/${name}/src`, import.meta.url)) } },
});

export default defineConfig({
  test: {
    environment: "happy-dom",
    globals: false,
    restoreMocks: true,
    testTimeout: 5_000,
    projects: [
      app("storefront", ["apps/storefront/src/testing/setup.ts"]),
      app("admin"),
      { extends: true, test: { name: "packages", include: ["packages/*/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
