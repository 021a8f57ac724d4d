import { expect, it } from "vitest";

import { PLACES } from "@/app/places/all";

it("leads to one place by one pair of keys, and by one address", () => {
  for (const member of ["keys", "path", "title"] as const) {
    const said = PLACES.map((place) => place[member]).filter((each) => each !== undefined);
    expect(said).toEqual([...new Set(said)]);
  }
});
