import { useId, useState, type ReactNode } from "react";

import styles from "./chart.module.css";

export interface ChartPoint {
  /** `12 Nov` */
  name: string;
  value: number;
}

interface Props {
  title: string;
  /** What is on the upright axis, in words. */
  unit: string;
  points: readonly ChartPoint[];
  format: (value: number) => string;
  kind?: "bars" | "line";
  /** Beside the title: a total, a choice of span. */
  aside?: ReactNode;
}

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 8;
const BOTTOM = 34;
const TOP = 22;
const NAMES_MAX = 8;

/** A round number that nothing is above: 1, 2 or 5 times a power of ten; 1 where there is nothing. */
export function ceilingOf(values: readonly number[]): number {
  const most = Math.max(...values);
  if (most <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5, 10].find((step) => step * power >= most) ?? 10) * power;
}

/** Figures over time as a drawing, and as a table for whoever does not see drawings or wants to read them. */
export function Chart({ title, unit, points, format, kind = "bars", aside }: Props) {
  const id = useId();
  const [isTable, setTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const top = ceilingOf(points.map(({ value }) => value));
  const hasAny = points.some(({ value }) => value > 0);
  const step = (WIDTH - LEFT) / Math.max(points.length, 1);
  const x = (index: number) => LEFT + step * (index + 0.5);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = Math.ceil(points.length / NAMES_MAX);
  const pointed = at === null ? undefined : points[at];
  return (
    <figure className={styles.chart} aria-labelledby={`${id}-title`}>
      <figcaption className={styles.head}>
        <h3 id={`${id}-title`}>{title}</h3>
        <span className={styles.aside}>{aside}</span>
        <button type="button" className={styles.turn} aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? "As a drawing" : "As a table"}
        </button>
      </figcaption>
      {isTable ? (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">{unit}</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ name, value }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{format(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className={styles.drawing}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary(title, unit, points, format)} onPointerLeave={() => setAt(null)}>
            {[0, 0.5, 1].map((part) => (
              <g key={part}>
                <line className={styles.rule} x1={LEFT} x2={WIDTH} y1={y(top * part)} y2={y(top * part)} />
                {part > 0 && hasAny && Number.isInteger(top * part) && (
                  <text className={styles.mark} x={LEFT} y={y(top * part) - 4}>
                    {format(top * part)}
                  </text>
                )}
              </g>
            ))}
            {kind === "line" && <path className={styles.line} d={points.map(({ value }, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(value)}`).join("")} />}
            {points.map(({ name, value }, index) => (
              <g key={name} onPointerEnter={() => setAt(index)}>
                {kind === "bars" ? (
                  <path className={index === at ? styles.barNow : styles.bar} d={arch(x(index), step * 0.62, y(value), HEIGHT - BOTTOM)} />
                ) : (
                  <circle className={styles.dot} cx={x(index)} cy={y(value)} r={index === at ? 5 : 3} />
                )}
                <rect x={x(index) - step / 2} y={0} width={step} height={HEIGHT} fill="transparent" />
                {index % every === 0 && (
                  <text className={styles.name} x={x(index)} y={HEIGHT - 8}>
                    {name}
                  </text>
                )}
              </g>
            ))}
          </svg>
          <p className={styles.pointed} aria-hidden="true">
            {pointed ? `${pointed.name}: ${format(pointed.value)}` : "\u00a0"}
          </p>
        </div>
      )}
    </figure>
  );
}

/** A bar with the top of a doorway of the market. */
function arch(x: number, width: number, top: number, bottom: number): string {
  if (bottom - top < 0.5) return "";
  const half = width / 2;
  const rise = Math.min(half, bottom - top);
  return `M${x - half} ${bottom}V${top + rise}A${half} ${rise} 0 0 1 ${x + half} ${top + rise}V${bottom}Z`;
}

function summary(title: string, unit: string, points: readonly ChartPoint[], format: (value: number) => string): string {
  const most = points.reduce<ChartPoint | null>((best, each) => (best && best.value >= each.value ? best : each), null);
  const last = points.at(-1);
  if (!most || !last) return `${title}: nothing yet`;
  return `${title}, ${unit}, ${points.length} figures; most on ${most.name}: ${format(most.value)}; last, ${last.name}: ${format(last.value)}`;
}
