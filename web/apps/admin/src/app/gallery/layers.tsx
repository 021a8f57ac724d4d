import { Button } from "@souk/ui/button";
import { CommandPalette } from "@souk/ui/command-palette";
import { Confirm } from "@souk/ui/confirm";
import { Dialog } from "@souk/ui/dialog";
import { Drawer } from "@souk/ui/drawer";
import { TextField } from "@souk/ui/field";
import { Menu, MenuHeading, MenuItem, MenuRule } from "@souk/ui/menu";
import { moveKeys, useSortable } from "@souk/ui/sortable";
import { Tabs } from "@souk/ui/tabs";
import { toast } from "@souk/ui/toast";
import { ToolIcon } from "@souk/ui/tool-icon";
import { useState } from "react";

import { Chapter, Piece } from "@/app/gallery/piece";

const nothing = () => undefined;

export function Layers() {
  const [over, setOver] = useState<"dialog" | "drawer" | "confirm" | "palette" | null>(null);
  const [text, setText] = useState("");
  const [query, setQuery] = useState("");
  const [tab, setTab] = useState<"one" | "two">("one");
  const [things, setThings] = useState(["Tea", "Spice", "Soap"]);
  const close = () => setOver(null);
  const put = (thing: string, at: number) => setThings((before) => before.filter((each) => each !== thing).toSpliced(at, 0, thing));
  return (
    <Chapter title="Over the page">
      <Piece title="Dialogs">
        <Button look="secondary" onClick={() => setOver("dialog")}>
          Dialog that guards what was typed
        </Button>
        <Button look="secondary" onClick={() => setOver("drawer")}>
          Drawer
        </Button>
        <Button look="secondary" onClick={() => setOver("confirm")}>
          Question
        </Button>
        <Button look="secondary" onClick={() => setOver("palette")}>
          Command palette
        </Button>
        <Dialog isOpen={over === "dialog"} onClose={close} isUnsaved={text !== ""} title="Rename" about="Close it with something typed." actions={<Button onClick={close}>Save</Button>}>
          <TextField label="Name" value={text} onChange={(event) => setText(event.target.value)} />
        </Dialog>
        <Drawer isOpen={over === "drawer"} onClose={close} title="Copper kettle">
          <p>A closer look.</p>
        </Drawer>
        <Confirm isOpen={over === "confirm"} title="Put it away for good?" yes="Put it away" tone="danger" onYes={close} onNo={close}>
          This cannot be taken back.
        </Confirm>
        <CommandPalette
          isOpen={over === "palette"}
          onClose={close}
          query={query}
          onQuery={setQuery}
          commands={[
            { id: "1", title: "Products", group: "Go to", icon: "tag", keys: "g p", run: nothing },
            { id: "2", title: "New product", group: "Do", icon: "plus", run: nothing },
          ]}
        />
      </Piece>
      <Piece title="Toasts">
        <Button look="secondary" onClick={() => toast("Moved", { undo: () => toast("As it was before", { tone: "good" }) })}>
          With undo
        </Button>
        <Button look="secondary" onClick={() => toast("Saved", { tone: "good", detail: "Version 4" })}>
          Good news
        </Button>
        <Button look="secondary" onClick={() => toast("It stays as it is", { tone: "bad", detail: "The shop could not be reached." })}>
          Bad news
        </Button>
      </Piece>
      <Piece title="Menu">
        <Menu align="start" trigger={<Button look="secondary">What to do</Button>}>
          <MenuHeading>This product</MenuHeading>
          <MenuItem onSelect={nothing}>Rename…</MenuItem>
          <MenuItem disabled onSelect={nothing}>
            Publish
          </MenuItem>
          <MenuRule />
          <MenuItem tone="danger" onSelect={nothing}>
            Delete
          </MenuItem>
        </Menu>
      </Piece>
      <Piece title="Tabs">
        <Tabs
          label="Example"
          value={tab}
          onChange={setTab}
          tabs={[
            { id: "one", title: "Details", content: "What it is" },
            { id: "two", title: "Variants", count: 3, content: "What is bought" },
          ]}
        />
      </Piece>
      <Piece title="Order by dragging, or by Alt with arrows">
        <ul aria-label="Things in order">
          {things.map((thing, index) => (
            <Thing key={thing} name={thing} onDrop={(dragged) => put(dragged, index)} onMove={(by) => put(thing, index + by)} />
          ))}
        </ul>
      </Piece>
    </Chapter>
  );
}

function Thing({ name, onDrop, onMove }: { name: string; onDrop: (dragged: string) => void; onMove: (by: -1 | 1) => void }) {
  const { ref, isDragged, isOver } = useSortable("gallery", name, onDrop);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys belong to the button in it
    <li ref={ref} style={{ opacity: isDragged ? 0.4 : 1, outline: isOver ? "2px solid var(--saffron)" : undefined }} onKeyDown={moveKeys((by) => onMove(by))}>
      <Button look="secondary" size="small">
        <ToolIcon name="grip" size={16} /> {name}
      </Button>
    </li>
  );
}
