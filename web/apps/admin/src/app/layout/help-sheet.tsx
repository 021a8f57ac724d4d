import { Dialog } from "@souk/ui/dialog";
import { Kbd } from "@souk/ui/kbd";

import styles from "@/app/layout/help-sheet.module.css";
import { PLACES } from "@/app/places/all";
import { useCan } from "@/lib/use-session";

const EVERYWHERE = [
  { title: "Find a page, a product or an order", keys: "Ctrl K" },
  { title: "This sheet", keys: "?" },
  { title: "Into the search of a list", keys: "/" },
  { title: "Close what lies over the page", keys: "Esc" },
];
const IN_LISTS = [
  { title: "Select a row", keys: "Space" },
  { title: "Select all rows up to this one", keys: "Shift Space" },
];
const IN_ORDERS_OF_THINGS = [
  { title: "Move a picture or a category", keys: "Alt ↑" },
  { title: "Move it the other way", keys: "Alt ↓" },
];

export function HelpSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const can = useCan();
  const places = PLACES.filter(({ scope, keys }) => keys !== undefined && (scope === undefined || can(scope)));
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys" about="They rest while you type into a field.">
      <div className={styles.sheet}>
        <Keys title="Everywhere" rows={EVERYWHERE} />
        <Keys title="Go to" rows={places.map(({ title, keys = "" }) => ({ title, keys }))} />
        <Keys title="In a list" rows={IN_LISTS} />
        <Keys title="Where order matters" rows={IN_ORDERS_OF_THINGS} />
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: { title: string; rows: { title: string; keys: string }[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={styles.keys}>
        {rows.map((row) => (
          <div key={row.title}>
            <dt>{row.title}</dt>
            <dd>
              <Kbd keys={row.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
