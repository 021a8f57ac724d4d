import type { ShippingMethod } from "@souk/api/types";
import { formatMoney } from "@souk/api/money";
import { Choice } from "@souk/ui/choice";
import { Notice } from "@souk/ui/notice";
import { Skeleton } from "@souk/ui/skeleton";

import styles from "@/features/checkout/components/shipping-choice.module.css";
import { countryName } from "@/lib/countries";
import { t } from "@/lib/words";

interface Props {
  country: string;
  methods: ShippingMethod[] | undefined;
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function ShippingChoice({ country, methods, chosen, onChoose }: Props) {
  if (country === "") return <p>{t("checkout.choose_country")}</p>;
  if (!methods) return <Skeleton height="4.2rem" />;
  if (methods.length === 0) return <Notice tone="warn">{t("checkout.not_there", { country: countryName(country) })}</Notice>;
  return (
    <fieldset className={styles.choices}>
      <legend className="visually-hidden">{t("checkout.shipping_method")}</legend>
      {methods.map((method) => (
        <Choice
          key={method.id}
          name="shipping_method"
          value={method.id}
          checked={method.id === chosen}
          onChange={() => onChoose(method.id)}
          title={method.title}
          detail={days(method)}
          aside={method.price.amount === 0 ? t("totals.free") : formatMoney(method.price)}
        />
      ))}
    </fieldset>
  );
}

function days({ days_min, days_max }: ShippingMethod): string {
  if (days_min === days_max) return days_min === 1 ? t("checkout.next_day") : t("checkout.days", { days: days_min });
  return t("checkout.days_between", { min: days_min, max: days_max });
}
