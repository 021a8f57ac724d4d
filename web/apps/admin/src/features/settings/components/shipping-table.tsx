import { formatMoney } from "@souk/api/money";
import type { ShippingMethodRow } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Switch } from "@souk/ui/checkbox";
import { DataTable, type Column } from "@souk/ui/data-table";
import { Empty } from "@souk/ui/empty";
import { toast } from "@souk/ui/toast";
import { useQuery } from "@tanstack/react-query";

import { shippingMethods, useChangeShippingMethod } from "@/features/settings/api/shipping-methods";
import { countryName } from "@/lib/countries";
import { ProblemNotice } from "@/lib/problem-notice";
import { problemWords } from "@/lib/problem-words";

const STATE = { filters: {}, sort: "", after: null, selected: new Set<string>() };
const NAMES_MAX = 4;

export function ShippingTable({ onOpen }: { onOpen: (method: ShippingMethodRow) => void }) {
  const methods = useQuery(shippingMethods);
  const change = useChangeShippingMethod();
  const turn = ({ id, version, title }: ShippingMethodRow, is_active: boolean) => {
    if (change.isPending) return;
    change.mutate(
      { id, version, body: { is_active } },
      {
        onError: (error) => {
          toast(`${title} stays as it was`, { tone: "bad", detail: problemWords(error) });
        },
      },
    );
  };
  const columns: readonly Column<ShippingMethodRow>[] = [
    { id: "title", title: "Method", isFixed: true, cell: (method) => <Button look="quiet" size="small" onClick={() => onOpen(method)}>{method.title}</Button> },
    { id: "id", title: "In orders", cell: ({ id }) => <code>{id}</code> },
    { id: "price", title: "Price", isNumber: true, cell: ({ price }) => formatMoney(price) },
    { id: "days", title: "Days", isNumber: true, cell: ({ days_min, days_max }) => (days_min === days_max ? days_min : `${days_min}–${days_max}`) },
    { id: "countries", title: "To", isText: true, cell: ({ countries }) => where(countries) },
    { id: "active", title: "Offered", cell: (method) => <Switch label={<span className="visually-hidden">Offer {method.title}</span>} checked={method.is_active} onChange={(event) => turn(method, event.target.checked)} /> },
  ];
  return (
    <DataTable
      label="Shipping methods"
      columns={columns}
      rows={methods.data}
      rowId={({ id }) => id}
      rowName={({ title }) => title}
      state={STATE}
      onChange={() => undefined}
      error={methods.isError && <ProblemNotice error={methods.error} title="The shipping methods could not be loaded" />}
      empty={<Empty title="Nothing can be sent yet">Without a shipping method nobody can order.</Empty>}
    />
  );
}

function where(countries: readonly string[]): string {
  if (countries.length === 0) return "Everywhere";
  const names = countries.slice(0, NAMES_MAX).map(countryName).join(", ");
  return countries.length > NAMES_MAX ? `${names} and ${countries.length - NAMES_MAX} more` : names;
}
