import { Button } from "@souk/ui/button";
import { Dialog } from "@souk/ui/dialog";
import { Badge } from "@souk/ui/badge";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { categories, flat } from "@/features/catalog/api/list-categories";
import styles from "@/features/catalog/components/editor.module.css";
import { differences, merged, proposal, type Side } from "@/features/catalog/conflict";
import type { Draft } from "@/features/catalog/draft";

interface Props {
  base: Draft;
  mine: Draft;
  theirs: Draft;
  version: number;
  /** What was chosen, on top of what is in the shop now. */
  onResolve: (draft: Draft) => void;
  onClose: () => void;
}

/** Somebody else saved the product meanwhile: both sides, and one choice for each member that differs. */
export function ConflictDialog({ base, mine, theirs, version, onResolve, onClose }: Props) {
  const tree = useQuery(categories);
  const names = new Map(flat(tree.data?.items ?? []).map(({ value, label }) => [value, label]));
  const [chosen, setChosen] = useState(() => proposal(base, mine));
  const rows = differences(base, mine, theirs, (id) => names.get(id) ?? id);
  const choose = (field: keyof Draft, side: Side) => setChosen({ ...chosen, [field]: side });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title="Somebody else changed it meanwhile"
      about={`It is at version ${version} now. Choose for each difference; nothing is saved before you save again.`}
      actions={
        <>
          <Button look="secondary" onClick={() => onResolve(theirs)}>
            Take all of theirs
          </Button>
          <Button onClick={() => onResolve(merged(mine, theirs, chosen))}>Go on with what is chosen</Button>
        </>
      }
    >
      <table className={styles.sides} aria-label="Differences">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Yours</th>
            <th scope="col">In the shop now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, title, isClash, ...sides }) => (
            <tr key={field}>
              <th scope="row">
                {title} {isClash && <Badge tone="bad">Both changed</Badge>}
              </th>
              {(["mine", "theirs"] as const).map((side) => (
                <td key={side}>
                  <label>
                    <input type="radio" name={`side-${field}`} checked={chosen[field] === side} onChange={() => choose(field, side)} /> {sides[side]}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
