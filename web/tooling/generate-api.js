/**
 * Writes packages/api/src/schema.ts from the merged OpenAPI of the shop (openapi/souk.json).
 * `--check` writes nothing and fails when the committed file is stale.
 */
import { readFile, writeFile } from "node:fs/promises";

import openapiTypescript, { astToString } from "openapi-typescript";

const source = new URL("../../openapi/souk.json", import.meta.url);
const target = new URL("../packages/api/src/schema.ts", import.meta.url);

const banner =
  "// Generated from openapi/souk.json by `npm run generate`. Change the services, not this file.\n\n";
const document = JSON.parse(await readFile(source, "utf8"));
const ast = await openapiTypescript(document, { alphabetize: true, defaultNonNullable: false });
const text = banner + astToString(ast);

if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8").catch(() => "");
  if (committed !== text) {
    console.error("packages/api/src/schema.ts is stale: run `npm run generate` in web/ and commit it.");
    process.exit(1);
  }
} else {
  await writeFile(target, text);
  console.log(`wrote ${Object.keys(document.paths).length} paths to packages/api/src/schema.ts`);
}
