import { Button } from "@souk/ui/button";
import { Dialog } from "@souk/ui/dialog";
import { useQueryClient } from "@tanstack/react-query";

import { useSignOut } from "@/features/session/api/sign-out";
import { SignInFields } from "@/features/session/components/sign-in-fields";

/** Over a page whose sign-in has run out, so that nothing typed there is lost. It goes when somebody has signed in. */
export function SignInAgain({ email }: { email: string }) {
  const queries = useQueryClient();
  const signOut = useSignOut();
  return (
    <Dialog
      isOpen
      onClose={() => undefined}
      isLocked
      title="Please sign in again"
      about="Your sign-in has run out. What you typed is kept; save it once you are back."
      size="small"
    >
      <SignInFields email={email} onDone={() => void queries.invalidateQueries()} />
      <div>
        <Button look="quiet" size="small" onClick={() => signOut.mutate()}>
          Leave instead, and lose what was typed
        </Button>
      </div>
    </Dialog>
  );
}
