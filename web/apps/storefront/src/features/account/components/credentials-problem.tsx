import { problemOf, type Problem } from "@souk/api/problem";
import { Notice } from "@souk/ui/notice";

import { ProblemNotice } from "@/lib/problem-notice";

/** Why signing in or up did not work; objections to one field stand beside it instead. */
export function CredentialsProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  const problem = problemOf(error);
  switch (problem.slug) {
    case "invalid-credentials":
      return <Notice tone="bad" title="E-mail and password do not match">Check both, or have a new password sent to you.</Notice>;
    case "rate-limited":
      return <Notice tone="bad" title="Too many tries">Please wait {problem.retryAfterS} s before the next one.</Notice>;
    case "email-taken":
      return <Notice tone="bad" title="There is an account with this e-mail already">Sign in instead, or have a new password sent to you.</Notice>;
    case "validation-failed":
      return null;
    default:
      return <ProblemNotice error={error} title="That did not work" />;
  }
}

/** The shop's objection to one field. */
export function objection(error: Error | null, field: string): string | undefined {
  const problem: Problem | null = error && problemOf(error);
  if (problem?.slug !== "validation-failed") return undefined;
  return problem.errors.find(({ pointer }) => pointer === `/${field}`)?.detail;
}
