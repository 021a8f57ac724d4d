import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** With its last parcel an order is completed. Noting it twice changes nothing. */
export function useDeliverParcel() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(shop.client.POST("/v1/fulfillments/{fulfillment_id}/deliver", { params: { path: { fulfillment_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["orders"] }),
  });
}
