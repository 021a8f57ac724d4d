import { Choice } from "@souk/ui/choice";

import styles from "@/features/checkout/components/card-choice.module.css";
import { TEST_CARDS } from "@/features/checkout/test-cards";

export function CardChoice({ token, onChoose }: { token: string; onChoose: (token: string) => void }) {
  return (
    <fieldset>
      <legend className="visually-hidden">Test card</legend>
      <p className={styles.note}>Test cards: this shop runs on a sandbox gateway, and no money moves. Each card behaves in its own way.</p>
      <div className={styles.cards}>
        {TEST_CARDS.map((card) => (
          <Choice
            key={card.token}
            name="card"
            value={card.token}
            checked={card.token === token}
            onChange={() => onChoose(card.token)}
            title={card.title}
            detail={card.detail}
            aside={<span className={styles.digits}>•• {card.digits}</span>}
          />
        ))}
      </div>
    </fieldset>
  );
}
