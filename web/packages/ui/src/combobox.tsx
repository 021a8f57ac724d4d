import { Combobox as Base } from "@base-ui/react/combobox";
import { useId } from "react";

import styles from "./combobox.module.css";
import field from "./field.module.css";
import { Icon } from "./icon";
import layers from "./layers.module.css";

export interface ComboboxItem {
  value: string;
  label: string;
}

interface Around {
  label: string;
  hint?: string;
  error?: string | undefined;
  items: readonly ComboboxItem[];
  placeholder?: string;
}

interface OneProps extends Around {
  value: string | null;
  onChange: (value: string | null) => void;
}

/** One of many, found by typing. */
export function Combobox({ label, hint, error, items, placeholder, value, onChange }: OneProps) {
  const id = useId();
  return (
    <div className={field.field}>
      <Base.Root items={items} value={items.find((item) => item.value === value) ?? null} onValueChange={(item: ComboboxItem | null) => onChange(item?.value ?? null)}>
        <label className={field.label} htmlFor={id}>
          {label}
        </label>
        <div className={styles.group}>
          <Base.Input id={id} className={field.control} placeholder={placeholder} aria-invalid={error ? true : undefined} aria-describedby={error || hint ? `${id}-hint` : undefined} />
          <Base.Trigger className={styles.open} aria-label={`Open ${label}`}>
            <Icon name="down" size={16} />
          </Base.Trigger>
        </div>
        <Choices />
      </Base.Root>
      {(error ?? hint) && (
        <span className={error ? field.error : field.hint} id={`${id}-hint`}>
          {error ?? hint}
        </span>
      )}
    </div>
  );
}

interface ManyProps extends Around {
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Some of many; each chosen one can be taken out again by its cross or by Backspace. */
export function MultiCombobox({ label, hint, error, items, placeholder, value, onChange }: ManyProps) {
  const id = useId();
  const chosen = value.map((each) => items.find((item) => item.value === each) ?? { value: each, label: each });
  return (
    <div className={field.field}>
      <Base.Root items={items} multiple value={chosen} isItemEqualToValue={(a, b) => a.value === b.value} onValueChange={(next: ComboboxItem[]) => onChange(next.map((item) => item.value))}>
        <label className={field.label} htmlFor={id}>
          {label}
        </label>
        <Base.Chips className={styles.chips}>
          {chosen.map((item) => (
            <Base.Chip key={item.value} className={styles.chip} aria-label={item.label}>
              {item.label}
              <Base.ChipRemove className={styles.remove} aria-label={`Remove ${item.label}`}>
                <Icon name="cross" size={14} />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input id={id} className={styles.input} placeholder={chosen.length === 0 ? placeholder : ""} aria-describedby={error || hint ? `${id}-hint` : undefined} />
        </Base.Chips>
        <Choices />
      </Base.Root>
      {(error ?? hint) && (
        <span className={error ? field.error : field.hint} id={`${id}-hint`}>
          {error ?? hint}
        </span>
      )}
    </div>
  );
}

function Choices() {
  return (
    <Base.Portal>
      <Base.Positioner className={layers.positioner} sideOffset={4}>
        <Base.Popup className={`${layers.popup ?? ""} ${styles.popup ?? ""}`}>
          <Base.Empty className={styles.empty}>Nothing goes by that name.</Base.Empty>
          <Base.List>
            {(item: ComboboxItem) => (
              <Base.Item key={item.value} value={item} className={layers.item}>
                <span className={layers.mark}>
                  <Base.ItemIndicator>
                    <Icon name="check" size={16} />
                  </Base.ItemIndicator>
                </span>
                {item.label}
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
