/** Names of attributes as shoppers read them; those that many products have are translated. */
import { t } from "@/lib/words";

export function attributeName(name: string): string {
  switch (name.toLowerCase()) {
    case "colour":
      return t("list.colour");
    case "material":
      return t("list.material");
    case "origin":
      return t("list.origin");
    case "size":
      return t("list.size");
    default:
      return sentence(name);
  }
}

/** `thread_count` → `Thread count`. */
export function sentence(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
