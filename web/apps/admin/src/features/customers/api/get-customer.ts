import { answer } from "@souk/api/client";
import { queryOptions } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

export function customer(id: string) {
  return queryOptions({
    queryKey: ["users", "one", id],
    queryFn: ({ signal }) => answer(shop.client.GET("/v1/users/{user_id}", { params: { path: { user_id: id } }, signal })),
  });
}
