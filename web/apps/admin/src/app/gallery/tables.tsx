import { formatMoney } from "@souk/api/money";
import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Chart } from "@souk/ui/chart";
import { ColumnPicker, useHiddenColumns } from "@souk/ui/column-picker";
import { DataTable, type Column } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { Notice } from "@souk/ui/notice";
import { Pager } from "@souk/ui/pager";
import { SavedViews } from "@souk/ui/saved-views";
import type { TableState } from "@souk/ui/table-state";
import { Timeline } from "@souk/ui/timeline";
import { useState } from "react";

import { Chapter, Piece } from "@/app/gallery/piece";

interface Row {
  sku: string;
  title: string;
  price: number;
}

const ROWS: Row[] = [
  { sku: "KETTLE-S", title: "Copper kettle, small", price: 4990 },
  { sku: "KETTLE-L", title: "Copper kettle, large", price: 7990 },
  { sku: "MUG-1", title: "<b>Mug</b> with a name that is longer than others and does not break", price: 1290 },
];
const euro = (amount: number) => formatMoney({ amount, currency: "EUR" });
const COLUMNS: readonly Column<Row>[] = [
  { id: "title", title: "Product", isFixed: true, isText: true, sorts: ["title"], cell: ({ title }) => title },
  { id: "status", title: "Status", cell: () => <Badge tone="good">Published</Badge> },
  { id: "sku", title: "SKU", isExtra: true, cell: ({ sku }) => <code>{sku}</code> },
  { id: "price", title: "Price", isNumber: true, sorts: ["price", "-price"], cell: ({ price }) => euro(price) },
];
const START: TableState = { filters: {}, sort: "title", after: null, selected: new Set(["KETTLE-L"]) };
const POINTS = [40, 65, 22, 90, 75, 110, 64].map((value, index) => ({ name: `${index + 1} Nov`, value: value * 100 }));

export function Tables() {
  const [state, setState] = useState(START);
  const [hidden, setHidden] = useHiddenColumns("gallery", COLUMNS);
  const around = { columns: COLUMNS, rowId: ({ sku }: Row) => sku, rowName: ({ title }: Row) => title, state, onChange: setState, hidden };
  const nothing = () => undefined;
  return (
    <Chapter title="Lists and figures">
      <Piece title="Table">
        <SavedViews table="gallery" query="sort=title" onOpen={nothing} given={[{ name: "All products", query: "sort=title" }]} />
        <ColumnPicker columns={COLUMNS} hidden={hidden} onHidden={setHidden} />
        <DataTable
          {...around}
          label="Some products"
          rows={ROWS}
          bulk={
            <Button size="small" look="secondary">
              Publish
            </Button>
          }
          pager={<Pager count={3} total={1234} isFirst={false} onFirst={nothing} onPrevious={nothing} onNext={nothing} />}
        />
      </Piece>
      <Piece title="Table that is loading">
        <DataTable {...around} label="Products to come" rows={undefined} />
      </Piece>
      <Piece title="Table with nothing in it">
        <DataTable {...around} label="No products" rows={[]} empty={<Empty title="No product is like that" actions={<Button>Show all</Button>}>Try other words.</Empty>} />
      </Piece>
      <Piece title="Table that could not be loaded">
        <DataTable {...around} label="Unknown products" rows={undefined} error={<Notice tone="bad" announce={false} title="The products could not be loaded" />} />
      </Piece>
      <Piece title="Bars">
        <Chart title="Turnover" unit="Turnover in EUR" points={POINTS} format={euro} aside="a week" />
      </Piece>
      <Piece title="Line">
        <Chart title="Orders" unit="Orders" kind="line" points={POINTS} format={(value) => String(value / 100)} />
      </Piece>
      <Piece title="Timeline">
        <Timeline
          label="What happened"
          entries={[
            { id: "1", at: "2026-11-25T10:00:00Z", when: "25 Nov, 10:00", title: "Placed", detail: "by a guest" },
            { id: "2", at: "2026-11-25T10:01:00Z", when: "10:01", title: "Confirmed", tone: "good" },
            { id: "3", at: "2026-11-25T11:00:00Z", when: "11:00", title: "Mail could not be sent", tone: "warn" },
            { id: "4", at: "2026-11-25T12:00:00Z", when: "12:00", title: "Cancelled", detail: "customer", tone: "bad" },
          ]}
        />
      </Piece>
    </Chapter>
  );
}
