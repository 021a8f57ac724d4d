import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";

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
        return navigator.onLine ? "The shop does not answer right now. It is worth trying again in a moment." : "You seem to be offline.";
      case "service-unavailable":
        return "This part of the shop takes a short break. It is worth trying again in a moment.";
      case "rate-limited":
        return `That was a lot at once. Please wait ${problem.retryAfterS} s and try again.`;
      default:
        return problem.detail || problem.title;
    }
  };
  return (
    <Notice tone="bad" title={title}>
      <p>{words()}</p>
      {onRetry && (
        <Button look="secondary" size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}
