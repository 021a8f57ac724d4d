import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";

import layers from "./layers.module.css";

interface Props {
  /** The button that opens it: a `<Button>` or any element that takes a button's attributes. */
  trigger: ReactElement<Record<string, unknown>>;
  align?: "start" | "center" | "end";
  children: ReactNode;
}

/** A list of things to do, behind a button. Arrow keys, Home, End and first letters move in it. */
export function Menu({ trigger, align = "end", children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={layers.positioner} sideOffset={6} align={align}>
          <Base.Popup className={layers.popup}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface ItemProps {
  onSelect: () => void;
  tone?: "plain" | "danger";
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, tone = "plain", disabled = false, children }: ItemProps) {
  return (
    <Base.Item className={[layers.item, tone === "danger" && layers.danger].filter(Boolean).join(" ")} disabled={disabled} onClick={onSelect}>
      {children}
    </Base.Item>
  );
}

export function MenuRule() {
  return <Base.Separator className={layers.rule} />;
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className={layers.heading}>{children}</div>;
}
