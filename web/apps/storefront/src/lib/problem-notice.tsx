import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";

import { t } from "@/lib/words";

interface Props {
  error: unknown;
  /** What could not be done: `The shelves could not be loaded`. */
  title: string;
  onRetry?: () => void;
}

/** Says what went wrong in a person's words, and what can be done about it. */
export function ProblemNotice({ error, title, onRetry }: Props) {
  const problem = problemOf(error);
  const words = () => {
    switch (problem.slug) {
      case "unreachable":
        return navigator.onLine ? t("problem.unreachable") : t("problem.offline");
      case "service-unavailable":
        return t("problem.unavailable");
      case "rate-limited":
        return t("problem.rate_limited", { seconds: problem.retryAfterS });
      default:
        return problem.detail || problem.title;
    }
  };
  return (
    <Notice tone="bad" title={title}>
      <p>{words()}</p>
      {onRetry && (
        <Button look="secondary" size="small" onClick={onRetry}>
          {t("ui.try_again")}
        </Button>
      )}
    </Notice>
  );
}
