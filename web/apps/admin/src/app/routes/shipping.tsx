import { Button } from "@souk/ui/button";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";

import page from "@/app/page.module.css";
import { shippingMethods } from "@/features/settings/api/shipping-methods";
import { ShippingDialog } from "@/features/settings/components/shipping-dialog";
import { ShippingTable } from "@/features/settings/components/shipping-table";
import { useCurrency } from "@/lib/use-currency";
import { useTitle } from "@/lib/use-title";

const NEW = "new";

export function Component() {
  useTitle("Shipping");
  const currency = useCurrency();
  const [params, setParams] = useSearchParams();
  const methods = useQuery(shippingMethods).data;
  const wanted = params.get("method");
  const method = methods?.find(({ id }) => id === wanted) ?? null;
  const open = (id: string | null) => setParams(id === null ? {} : { method: id });
  return (
    <div className={page.page}>
      <header className={page.head}>
        <h1>Shipping</h1>
        <Button onClick={() => open(NEW)}>New method</Button>
      </header>
      <ShippingTable onOpen={({ id }) => open(id)} />
      {(method !== null || wanted === NEW) && <ShippingDialog key={wanted} method={method} currency={currency} onClose={() => open(null)} />}
    </div>
  );
}
