import { Choice } from "@souk/ui/choice";

import styles from "@/features/checkout/components/card-choice.module.css";
import { TEST_CARDS } from "@/features/checkout/test-cards";
import { t } from "@/lib/words";

export function CardChoice({ token, onChoose }: { token: string; onChoose: (token: string) => void }) {
  return (
    <fieldset>
      <legend className="visually-hidden">{t("checkout.test_card")}</legend>
      <p className={styles.note}>{t("checkout.test_cards")}</p>
      <div className={styles.cards}>
        {TEST_CARDS.map((card) => (
          <Choice
            key={card.token}
            name="card"
            value={card.token}
            checked={card.token === token}
            onChange={() => onChoose(card.token)}
            title={t(card.title)}
            detail={t(card.detail)}
            aside={<span className={styles.digits}>•• {card.digits}</span>}
          />
        ))}
      </div>
    </fieldset>
  );
}
