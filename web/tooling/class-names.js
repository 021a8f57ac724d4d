import { basename } from "node:path";

/** @type {Map<string, string>} */
const owners = new Map();

/**
 * A class of a CSS module is named after its file and itself, `product-card_title`: the web server's templates say the
 * same names, and so may a theme. Two files of one name would share theirs, so that is an error.
 *
 * @param {string} name
 * @param {string} file
 */
export function className(name, file) {
  const path = file.split("?")[0] ?? file;
  const base = basename(path).replace(/\.module\.css$/, "");
  const owner = owners.get(base) ?? path;
  if (owner !== path) throw new Error(`two CSS modules are called ${base}: ${owner} and ${path}`);
  owners.set(base, path);
  return `${base}_${name}`;
}
