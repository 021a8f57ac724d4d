import { answer } from "@souk/api/client";
import { useMutation } from "@tanstack/react-query";

import { shop } from "@/lib/shop";

/** As much as the shop takes. */
export const UPLOAD_BYTES_MAX = 20 * 1024 * 1024;
export const IMAGE_TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/** Why a file is no picture that the shop takes; null when it may be one. */
export function whyNot(file: File): string | null {
  if (!IMAGE_TYPES.includes(file.type)) return `${file.name} is no JPEG, PNG, WebP or GIF.`;
  return file.size > UPLOAD_BYTES_MAX ? `${file.name} is larger than 20 MiB.` : null;
}

export function useUploadMedia() {
  return useMutation({
    mutationFn: (file: File) =>
      answer(
        shop.client.POST("/v1/media", {
          // The generated type of a file is a string; what is sent is the form below.
          body: { file: "" },
          bodySerializer: () => {
            const form = new FormData();
            form.append("file", file);
            return form;
          },
        }),
      ),
  });
}
