import { Button } from "@souk/ui/button";
import { Drawer } from "@souk/ui/drawer";
import { Empty } from "@souk/ui/empty";
import { Skeleton } from "@souk/ui/skeleton";
import { Timeline } from "@souk/ui/timeline";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import { stock as stockQuery } from "@/features/stock/api/get-stock";
import { movements } from "@/features/stock/api/list-movements";
import { locations } from "@/features/stock/api/locations";
import { skuNames } from "@/features/stock/api/name-skus";
import { AdjustForm } from "@/features/stock/components/adjust-form";
import styles from "@/features/stock/components/stock.module.css";
import { formatMoment } from "@/lib/dates";
import { useNames } from "@/lib/people";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCan } from "@/lib/use-session";

/** One SKU: where it lies, how to change that, and who did so far. */
export function StockDrawer({ sku, onClose }: { sku: string; onClose: () => void }) {
  const [isUnsaved, setUnsaved] = useState(false);
  const level = useQuery(stockQuery([sku]));
  const name = useQuery(skuNames([sku])).data?.get(sku);
  const places = new Map((useQuery(locations).data ?? []).map((place) => [place.id, place.name]));
  const can = useCan();
  const stock = level.data?.get(sku);
  return (
    <Drawer isOpen onClose={onClose} isUnsaved={isUnsaved} title={name?.title ?? sku} about={sku}>
      {level.isError && <ProblemNotice error={level.error} title="The stock could not be loaded" />}
      {level.isPending && <Skeleton height="8rem" />}
      {level.isSuccess && !stock && <Empty title="The warehouse does not know it">A SKU gets its shelf when its product is published for the first time.</Empty>}
      {stock && (
        <>
          <table className={styles.shelves} aria-label="Places">
            <thead>
              <tr>
                <th scope="col">Place</th>
                <th scope="col">On hand</th>
                <th scope="col">Reserved</th>
              </tr>
            </thead>
            <tbody>
              {(stock.locations ?? []).map(({ location_id, on_hand, reserved }) => (
                <tr key={location_id}>
                  <th scope="row">{places.get(location_id) ?? location_id}</th>
                  <td>{on_hand}</td>
                  <td>{reserved}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">Available</th>
                <td colSpan={2}>{stock.available}</td>
              </tr>
            </tfoot>
          </table>
          {can("stock:write") && (
            <section>
              <h3>Adjust</h3>
              <AdjustForm sku={sku} stock={stock} onUnsaved={setUnsaved} onReload={async () => (await level.refetch()).data?.get(sku)} />
            </section>
          )}
          <section>
            <h3>Movements</h3>
            <p className={styles.soft}>What people counted, received or wrote off. What orders took is in the orders.</p>
            <Movements sku={sku} places={places} />
          </section>
          {name && can("products:write") && <Link to={`/products/${name.productId}`}>Open its product</Link>}
        </>
      )}
    </Drawer>
  );
}

function Movements({ sku, places }: { sku: string; places: ReadonlyMap<string, string> }) {
  const pages = useInfiniteQuery(movements(sku));
  const entries = pages.data?.pages.flatMap(({ items }) => items);
  const nameOf = useNames(entries?.map(({ actor }) => actor) ?? []);
  if (pages.isError) return <ProblemNotice error={pages.error} title="The movements could not be loaded" />;
  if (entries === undefined) return <Skeleton height="6rem" />;
  if (entries.length === 0) return <p>Nobody has moved anything yet.</p>;
  return (
    <>
      <Timeline
        label="Movements"
        entries={entries.map(({ id, at, delta, on_hand, reason, location_id, actor }) => ({
          id,
          at,
          when: formatMoment(at),
          title: `${delta > 0 ? "+" : ""}${delta} → ${on_hand}`,
          detail: `${reason} · ${places.get(location_id) ?? location_id} · ${nameOf(actor)}`,
          tone: delta < 0 ? "warn" : "good",
        }))}
      />
      {pages.hasNextPage && (
        <Button look="secondary" size="small" busy={pages.isFetchingNextPage && "Loading…"} onClick={() => void pages.fetchNextPage()}>
          Earlier ones
        </Button>
      )}
    </>
  );
}
