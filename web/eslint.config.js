import js from "@eslint/js";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

import souk from "./tooling/eslint-souk.js";

export default tseslint.config(
  { ignores: ["**/dist/**", "packages/api/src/schema.ts"] },
  js.configs.recommended,
  { plugins: { souk }, rules: { "souk/zones": "error", "souk/file-names": "error", eqeqeq: "error", "no-console": "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // An event handler that starts a promise is how React code reads; what it rejects with is shown by the mutation.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // Numbers read well in templates.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["apps/*/public/**"], languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } } },
  { files: ["tooling/**", "*.config.js", "apps/*/vite.config.js"], languageOptions: { globals: globals.node }, rules: { "no-console": "off" } },
);
