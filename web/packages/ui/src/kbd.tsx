import styles from "./kbd.module.css";

/** Keys as they are pressed one after another: `g o`, or together: `Ctrl K`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(" ").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
