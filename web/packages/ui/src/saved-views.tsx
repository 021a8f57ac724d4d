import { useState } from "react";

import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextField } from "./field";
import { Menu, MenuHeading, MenuItem, MenuRule } from "./menu";
import { useStored } from "./stored";
import { readViews, withView, type SavedView } from "./table-state";
import { ToolIcon } from "./tool-icon";

const NAME_LENGTH_MAX = 60;
/** Views that a list has for everybody come first; these are one's own. */
const NONE: SavedView[] = [];

interface Props {
  table: string;
  /** Filters and order as they are now, as an address's query. */
  query: string;
  /** Shows another view. */
  onOpen: (query: string) => void;
  /** Views for everybody, which cannot be removed. */
  given?: readonly SavedView[];
}

/** Filters and order under a name, kept by this browser. */
export function SavedViews({ table, query, onOpen, given = NONE }: Props) {
  const [views, keep] = useStored(`souk.views.${table}`, readViews, NONE);
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const current = [...given, ...views].find((view) => view.query === query);
  const isOwn = current !== undefined && views.includes(current);
  const save = () => {
    const trimmed = name.trim();
    if (trimmed === "") return;
    keep(withView(views, { name: trimmed, query }));
    setNaming(false);
    setName("");
  };
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button look="secondary" size="small">
            <ToolIcon name="bookmark" size={16} /> {current?.name ?? "Views"}
          </Button>
        }
      >
        {given.length + views.length > 0 && <MenuHeading>Open</MenuHeading>}
        {[...given, ...views].map((view) => (
          <MenuItem key={view.name} onSelect={() => onOpen(view.query)}>
            {view.name}
          </MenuItem>
        ))}
        {given.length + views.length > 0 && <MenuRule />}
        <MenuItem onSelect={() => setNaming(true)}>Save what is shown…</MenuItem>
        {isOwn && (
          <MenuItem tone="danger" onSelect={() => keep(views.filter((view) => view !== current))}>
            Forget “{current.name}”
          </MenuItem>
        )}
      </Menu>
      <Dialog
        isOpen={isNaming}
        onClose={() => setNaming(false)}
        title="Save this view"
        about="Filters and order, under a name, in this browser."
        size="small"
        actions={
          <Button onClick={save} disabled={name.trim() === ""}>
            Save view
          </Button>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextField label="Name" maxLength={NAME_LENGTH_MAX} value={name} onChange={(event) => setName(event.target.value)} />
        </form>
      </Dialog>
    </>
  );
}
