import { Button } from "@souk/ui/button";
import { toast } from "@souk/ui/toast";
import { useRef, useState } from "react";

import { IMAGE_TYPES, useUploadMedia, whyNot } from "@/features/catalog/api/upload-media";
import styles from "@/features/catalog/components/editor.module.css";
import { MediaTile } from "@/features/catalog/components/media-tile";
import type { Draft, DraftMedia } from "@/features/catalog/draft";
import { moved } from "@/features/catalog/order-of-things";
import { problemWords } from "@/lib/problem-words";

interface Props {
  media: DraftMedia[];
  /** Takes the pictures as they are then: several uploads may be on their way. */
  onChange: (change: (draft: Draft) => Draft) => void;
}

const MEDIA_MAX = 30;

/** Pictures in the order in which they are shown; the first is the product's face. */
export function EditorMedia({ media, onChange }: Props) {
  const upload = useUploadMedia();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const [said, setSaid] = useState("");
  const set = (change: (media: DraftMedia[]) => DraftMedia[]) => onChange((draft) => ({ ...draft, media: change(draft.media) }));

  const add = async (files: readonly File[]) => {
    for (const file of files.slice(0, MEDIA_MAX - media.length)) {
      const why = whyNot(file);
      if (why !== null) {
        toast("This file is not taken", { tone: "bad", detail: why });
        continue;
      }
      setWaiting((count) => count + 1);
      try {
        const { id, url } = await upload.mutateAsync(file);
        set((before) => (before.some((each) => each.id === id) ? before : [...before, { id, url, alt: "" }]));
      } catch (error) {
        toast(`${file.name} was not stored`, { tone: "bad", detail: problemWords(error) });
      } finally {
        setWaiting((count) => count - 1);
      }
    }
  };

  const move = (from: number, to: number) => {
    if (to < 0 || to >= media.length) return;
    set((before) => moved(before, from, to));
    setSaid(`Picture ${from + 1} is now number ${to + 1} of ${media.length}`);
  };

  return (
    <div className={styles.stack}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the button in it does the same */}
      <div
        className={styles.drop}
        role="group"
        aria-label="New pictures"
        data-over={isOver}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void add(Array.from(event.dataTransfer.files));
        }}
      >
        <p>Drop pictures here: JPEG, PNG, WebP or GIF, up to 20 MiB each.</p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Pictures"
          accept={IMAGE_TYPES.join(",")}
          onChange={(event) => {
            void add(Array.from(event.target.files ?? []));
            event.target.value = "";
          }}
        />
        <Button look="secondary" size="small" busy={waiting > 0 && `Storing ${waiting}…`} disabled={media.length >= MEDIA_MAX} onClick={() => input.current?.click()}>
          Choose files
        </Button>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ol className={styles.pictures} aria-label="Pictures">
        {media.map((medium, index) => (
          <MediaTile
            key={medium.id}
            medium={medium}
            index={index}
            count={media.length}
            onAlt={(alt) => set((before) => before.map((each) => (each.id === medium.id ? { ...each, alt } : each)))}
            onMove={(by) => move(index, index + by)}
            onDrop={(dragged) => {
              const from = media.findIndex(({ id }) => id === dragged);
              if (from >= 0) move(from, index);
            }}
            onRemove={() => {
              set((before) => before.filter(({ id }) => id !== medium.id));
              toast("The picture is taken out", { undo: () => set((before) => [...before.slice(0, index), medium, ...before.slice(index)]) });
            }}
          />
        ))}
      </ol>
    </div>
  );
}
