import { SelectField, TextField } from "@souk/ui/field";
import { MoneyField, NumberField } from "@souk/ui/number-field";
import { ToolIcon } from "@souk/ui/tool-icon";

import styles from "@/features/catalog/components/editor.module.css";
import type { DraftMedia, DraftVariant } from "@/features/catalog/draft";

interface Props {
  variant: DraftVariant;
  currency: string;
  /** What the product has pictures of. */
  media: readonly DraftMedia[];
  onChange: (part: Partial<DraftVariant>) => void;
  onRemove: () => void;
}

export function VariantRow({ variant, currency, media, onChange, onRemove }: Props) {
  const { sku, options, price, compareAt, weightG, taxClass, image, isKnown } = variant;
  const shown = media.find(({ id }) => id === image) ?? media[0];
  const name = Object.values(options).join(" / ") || "The product itself";
  return (
    <tr className={isKnown ? undefined : styles.fresh}>
      <td>{name}</td>
      <td>
        {isKnown ? <code>{sku}</code> : <TextField isLabelHidden label={`SKU of ${name}`} maxLength={64} value={sku} onChange={(event) => onChange({ sku: event.target.value })} />}
      </td>
      <td>
        <MoneyField isLabelHidden label={`Price of ${sku}`} currency={currency} min={1} value={price} onChange={(next) => onChange({ price: next })} />
      </td>
      <td>
        <MoneyField isLabelHidden label={`Price before of ${sku}`} currency={currency} min={1} value={compareAt} onChange={(next) => onChange({ compareAt: next })} />
      </td>
      <td>
        <NumberField isLabelHidden label={`Weight of ${sku}`} min={0} max={10_000_000} value={weightG} onChange={(next) => onChange({ weightG: next })} />
      </td>
      <td>
        <TextField isLabelHidden label={`Tax class of ${sku}`} maxLength={32} value={taxClass} onChange={(event) => onChange({ taxClass: event.target.value })} />
      </td>
      <td>
        <div className={styles.shown}>
          {shown && <img src={shown.url} alt="" width={36} height={36} />}
          <SelectField isLabelHidden label={`Picture of ${sku}`} value={shown === media[0] ? "" : (shown?.id ?? "")} onChange={(event) => onChange({ image: event.target.value || null })}>
            <option value="">The first</option>
            {media.slice(1).map(({ id, alt }, index) => (
              <option key={id} value={id}>
                {index + 2}
                {alt && `: ${alt.slice(0, 40)}`}
              </option>
            ))}
          </SelectField>
        </div>
      </td>
      <td>
        <button type="button" className={styles.tool} aria-label={`Remove ${sku}`} onClick={onRemove}>
          <ToolIcon name="trash" size={16} />
        </button>
      </td>
    </tr>
  );
}
