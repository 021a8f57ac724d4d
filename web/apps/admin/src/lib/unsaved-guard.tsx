import { Confirm } from "@souk/ui/confirm";
import { useEffect } from "react";
import { useBlocker } from "react-router";

/** Put it into a page with a form: leaving the page while something in it is unsaved asks first. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: boolean }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
  return (
    <Confirm
      isOpen={blocker.state === "blocked"}
      title="Leave without saving?"
      yes="Discard changes"
      no="Keep editing"
      tone="danger"
      onYes={() => blocker.proceed?.()}
      onNo={() => blocker.reset?.()}
    >
      What you changed on this page has not been saved.
    </Confirm>
  );
}
