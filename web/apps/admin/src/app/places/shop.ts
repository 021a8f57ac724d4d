import type { Place } from "@/app/places/place";

export const shop: Place[] = [];
