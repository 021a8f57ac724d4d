import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";

export function ErrorPage() {
  return (
    <Notice tone="bad" title="Something broke on this page">
      <p>Loading the page anew usually helps.</p>
      <Button onClick={() => location.reload()}>Load it anew</Button>
    </Notice>
  );
}
