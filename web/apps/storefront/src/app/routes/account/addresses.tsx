import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { addresses } from "@/features/account/api/addresses";
import { AddressBook } from "@/features/account/components/address-book";
import { PageMeta } from "@/lib/page-meta";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

export function Component() {
  const book = useQuery(addresses());
  return (
    <>
      <PageMeta title={t("account.address_book")} />
      {book.data ? (
        <AddressBook addresses={book.data} />
      ) : book.isError ? (
        <ProblemNotice error={book.error} title={t("account.save_failed")} onRetry={() => void book.refetch()} />
      ) : (
        <Skeleton height="12rem" />
      )}
    </>
  );
}
