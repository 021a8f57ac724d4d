import type { CSSProperties } from "react";

import styles from "./skeleton.module.css";

/** Keeps the place of what is loading; give it the size of the real thing. */
export function Skeleton({ width = "100%", height = "1em", ratio }: { width?: string; height?: string; ratio?: string }) {
  const size: CSSProperties = ratio ? { width, aspectRatio: ratio } : { width, height };
  return <span className={styles.skeleton} style={size} aria-hidden="true" />;
}
