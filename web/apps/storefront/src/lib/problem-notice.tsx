import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";

import { explain } from "@/lib/explain";
import { t } from "@/lib/words";

interface Props {
  error: unknown;
  /** What could not be done: `The shelves could not be loaded`. */
  title: string;
  onRetry?: () => void;
}

/** Says what went wrong in a person's words, and what can be done about it. */
export function ProblemNotice({ error, title, onRetry }: Props) {
  return (
    <Notice tone="bad" title={title}>
      <p>{explain(problemOf(error))}</p>
      {onRetry && (
        <Button look="secondary" size="small" onClick={onRetry}>
          {t("ui.try_again")}
        </Button>
      )}
    </Notice>
  );
}
