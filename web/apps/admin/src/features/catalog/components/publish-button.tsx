import { Button } from "@souk/ui/button";

import { usePublishProduct } from "@/features/catalog/api/publish-product";
import { ProblemNotice } from "@/lib/problem-notice";

export function PublishButton({ id, title, status }: { id: string; title: string; status: string }) {
  const publish = usePublishProduct(id);
  if (status === "archived") return null;
  const isPublished = status === "published";
  return (
    <>
      <Button look="secondary" size="small" busy={publish.isPending && "One moment…"} onClick={() => publish.mutate(!isPublished)}>
        {isPublished ? "Unpublish" : "Publish"} <span className="visually-hidden">{title}</span>
      </Button>
      {publish.isError && <ProblemNotice error={publish.error} title="It stays as it is" />}
    </>
  );
}
