/**
 * The house rules of web/ that no published plugin states: who may import whom, no barrels, file names.
 */
import { basename, dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));

/**
 * Where a file lives: application, layer (`app`, `features/<name>` or `shared`).
 *
 * @param {string} path absolute
 */
function place(path) {
  const [top, name, src, layer, feature] = relative(web, path).split(sep);
  if (top !== "apps" || src !== "src") return { app: top === "packages" ? "packages" : "", layer: "shared" };
  if (layer === "features") return { app: name ?? "", layer: `features/${feature}` };
  return { app: name ?? "", layer: layer === "app" || layer?.startsWith("main.") ? "app" : "shared" };
}

/**
 * The sentence a forbidden import breaks, or null when it is allowed.
 *
 * @param {ReturnType<typeof place>} from
 * @param {ReturnType<typeof place>} to
 */
function broken(from, to) {
  if (to.app === "packages" || to.app === "") return null;
  if (from.app === "packages") return "Packages know no application.";
  if (from.app !== to.app) return "Applications do not know each other.";
  if (to.layer === "app" && from.layer !== "app") return "Only app/ may import from app/: it is what puts features together.";
  if (to.layer.startsWith("features/")) {
    if (from.layer === "shared") return "Shared code knows no feature.";
    if (from.layer !== "app" && from.layer !== to.layer) return "No feature imports another: put them together in app/.";
  }
  return null;
}

/** @type {import("eslint").Rule.RuleModule} */
const zones = {
  meta: { type: "problem", schema: [], messages: { zone: "{{sentence}}" } },
  create(context) {
    const here = place(context.filename);
    /** @param {{ source?: { value?: unknown } | null } & import("estree").Node} node */
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== "string") return;
      const target = specifier.startsWith("@/")
        ? resolve(web, "apps", here.app, "src", specifier.slice(2))
        : specifier.startsWith(".")
          ? resolve(dirname(context.filename), specifier)
          : null;
      const sentence = target && broken(here, place(target));
      if (sentence) context.report({ node, messageId: "zone", data: { sentence } });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

/** @type {import("eslint").Rule.RuleModule} */
const fileNames = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { kebab: "File names are kebab-case: {{name}}", barrel: "No barrels: import from the file that defines it." },
  },
  create(context) {
    const name = basename(context.filename);
    return {
      Program(node) {
        if (!/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?\.[jt]sx?$/.test(name)) {
          context.report({ node, messageId: "kebab", data: { name } });
        }
        if (/^index\.[jt]sx?$/.test(name)) context.report({ node, messageId: "barrel" });
      },
      ExportAllDeclaration(node) {
        context.report({ node, messageId: "barrel" });
      },
    };
  },
};

export default { rules: { zones, "file-names": fileNames } };
