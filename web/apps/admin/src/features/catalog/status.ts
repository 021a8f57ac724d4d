import type { BadgeTone } from "@souk/ui/badge";

export const STATUS_TONES: Record<string, BadgeTone> = { published: "good", draft: "warn", archived: "neutral" };
