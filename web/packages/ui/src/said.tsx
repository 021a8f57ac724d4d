/** The few words that primitives say by themselves. An application in another language sets its own before it renders. */
export interface Said {
  optional: string;
  oneLess: string;
  oneMore: string;
  themes: { auto: string; light: string; dark: string };
  /** The label of the switch between them. */
  theme: (now: string, next: string) => string;
}

export let said: Said = {
  optional: "optional",
  oneLess: "One less",
  oneMore: "One more",
  themes: { auto: "auto", light: "light", dark: "dark" },
  theme: (now, next) => `Colours: ${now}. Change to ${next}`,
};

export function say(words: Said): void {
  said = words;
}
