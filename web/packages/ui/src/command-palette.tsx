import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog as Base } from "@base-ui/react/dialog";
import { useMemo } from "react";

import styles from "./command-palette.module.css";
import { Icon } from "./icon";
import { Kbd } from "./kbd";
import layers from "./layers.module.css";
import { ToolIcon, type ToolIconName } from "./tool-icon";

export interface Command {
  id: string;
  title: string;
  /** The heading it stands under. */
  group: string;
  icon?: ToolIconName;
  /** Other words that find it. */
  words?: string;
  keys?: string;
  run: () => void;
}

interface Props {
  isOpen: boolean;
  onClose: () => void;
  commands: readonly Command[];
  query: string;
  onQuery: (query: string) => void;
  /** More is on its way from the shop. */
  isSearching?: boolean;
}

interface Group {
  value: string;
  items: Command[];
}

/** Everything there is to do or to go to, found by typing. Opened by Ctrl K. */
export function CommandPalette({ isOpen, onClose, commands, query, onQuery, isSearching = false }: Props) {
  const groups = useMemo(() => grouped(commands), [commands]);
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={layers.backdrop} />
        <Base.Viewport className={layers.viewport}>
          <Base.Popup className={styles.card} aria-label="Find a page or an action">
            <Autocomplete.Root
              open
              inline
              items={groups}
              value={query}
              onValueChange={(value, { reason }) => reason !== "item-press" && onQuery(value)}
              filter={matches}
              itemToStringValue={(command: Command) => command.title}
              autoHighlight="always"
              keepHighlight
            >
              <div className={styles.input}>
                <Icon name="search" />
                <Autocomplete.Input aria-label="Find a page or an action" placeholder="Type a page, a product, an order number…" />
                <Base.Close className={styles.close}>
                  <Kbd keys="Esc" />
                  <span className="visually-hidden">Close</span>
                </Base.Close>
              </div>
              <Autocomplete.Empty className={styles.empty}>{isSearching ? "Looking…" : "Nothing goes by that name."}</Autocomplete.Empty>
              <Autocomplete.List className={styles.list}>
                {(group: Group) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className={layers.heading}>{group.value}</Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => (
                        <Autocomplete.Item
                          key={command.id}
                          value={command}
                          className={layers.item}
                          onClick={() => {
                            onClose();
                            command.run();
                          }}
                        >
                          {command.icon && <ToolIcon name={command.icon} size={18} />}
                          <span className={styles.name}>{command.title}</span>
                          {command.keys && (
                            <span className={layers.keys}>
                              <Kbd keys={command.keys} />
                            </span>
                          )}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </Autocomplete.Root>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function grouped(commands: readonly Command[]): Group[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return Array.from(groups, ([value, items]) => ({ value, items }));
}

/** Every word that was typed is in it somewhere. */
function matches(command: Command, query: string): boolean {
  const text = `${command.title} ${command.group} ${command.words ?? ""}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
