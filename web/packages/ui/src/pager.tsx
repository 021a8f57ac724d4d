import { Button } from "./button";
import styles from "./pager.module.css";

interface Props {
  /** Absent where it is not known: cursors count nothing. */
  total?: number | undefined;
  count: number;
  isFirst: boolean;
  onFirst: () => void;
  /** Absent when the page was opened by a link: nobody knows what was before it. */
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
}

const FIGURES = new Intl.NumberFormat("en-IE");

/** On, back, and to the beginning of a list that is cut by cursors. */
export function Pager({ total, count, isFirst, onFirst, onPrevious, onNext }: Props) {
  return (
    <nav className={styles.pager} aria-label="Pages">
      <p className={styles.count}>{total === undefined ? `${FIGURES.format(count)} shown` : `${FIGURES.format(count)} of ${FIGURES.format(total)}`}</p>
      {!(isFirst && !onNext) && (
        <>
          <Button look="secondary" size="small" disabled={isFirst} onClick={onFirst}>
            First
          </Button>
          <Button look="secondary" size="small" disabled={!onPrevious} onClick={onPrevious}>
            Previous
          </Button>
          <Button look="secondary" size="small" disabled={!onNext} onClick={onNext}>
            Next
          </Button>
        </>
      )}
    </nav>
  );
}
