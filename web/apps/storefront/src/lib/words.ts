/**
 * What the shop says, by key. The texts lie in `words/<language>.json`, one file a language, which the web server reads
 * as well; a page loads its own language only. A key that a language lacks does not compile.
 */
import { language, locale, type Language } from "@/lib/language";
import type english from "@/words/en.json";

type Stored = keyof typeof english;
type Texts = Record<Stored, string>;
/** What is counted is stored as `key_one` and `key_other`, and asked for as `key` with a `count`. */
export type CountedKey = Stored extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;
export type WordKey = Exclude<Stored, `${CountedKey}_one` | `${CountedKey}_other`>;
type Params = Record<string, string | number>;

const FILES: Record<Language, () => Promise<{ default: Texts }>> = {
  en: () => import("@/words/en.json"),
  de: () => import("@/words/de.json"),
};

let texts: Texts | null = null;
const plural = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);

/** Loads this page's language; nothing is rendered before. */
export async function loadWords(wanted: Language = language): Promise<void> {
  texts = (await FILES[wanted]()).default;
}

/** The text of a key, its `{names}` filled in. Throws where a value is missing. */
export function t(key: WordKey, params: Params = {}): string {
  return filled(key, params);
}

/** As `t`, in the form that the count asks for; `{count}` is written as this language writes numbers. */
export function counted(key: CountedKey, count: number, params: Params = {}): string {
  const form = plural.select(count) === "one" ? "one" : "other";
  return filled(`${key}_${form}`, { ...params, count });
}

function filled(key: Stored, params: Params): string {
  if (!texts) throw new Error("no language is loaded yet");
  return texts[key].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`"${key}" needs {${name}}`);
    return typeof value === "number" ? numbers.format(value) : value;
  });
}
