import type { ComponentProps } from "react";

import styles from "./button.module.css";
import { Spinner } from "./spinner";

interface Look {
  look?: "primary" | "secondary" | "quiet" | "danger";
  size?: "small" | "medium" | "large";
  wide?: boolean;
}

/** The class of a button, for links that look like one. */
export function buttonClass({ look = "primary", size = "medium", wide = false }: Look = {}): string {
  return [styles.button, styles[look], size !== "medium" && styles[size], wide && styles.wide].filter(Boolean).join(" ");
}

interface Props extends ComponentProps<"button">, Look {
  /** What it is doing right now (`Adding…`): shown in place of the label while presses do nothing. */
  busy?: string | false;
}

/** Stays focusable while busy, so that a keyboard user does not lose their place. */
export function Button({ look, size, wide, busy = false, type = "button", children, onClick, ...rest }: Props) {
  return (
    <button
      type={busy && type === "submit" ? "button" : type}
      className={buttonClass({ ...(look && { look }), ...(size && { size }), ...(wide && { wide }) })}
      aria-disabled={busy ? true : undefined}
      onClick={busy ? undefined : onClick}
      {...rest}
    >
      {busy ? (
        <>
          <Spinner /> {busy}
        </>
      ) : (
        children
      )}
    </button>
  );
}
