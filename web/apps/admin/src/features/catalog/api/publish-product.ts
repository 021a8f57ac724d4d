import { answer } from "@souk/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** Shows a product to everybody, or takes it from the shelf. Publishing what is published changes nothing. */
export function usePublishProduct(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (isPublished: boolean) => {
      const params = { path: { product_id: id } };
      return answer(
        isPublished
          ? shop.client.POST("/v1/products/{product_id}/publish", { params })
          : shop.client.POST("/v1/products/{product_id}/unpublish", { params }),
      );
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["products"] }),
  });
}
