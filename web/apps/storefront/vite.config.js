import { defineConfig } from "vite";

import { application } from "../../tooling/vite-app.js";

export default defineConfig(application({ root: import.meta.url, base: "/" }));
