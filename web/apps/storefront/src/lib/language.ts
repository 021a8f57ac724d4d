/** The language of this page stands at the head of its address: none is English, `/de` is German. */
export const LANGUAGES = {
  en: { locale: "en-IE", name: "English" },
  de: { locale: "de-DE", name: "Deutsch" },
} as const;
export type Language = keyof typeof LANGUAGES;

/** Read by `public/theme.js`, too: whoever chose a language is brought to it on other visits. */
const KEY = "souk.language";

export function languageOf(path: string): Language {
  return /^\/de(?:\/|$)/.test(path) ? "de" : "en";
}

export const language = languageOf(location.pathname);
export const locale = LANGUAGES[language].locale;
/** What the router leaves out of its paths. */
export const basename = language === "en" ? "/" : `/${language}`;

/** The same page in another language. @param path without the language's own head */
export function pathIn(other: Language, path: string): string {
  if (other === "en") return path;
  return path === "/" ? `/${other}` : `/${other}${path}`;
}

export function rememberLanguage(chosen: Language): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Where nothing is kept, the address still says it.
  }
}
