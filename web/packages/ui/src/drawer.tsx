import { Dialog, type DialogProps } from "./dialog";

/** A sheet at the side of the page, for a closer look that keeps the list in sight. */
export function Drawer(props: Omit<DialogProps, "side" | "size">) {
  return <Dialog {...props} side />;
}
