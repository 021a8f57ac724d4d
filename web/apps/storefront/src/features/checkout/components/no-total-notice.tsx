import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";

import { countryName } from "@/lib/countries";
import { explain } from "@/lib/explain";
import { t } from "@/lib/words";

interface Props {
  /** Why the shop did not say what it comes to; null where it did, and sends nothing to this country. */
  error: Error | null;
  isAsking: boolean;
  country: string;
  onRetry: () => void;
}

/** Why nothing was ordered while nobody knows what it comes to. */
export function NoTotalNotice({ error, isAsking, country, onRetry }: Props) {
  if (isAsking) {
    return (
      <Notice tone="warn" title={t("checkout.no_total")} announce>
        {t("checkout.asking_again")}
      </Notice>
    );
  }
  if (!error) {
    return (
      <Notice tone="warn" title={t("checkout.not_there", { country: countryName(country) })} announce>
        {t("checkout.other_country")}
      </Notice>
    );
  }
  return (
    <Notice tone="bad" title={t("checkout.no_total")}>
      <p>{explain(problemOf(error))}</p>
      <Button look="secondary" size="small" onClick={onRetry}>
        {t("ui.try_again")}
      </Button>
    </Notice>
  );
}
