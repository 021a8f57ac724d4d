import { PasswordForm } from "@/features/account/components/password-form";
import { SessionList } from "@/features/account/components/session-list";
import { PageMeta } from "@/lib/page-meta";
import { t } from "@/lib/words";

export function Component() {
  return (
    <>
      <PageMeta title={t("account.security")} />
      <PasswordForm />
      <SessionList />
    </>
  );
}
