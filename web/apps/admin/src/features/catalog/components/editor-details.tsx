import { Combobox } from "@souk/ui/combobox";
import { TextArea, TextField } from "@souk/ui/field";
import { useQuery } from "@tanstack/react-query";

import { categories, flat } from "@/features/catalog/api/list-categories";
import styles from "@/features/catalog/components/editor.module.css";
import type { Draft } from "@/features/catalog/draft";

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

export function EditorDetails({ draft, onChange }: Props) {
  const tree = useQuery(categories);
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  return (
    <div className={styles.columns}>
      <div className={styles.card}>
        <h2>What it is</h2>
        <TextField label="Title" maxLength={200} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
        <TextArea label="Description" required={false} maxLength={20_000} value={draft.description} onChange={(event) => set({ description: event.target.value })} hint="Plain text; blank lines make paragraphs." />
        <Combobox label="Category" items={flat(tree.data?.items ?? [])} value={draft.category} onChange={(category) => set({ category })} placeholder="Type to find one" />
      </div>
      <div className={styles.card}>
        <h2>How it is found</h2>
        <TextField label="Address" required={false} maxLength={96} value={draft.slug} onChange={(event) => set({ slug: event.target.value })} hint={draft.slug ? `/p/${draft.slug}` : "Made from the title when left empty."} />
        <TextField label="Title for search engines" required={false} maxLength={200} value={draft.seoTitle} onChange={(event) => set({ seoTitle: event.target.value })} />
        <TextArea label="Description for search engines" required={false} maxLength={500} value={draft.seoDescription} onChange={(event) => set({ seoDescription: event.target.value })} />
      </div>
    </div>
  );
}
