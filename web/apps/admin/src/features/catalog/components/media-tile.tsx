import { TextField } from "@souk/ui/field";
import { Icon } from "@souk/ui/icon";
import { moveKeys, useSortable } from "@souk/ui/sortable";
import { ToolIcon } from "@souk/ui/tool-icon";

import styles from "@/features/catalog/components/editor.module.css";
import type { DraftMedia } from "@/features/catalog/draft";

interface Props {
  medium: DraftMedia;
  index: number;
  count: number;
  onAlt: (alt: string) => void;
  onMove: (by: -1 | 1) => void;
  onDrop: (dragged: string) => void;
  onRemove: () => void;
}

export function MediaTile({ medium, index, count, onAlt, onMove, onDrop, onRemove }: Props) {
  const { ref, isDragged, isOver } = useSortable("media", medium.id, onDrop);
  const name = medium.alt || `picture ${index + 1}`;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the buttons and fields in it
    <li ref={ref} className={styles.picture} data-dragged={isDragged} data-over={isOver} onKeyDown={moveKeys(onMove)}>
      <img src={medium.url} alt={medium.alt} draggable={false} />
      <TextField label="What it shows" maxLength={200} value={medium.alt} onChange={(event) => onAlt(event.target.value)} />
      <div className={styles.tools}>
        <button type="button" className={styles.tool} disabled={index === 0} aria-label={`Move ${name} forward`} onClick={() => onMove(-1)}>
          <Icon name="left" size={16} />
        </button>
        <button type="button" className={styles.tool} disabled={index === count - 1} aria-label={`Move ${name} back`} onClick={() => onMove(1)}>
          <Icon name="right" size={16} />
        </button>
        <button type="button" className={styles.tool} aria-label={`Take out ${name}`} onClick={onRemove}>
          <ToolIcon name="trash" size={16} />
        </button>
      </div>
    </li>
  );
}
