/**
 * Keyboard shortcuts: single keys (`/`), keys one after another (`g p`), and chords (`mod+k`, where mod is Ctrl, or
 * Command on a Mac). Nothing happens while somebody types into a field, except for chords.
 */
export type Shortcuts = Record<string, () => void>;

/** Between the keys of a sequence. */
export const SEQUENCE_MS = 1_200;

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** `mod+k` for a chord, else the key itself; null for what is no shortcut of ours. */
export function nameOf({ key, ctrlKey, metaKey, altKey }: Pressed): string | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return `mod+${key.toLowerCase()}`;
  return key.length === 1 ? key : null;
}

/**
 * What a key does after those before it.
 *
 * @returns the shortcut it completes, and what is to be remembered for the next key
 */
export function advance(before: string, name: string, known: readonly string[]): { hit: string | null; rest: string } {
  for (const candidate of before === "" ? [name] : [`${before} ${name}`, name]) {
    if (known.includes(candidate)) return { hit: candidate, rest: "" };
    if (known.some((each) => each.startsWith(`${candidate} `))) return { hit: null, rest: candidate };
  }
  return { hit: null, rest: "" };
}

/** Whether what is pressed there is typed. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=dialog], [role=alertdialog], [role=menu]") !== null);
}
