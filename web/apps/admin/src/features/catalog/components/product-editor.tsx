import { problemOf } from "@souk/api/problem";
import { Button } from "@souk/ui/button";
import { Notice } from "@souk/ui/notice";
import { Tabs } from "@souk/ui/tabs";
import type { ReactNode } from "react";

import styles from "@/features/catalog/components/editor.module.css";
import { EditorDetails } from "@/features/catalog/components/editor-details";
import { EditorMedia } from "@/features/catalog/components/editor-media";
import { EditorVariants } from "@/features/catalog/components/editor-variants";
import { isSameDraft, whatIsMissing, type Draft } from "@/features/catalog/draft";
import { ProblemNotice } from "@/lib/problem-notice";
import { UnsavedGuard } from "@/lib/unsaved-guard";

export const EDITOR_TABS = ["details", "variants", "pictures", "stock"] as const;
export type EditorTab = (typeof EDITOR_TABS)[number];

interface Props {
  base: Draft;
  draft: Draft;
  onDraft: (change: (draft: Draft) => Draft) => void;
  currency: string;
  tab: EditorTab;
  onTab: (tab: EditorTab) => void;
  /** Its own tab where the product is there already. */
  stock?: ReactNode;
  isArchived?: boolean;
  onSave: () => void;
  isSaving: boolean;
  error: unknown;
}

/** The tabs of a product, and the bar that saves what was changed in any of them. */
export function ProductEditor({ base, draft, onDraft, currency, tab, onTab, stock, isArchived = false, onSave, isSaving, error }: Props) {
  const isChanged = !isSameDraft(base, draft);
  const missing = whatIsMissing(draft);
  const put = (next: Draft) => onDraft(() => next);
  const isConflict = error !== null && problemOf(error).slug === "version-mismatch";
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && missing.length === 0 && !isSaving) onSave();
      }}
    >
      <UnsavedGuard isUnsaved={isChanged && !isSaving} />
      {isArchived && <Notice title="It is put away for good">Its SKUs and address stay its own, because orders name them.</Notice>}
      <Tabs
        label="Product"
        value={tab}
        onChange={onTab}
        tabs={[
          { id: "details", title: "Details", content: <EditorDetails draft={draft} onChange={put} /> },
          { id: "variants", title: "Variants", count: draft.variants.length, content: <EditorVariants draft={draft} onChange={put} currency={currency} /> },
          { id: "pictures", title: "Pictures", count: draft.media.length, content: <EditorMedia media={draft.media} onChange={onDraft} /> },
          ...(stock ? [{ id: "stock" as const, title: "Stock", content: stock }] : []),
        ]}
      />
      {error !== null && !isConflict && <ProblemNotice error={error} title="It was not saved" />}
      {isChanged && !isArchived && (
        <div className={styles.foot} role="group" aria-label="Unsaved changes">
          <p role="status">{missing.length > 0 ? missing.join(" ") : "There are changes that are not saved."}</p>
          <Button look="secondary" size="small" disabled={isSaving} onClick={() => put(base)}>
            Discard
          </Button>
          <Button type="submit" size="small" disabled={missing.length > 0} busy={isSaving && "Saving…"}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}
