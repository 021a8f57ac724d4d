import { problemOf, type Problem } from "@souk/api/problem";
import { Notice } from "@souk/ui/notice";

import { explainField } from "@/lib/explain";
import { ProblemNotice } from "@/lib/problem-notice";
import { t } from "@/lib/words";

/** Why signing in or up did not work; objections to one field stand beside it instead. */
export function CredentialsProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  const problem = problemOf(error);
  switch (problem.slug) {
    case "invalid-credentials":
      return <Notice tone="bad" title={t("credentials.wrong")}>{t("credentials.wrong_text")}</Notice>;
    case "rate-limited":
      return <Notice tone="bad" title={t("credentials.too_many")}>{t("credentials.too_many_text", { seconds: problem.retryAfterS })}</Notice>;
    case "email-taken":
      return <Notice tone="bad" title={t("credentials.taken")}>{t("credentials.taken_text")}</Notice>;
    case "validation-failed":
      return null;
    default:
      return <ProblemNotice error={error} title={t("credentials.other")} />;
  }
}

/** The shop's objection to one field. */
export function objection(error: Error | null, field: string): string | undefined {
  const problem: Problem | null = error && problemOf(error);
  if (problem?.slug !== "validation-failed") return undefined;
  const found = problem.errors.find(({ pointer }) => pointer === `/${field}`);
  return found && explainField(found);
}
