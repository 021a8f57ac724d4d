import { useLayoutEffect, useRef, type ReactNode } from "react";

import styles from "./data-table.module.css";
import { Icon } from "./icon";
import { Skeleton } from "./skeleton";
import { nextSort, withAll, withNone, withRow, withSort, type TableChange, type TableState } from "./table-state";
import { ToolIcon } from "./tool-icon";

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand under each other at the right. */
  isNumber?: boolean;
  /** Words that may take several lines. Everything else stays on one: rows are low, and a narrow screen scrolls sideways. */
  isText?: boolean;
  /** Orders that its head switches between; the server's names. The first is the one that rises. */
  sorts?: readonly [rising: string, falling: string] | readonly [rising: string];
  /** Cannot be hidden: it says which row it is. */
  isFixed?: boolean;
  /** Only for those who ask for it. */
  isExtra?: boolean;
}

interface Props<Row> {
  /** What it lists, for those who do not see it. */
  label: string;
  columns: readonly Column<Row>[];
  /** Absent while the first page is on its way. */
  rows: readonly Row[] | undefined;
  rowId: (row: Row) => string;
  /** What a row is called: `Select Copper kettle`. */
  rowName: (row: Row) => string;
  state: TableState;
  onChange: (change: TableChange) => void;
  /** Ids of columns not shown; see `ColumnPicker`. */
  hidden?: readonly string[];
  /** Rows can be selected when there is something to do with them. */
  bulk?: ReactNode;
  empty?: ReactNode;
  error?: ReactNode;
  /** What is shown is being replaced. */
  isStale?: boolean;
  pager?: ReactNode;
}

const SKELETON_ROWS = 8;

/** A page of a long list. The server filters, sorts and cuts pages; this shows one and says what is wanted next. */
export function DataTable<Row>({ label, columns, rows, rowId, rowName, state, onChange, hidden = [], bulk, empty, error, isStale = false, pager }: Props<Row>) {
  const anchor = useRef<string | null>(null);
  const shown = columns.filter(({ id, isFixed = false }) => isFixed || !hidden.includes(id));
  const isSelectable = bulk !== undefined;
  const ids = rows?.map(rowId) ?? [];
  const selected = ids.filter((id) => state.selected.has(id)).length;
  const width = shown.length + (isSelectable ? 1 : 0);
  const bar = useRef<HTMLFieldSetElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // With the last tick gone nothing in the bar can be pressed: whoever was there goes on at the list.
  useLayoutEffect(() => {
    if (selected === 0 && bar.current?.contains(document.activeElement)) list.current?.focus();
  }, [selected]);
  const select = (id: string, isRange: boolean) => {
    const through = isRange ? anchor.current : null;
    onChange((now) => withRow(now, ids, id, through));
    anchor.current = id;
  };
  return (
    <section className={styles.around} aria-label={label}>
      {/* always there, so that no row moves away under the pointer when the first is ticked */}
      {isSelectable && (
        <fieldset ref={bar} className={styles.bulk} disabled={selected === 0} aria-label={`With ${selected} selected`}>
          <strong aria-live="polite">{selected === 0 ? "Nothing" : selected} selected</strong>
          {bulk}
          <button type="button" className={styles.forget} onClick={() => onChange(withNone)}>
            Clear selection
          </button>
        </fieldset>
      )}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div ref={list} className={`${styles.scroll ?? ""} sideways`} tabIndex={0} role="group" aria-label={`${label}, scrolls sideways`}>
        <table className={styles.table} aria-label={label} aria-busy={isStale || (rows === undefined && !error)}>
          <thead>
            <tr>
              {isSelectable && (
                <th scope="col" className={styles.tick}>
                  <Tick label="Select all on this page" isOn={selected > 0 && selected === ids.length} isPart={selected > 0 && selected < ids.length} onChange={() => onChange((now) => withAll(now, ids))} />
                </th>
              )}
              {shown.map((column) => (
                <Head key={column.id} column={column} sort={state.sort} onSort={(sort) => onChange((now) => withSort(now, sort))} />
              ))}
            </tr>
          </thead>
          <tbody className={isStale ? styles.stale : undefined}>
            {rows?.map((row) => {
              const id = rowId(row);
              const isSelected = state.selected.has(id);
              return (
                <tr key={id} data-selected={isSelected || undefined}>
                  {isSelectable && (
                    <td className={styles.tick}>
                      <Tick label={`Select ${rowName(row)}`} isOn={isSelected} onChange={(isRange) => select(id, isRange)} />
                    </td>
                  )}
                  {shown.map(({ id: name, cell, isNumber, isText }) => (
                    <td key={name} className={isNumber ? styles.number : isText ? styles.text : undefined}>
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            {rows === undefined && !error && <Waiting width={width} />}
            {(error ?? rows?.length === 0) && (
              <tr>
                <td colSpan={width} className={styles.instead}>
                  {error ?? empty ?? "There is nothing here."}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {pager}
    </section>
  );
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string; onSort: (sort: string) => void }) {
  const { title, isNumber, sorts } = column;
  const at = sorts ? (sorts as readonly string[]).indexOf(sort) : -1;
  const direction = at < 0 ? undefined : at === 0 ? "ascending" : "descending";
  return (
    <th scope="col" className={isNumber ? styles.number : undefined} aria-sort={direction}>
      {sorts ? (
        <button type="button" className={styles.sort} onClick={() => onSort(nextSort(sort, sorts))}>
          {title}
          <span className={direction ? styles.arrow : styles.faint}>{direction === "descending" ? <Icon name="down" size={14} /> : <ToolIcon name="up" size={14} />}</span>
        </button>
      ) : (
        title
      )}
    </th>
  );
}

interface TickProps {
  label: string;
  isOn: boolean;
  isPart?: boolean;
  onChange: (isRange: boolean) => void;
}

function Tick({ label, isOn, isPart = false, onChange }: TickProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={isOn}
      ref={(box) => {
        if (box) box.indeterminate = isPart;
      }}
      onChange={(event) => onChange((event.nativeEvent as MouseEvent).shiftKey)}
    />
  );
}

function Waiting({ width }: { width: number }) {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    <tr key={row}>
      {Array.from({ length: width }, (_, cell) => (
        <td key={cell}>
          <Skeleton width={cell === 0 && width > 1 ? "1.2rem" : `${45 + ((row * 17 + cell * 29) % 45)}%`} height="1em" />
        </td>
      ))}
    </tr>
  ));
}
