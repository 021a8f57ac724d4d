import type { Category } from "@souk/api/types";
import { Button } from "@souk/ui/button";
import { Empty } from "@souk/ui/empty";
import { Menu, MenuItem, MenuRule } from "@souk/ui/menu";
import { moveKeys, useSortable } from "@souk/ui/sortable";
import { toast } from "@souk/ui/toast";
import { ToolIcon } from "@souk/ui/tool-icon";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { categories, useDeleteCategory, useMoveCategory } from "@/features/categories/api/categories";
import { CategoryDialog, type Asked } from "@/features/categories/components/category-dialog";
import styles from "@/features/categories/components/category-tree.module.css";
import { isWithin, rows, type Place, type Row } from "@/features/categories/tree";
import { problemWords } from "@/lib/problem-words";

/** All categories; dragged onto another one a category goes before it. The menu and Alt with arrows do the same. */
export function CategoryTree({ tree }: { tree: readonly Category[] }) {
  const move = useMoveCategory();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState("");
  const all = rows(tree);
  const takeBack = ({ category: { id }, place }: Row) => {
    const now = queries.getQueryData(categories.queryKey)?.items ?? [];
    const found = rows(now).find(({ category }) => category.id === id);
    if (found) move.mutate({ category: found.category, place, tree: now });
  };
  const go = (row: Row, place: Place) => {
    if (move.isPending) return;
    move.mutate(
      { category: row.category, place, tree },
      {
        onSuccess: () => {
          setSaid(`${row.category.title} is moved`);
          toast(`${row.category.title} is moved`, { undo: () => takeBack(row) });
        },
        onError: (error) => {
          toast("It stays where it was", { tone: "bad", detail: problemWords(error) });
        },
      },
    );
  };
  const drop = (dragged: string, onto: Row) => {
    const row = all.find(({ category }) => category.id === dragged);
    if (!row || isWithin(row.category, onto.category.id)) return;
    const isBehind = row.place.parent === onto.place.parent && row.place.index < onto.place.index;
    go(row, { parent: onto.place.parent, index: onto.place.index - (isBehind ? 1 : 0) });
  };
  if (all.length === 0) {
    return (
      <>
        <Empty title="There are no categories yet" actions={<Button onClick={() => setAsked({ kind: "new", parent: null, position: 0 })}>Make the first</Button>} />
        {asked && <CategoryDialog asked={asked} onClose={() => setAsked(null)} />}
      </>
    );
  }
  return (
    <>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ul className={styles.tree} aria-label="Categories">
        {all.map((row) => (
          <Line key={row.category.id} row={row} onDrop={(dragged) => drop(dragged, row)} onGo={(place) => go(row, place)} onAsk={setAsked} />
        ))}
      </ul>
      {asked && <CategoryDialog asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface LineProps {
  row: Row;
  onDrop: (dragged: string) => void;
  onGo: (place: Place) => void;
  onAsk: (asked: Asked) => void;
}

function Line({ row, onDrop, onGo, onAsk }: LineProps) {
  const { category, depth, place, siblings, before, parentPlace } = row;
  const { ref, isDragged, isOver } = useSortable("categories", category.id, onDrop);
  const remove = useDeleteCategory();
  const step = (by: -1 | 1) => {
    const index = place.index + by;
    if (index >= 0 && index < siblings) onGo({ ...place, index });
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the button in it
    <li ref={ref} className={styles.line} style={{ marginInlineStart: `${depth * 1.75}rem` }} data-dragged={isDragged} data-over={isOver} onKeyDown={moveKeys(step)}>
      <span className={styles.grip}>
        <ToolIcon name="grip" size={16} />
      </span>
      <button type="button" className={styles.name} onClick={() => onAsk({ kind: "edit", category })}>
        {category.title}
      </button>
      <code className={styles.slug}>{category.slug}</code>
      <Menu
        trigger={
          <button type="button" className={styles.more} aria-label={`What to do with ${category.title}`}>
            <ToolIcon name="more" />
          </button>
        }
      >
        <MenuItem onSelect={() => onAsk({ kind: "edit", category })}>Rename…</MenuItem>
        <MenuItem onSelect={() => onAsk({ kind: "new", parent: category, position: category.children.length })}>New one in it…</MenuItem>
        <MenuRule />
        <MenuItem disabled={place.index === 0} onSelect={() => step(-1)}>
          Move up
        </MenuItem>
        <MenuItem disabled={place.index === siblings - 1} onSelect={() => step(1)}>
          Move down
        </MenuItem>
        <MenuItem disabled={before === null} onSelect={() => before && onGo({ parent: before.id, index: before.children.length })}>
          Put into {before?.title ?? "the one above"}
        </MenuItem>
        <MenuItem disabled={parentPlace === null} onSelect={() => parentPlace && onGo({ parent: parentPlace.parent, index: parentPlace.index + 1 })}>
          Take out, one level up
        </MenuItem>
        <MenuRule />
        <MenuItem
          tone="danger"
          disabled={category.children.length > 0}
          onSelect={() =>
            remove.mutate(category, {
              onSuccess: () => toast(`${category.title} is gone`, { tone: "good" }),
              onError: (error) => {
                toast("It stays", { tone: "bad", detail: problemWords(error) });
              },
            })
          }
        >
          Delete
        </MenuItem>
      </Menu>
    </li>
  );
}
