import type { Category } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { toast } from "@souk/ui/toast";
import { useState } from "react";

import { useCreateCategory, useRenameCategory } from "@/features/categories/api/categories";
import { ProblemNotice } from "@/lib/problem-notice";

export type Asked = { kind: "edit"; category: Category } | { kind: "new"; parent: Category | null; position: number };

/** Names a category, new or known. */
export function CategoryDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const before = asked.kind === "edit" ? { title: asked.category.title, slug: asked.category.slug } : { title: "", slug: "" };
  const [title, setTitle] = useState(before.title);
  const [slug, setSlug] = useState(before.slug);
  const create = useCreateCategory();
  const rename = useRenameCategory();
  const busy = create.isPending || rename.isPending;
  const isChanged = title !== before.title || slug !== before.slug;
  const isOdd = slug !== "" && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug);
  const isReady = isChanged && title.trim() !== "" && !isOdd && (asked.kind === "new" || slug !== "");
  const done = () => {
    toast(asked.kind === "new" ? `${title.trim()} is there` : "Saved", { tone: "good" });
    onClose();
  };
  const save = () => {
    if (!isReady || busy) return;
    if (asked.kind === "edit") rename.mutate({ category: asked.category, title: title.trim(), slug }, { onSuccess: done });
    else create.mutate({ title: title.trim(), position: asked.position, ...(slug && { slug }), ...(asked.parent && { parent: asked.parent.id }) }, { onSuccess: done });
  };
  const error = create.error ?? rename.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isUnsaved={isChanged}
      size="small"
      title={asked.kind === "edit" ? `Rename ${before.title}` : asked.parent ? `New category in ${asked.parent.title}` : "New category"}
      actions={
        <Button disabled={!isReady} busy={busy && "Saving…"} onClick={save}>
          Save
        </Button>
      }
    >
      <TextField label="Title" maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      <TextField
        label="Address"
        required={asked.kind === "edit"}
        maxLength={96}
        value={slug}
        onChange={(event) => setSlug(event.target.value)}
        error={isOdd ? "Small letters, digits and single dashes" : undefined}
        hint={slug ? `/c/${slug}` : "Made from the title when left empty."}
      />
      {error && <ProblemNotice error={error} title="It was not saved" />}
    </Dialog>
  );
}
