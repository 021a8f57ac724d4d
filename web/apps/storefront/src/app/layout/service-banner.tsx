import styles from "@/app/layout/layout.module.css";
import { useServicesDown } from "@/lib/service-status";
import { useOnline } from "@/lib/use-online";
import { t } from "@/lib/words";

/** Says what still works while a part of the shop does not. */
export function ServiceBanner() {
  const down = useServicesDown();
  const isOnline = useOnline();
  if (!isOnline || down.length === 0) return null;
  const words = down === "everything" ? [t("down.everything")] : down.map((service) => t(`down.${service}`));
  return (
    <div className={styles.offline} role="status">
      {words.map((each) => (
        <p key={each}>{each}</p>
      ))}
    </div>
  );
}
