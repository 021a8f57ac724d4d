import { catalogue } from "@/app/places/catalogue";
import { house } from "@/app/places/house";
import type { Place } from "@/app/places/place";
import { sales } from "@/app/places/sales";
import { shop } from "@/app/places/shop";
import { today } from "@/app/places/today";

/** What there is to work in, in the order of the navigation. A new area brings its place with its screens. */
export const PLACES: readonly Place[] = [...today, ...sales, ...catalogue, ...shop, ...house];
