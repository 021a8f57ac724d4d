import { problemOf } from "@souk/api/problem";
import { Notice } from "@souk/ui/notice";

/** Says why something did not work; with the trace id, which finds the request in the logs. */
export function ProblemNotice({ error, title }: { error: unknown; title: string }) {
  const problem = problemOf(error);
  const words = () => {
    switch (problem.slug) {
      case "forbidden":
        return "Your account may not do this.";
      case "version-mismatch":
        return "Somebody changed it meanwhile. What you see is loaded anew; look again and repeat.";
      case "stock-changed":
        return "The count has changed meanwhile. Look again and repeat.";
      case "validation-failed":
        return problem.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join("; ");
      default:
        return problem.detail || problem.title;
    }
  };
  return (
    <Notice tone="bad" title={title}>
      <p>{words()}</p>
      {problem.instance && <small>Trace {problem.instance}</small>}
    </Notice>
  );
}
