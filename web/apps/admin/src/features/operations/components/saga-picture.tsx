import type { KeyboardEvent } from "react";

import styles from "@/features/operations/components/saga-picture.module.css";
import { eventName, HEAD_HEIGHT, layout, tookMs, type Arrow, type Row } from "@/features/operations/saga-layout";
import type { Fact, Saga } from "@/features/operations/types";
import { duration } from "@/lib/ago";
import { formatInstant } from "@/lib/instants";
import { sentence, words } from "@/lib/words";

const FATES = { heard: "heard", waiting: "not heard yet", unsent: "not sent yet", put_off: "put off", given_up: "given up" } as const;
const DOT = 7;
const HEAD = 9;
/** Room between an arrow's end and the lane that it leads to. */
const GAP = 5;
const PILL_HEIGHT = 26;
const LETTER_WIDTH = 7.4;

interface Props {
  saga: Saga;
  chosen: string | null;
  onChoose: (eventId: string) => void;
}

/** A saga as a sequence of events between lanes of services. The table beside it says the same in words. */
export function SagaPicture({ saga, chosen, onChoose }: Props) {
  const { width, height, lanes, rows } = layout(saga);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="The saga, scrolls sideways">
      <svg className={styles.picture} viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label={`Order ${saga.number}: ${rows.length} steps and events`}>
        {lanes.map(({ service, x }) => (
          <g key={service} className={service === "order" ? styles.middle : styles.lane}>
            <line x1={x} y1={HEAD_HEIGHT - 6} x2={x} y2={height} />
            <text x={x} y={22}>
              {service}
            </text>
          </g>
        ))}
        {/* steps last: they lie over the lines that lead from answer to question */}
        {rows.map((row) => row.kind === "fact" && <Told key={row.id} row={row} isChosen={row.id === chosen} onChoose={onChoose} />)}
        {rows.map((row) => row.kind === "step" && <Step key={row.id} row={row} />)}
      </svg>
    </div>
  );
}

function Step({ row }: { row: Extract<Row, { kind: "step" }> }) {
  const text = words(row.what);
  const width = text.length * LETTER_WIDTH + 22;
  return (
    <g className={styles.step}>
      <title>{`${sentence(row.what)}, by ${row.by}, ${formatInstant(row.at)}`}</title>
      <rect x={row.x - width / 2} y={row.y - PILL_HEIGHT / 2} width={width} height={PILL_HEIGHT} rx={PILL_HEIGHT / 2} />
      <text x={row.x} y={row.y + 4.5}>
        {text}
      </text>
    </g>
  );
}

function Told({ row, isChosen, onChoose }: { row: Extract<Row, { kind: "fact" }>; isChosen: boolean; onChoose: (eventId: string) => void }) {
  const { fact, x, y } = row;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onChoose(fact.id);
  };
  const furthest = row.arrows.reduce((far, { toX }) => (Math.abs(toX - x) > Math.abs(far - x) ? toX : far), x);
  const labelX = furthest === x ? x + DOT + 6 : (x + nearest(row.arrows, x)) / 2;
  return (
    <g className={[styles.fact, isChosen && styles.chosen].filter(Boolean).join(" ")}>
      <rect className={styles.band} x={2} y={y - 25} width="99%" height={46} rx={8} role="button" tabIndex={0} aria-pressed={isChosen} aria-label={told(fact)} onClick={() => onChoose(fact.id)} onKeyDown={press} />
      {row.causeY !== null && row.causeX !== null && <path className={styles.cause} d={`M ${row.causeX} ${row.causeY} C ${row.causeX} ${y - 8}, ${x} ${row.causeY + 8}, ${x} ${y}`} />}
      {row.arrows.map((arrow) => (
        <Way key={arrow.hearing.consumer} arrow={arrow} fact={fact} />
      ))}
      <circle className={styles.dot} cx={x} cy={y} r={DOT} />
      <text className={furthest === x ? styles.beside : styles.name} x={labelX} y={y - 9} aria-hidden>
        {eventName(fact.type).split(".")[1]?.replaceAll("_", " ")}
      </text>
      {/* under the line: with it the name would run over the lanes */}
      {fact.resends > 0 && (
        <text className={furthest === x ? styles.asked : styles.took} x={labelX} y={y + 16} aria-hidden>
          asked {fact.resends + 1} ×
        </text>
      )}
    </g>
  );
}

/** The end of the nearest arrow: the name stands over it, where no other line crosses. */
function nearest(arrows: readonly Arrow[], x: number): number {
  return arrows.reduce((near, { toX }) => (near === x || Math.abs(toX - x) < Math.abs(near - x) ? toX : near), x);
}

function Way({ arrow, fact }: { arrow: Arrow; fact: Fact }) {
  const { fromX, toX, y, hearing } = arrow;
  if (fromX === toX) return null;
  const towards = toX > fromX ? 1 : -1;
  const [begin, end] = [fromX + towards * DOT, toX - towards * GAP];
  const took = tookMs(fact, hearing);
  return (
    <g className={styles[hearing.fate]}>
      <title>{`${hearing.service}: ${FATES[hearing.fate]}${took === null ? "" : ` after ${duration(took)}`}`}</title>
      <line x1={begin} y1={y} x2={end} y2={y} />
      <path d={`M ${end} ${y} l ${-towards * HEAD} -5 v 10 z`} />
      {took !== null && (
        <text className={styles.took} x={end - towards * 26} y={y + 16} aria-hidden>
          {duration(took)}
        </text>
      )}
    </g>
  );
}

function told(fact: Fact): string {
  const heard = fact.hearings.map(({ service, fate }) => `${service}: ${FATES[fate]}`).join(", ");
  return `${eventName(fact.type)}, told by ${fact.source} at ${formatInstant(fact.at)}${heard && `; ${heard}`}`;
}
