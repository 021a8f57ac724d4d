import { useState } from "react";

import { Icon } from "./icon";
import { said } from "./said";
import styles from "./theme-toggle.module.css";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
/** Read by `public/theme.js` before the first paint, too. */
const KEY = "souk.theme";
const ICONS = { auto: "auto", light: "sun", dark: "moon" } as const;

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === value) ?? "auto";
}

/** Day, lamplight, or what the system says. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(stored);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
  const turn = () => {
    if (next === "auto") {
      localStorage.removeItem(KEY);
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem(KEY, next);
      document.documentElement.dataset.theme = next;
    }
    setTheme(next);
  };
  const label = said.theme(said.themes[theme], said.themes[next]);
  return (
    <button type="button" className={styles.toggle} onClick={turn} aria-label={label} title={label}>
      <Icon name={ICONS[theme]} />
    </button>
  );
}
