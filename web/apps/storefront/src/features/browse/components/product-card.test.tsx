import type { ProductSummary } from "@souk/api/types";
import { cleanup, render } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";

import { ProductCard } from "./product-card";

afterEach(cleanup);

const product = { slug: "rug", title: "Rug", price_from: { amount: 21_890, currency: "EUR" }, thumbnails: {}, rating: { average: 0, count: 0 }, available: true };

it.each([
  [true, "from €218.90"],
  [false, "€218.90"],
])("says where prices begin when they vary (%s)", (price_varies, said) => {
  const { container } = render(
    <MemoryRouter>
      <ProductCard product={{ ...product, price_varies } as unknown as ProductSummary} />
    </MemoryRouter>,
  );
  expect(container.querySelector("article p")?.textContent).toBe(said);
});
