import { Button } from "@souk/ui/button";

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

export function More({ pages }: { pages: Pages }) {
  if (!pages.hasNextPage) return null;
  return (
    <div>
      <Button look="secondary" busy={pages.isFetchingNextPage && "Loading…"} onClick={() => void pages.fetchNextPage()}>
        Show more
      </Button>
    </div>
  );
}
