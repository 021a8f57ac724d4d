import { Menu as Base } from "@base-ui/react/menu";

import { buttonClass } from "./button";
import type { Column } from "./data-table";
import layers from "./layers.module.css";
import { readNames } from "./table-state";
import { useStored } from "./stored";
import { Icon } from "./icon";
import { ToolIcon } from "./tool-icon";

/**
 * Which columns of a table are hidden, kept by this browser under the table's name.
 *
 * @returns ids of hidden columns, and how to hide others
 */
export function useHiddenColumns<Row>(table: string, columns: readonly Column<Row>[]): [string[], (hidden: string[] | null) => void] {
  return useStored(
    `souk.columns.${table}`,
    readNames,
    columns.filter(({ isExtra }) => isExtra).map(({ id }) => id),
  );
}

interface Props<Row> {
  columns: readonly Column<Row>[];
  hidden: readonly string[];
  onHidden: (hidden: string[] | null) => void;
}

export function ColumnPicker<Row>({ columns, hidden, onHidden }: Props<Row>) {
  return (
    <Base.Root>
      <Base.Trigger className={buttonClass({ look: "secondary", size: "small" })}>
        <ToolIcon name="columns" size={16} /> Columns
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={layers.positioner} sideOffset={6} align="end">
          <Base.Popup className={layers.popup}>
            {columns
              .filter(({ isFixed }) => !isFixed)
              .map(({ id, title }) => (
                <Base.CheckboxItem
                  key={id}
                  className={layers.item}
                  checked={!hidden.includes(id)}
                  closeOnClick={false}
                  onCheckedChange={(isShown) => onHidden(isShown ? hidden.filter((each) => each !== id) : [...hidden, id])}
                >
                  <span className={layers.mark}>
                    <Base.CheckboxItemIndicator>
                      <Icon name="check" size={16} />
                    </Base.CheckboxItemIndicator>
                  </span>
                  {title}
                </Base.CheckboxItem>
              ))}
            <Base.Separator className={layers.rule} />
            <Base.Item className={layers.item} onClick={() => onHidden(null)}>
              As it was at first
            </Base.Item>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
