import { Badge } from "@souk/ui/badge";
import { Button } from "@souk/ui/button";
import { Checkbox } from "@souk/ui/checkbox";
import { DataTable } from "@souk/ui/data-table";
import { Dialog } from "@souk/ui/dialog";
import { TextField } from "@souk/ui/field";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { locations, useChangeLocation, useOpenLocation } from "@/features/stock/api/locations";
import styles from "@/features/stock/components/stock.module.css";
import { ProblemNotice } from "@/lib/problem-notice";
import { useCan } from "@/lib/use-session";

const STATE = { filters: {}, sort: "", after: null, selected: new Set<string>() };

interface Edited {
  /** null for a place that is not there yet. */
  id: string | null;
  version: number;
  name: string;
  isDefault: boolean;
  before: { name: string; isDefault: boolean };
}

const FRESH: Edited = { id: null, version: 0, name: "", isDefault: false, before: { name: "", isDefault: false } };

export function LocationsList() {
  const places = useQuery(locations);
  const [edited, setEdited] = useState<Edited | null>(null);
  const can = useCan();
  return (
    <div className={styles.places}>
      {can("stock:write") && (
        <div>
          <Button look="secondary" size="small" onClick={() => setEdited(FRESH)}>
            Add a place
          </Button>
        </div>
      )}
      <DataTable
        label="Places"
        columns={[
          { id: "name", title: "Place", isFixed: true, cell: ({ name, is_default }) => (is_default ? <>{name} <Badge tone="good">Default</Badge></> : name) },
          { id: "id", title: "Id", cell: ({ id }) => <code>{id}</code> },
          {
            id: "edit",
            title: "Change",
            isFixed: true,
            cell: ({ id, name, version, is_default }) =>
              can("stock:write") && (
                <Button look="quiet" size="small" onClick={() => setEdited({ id, version, name, isDefault: is_default, before: { name, isDefault: is_default } })}>
                  Change<span className="visually-hidden"> {name}</span>
                </Button>
              ),
          },
        ]}
        rows={places.data}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        state={STATE}
        onChange={() => undefined}
        error={places.isError && <ProblemNotice error={places.error} title="The places could not be loaded" />}
      />
      {edited && <LocationDialog edited={edited} onEdit={setEdited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function LocationDialog({ edited, onEdit, onClose }: { edited: Edited; onEdit: (edited: Edited) => void; onClose: () => void }) {
  const open = useOpenLocation();
  const change = useChangeLocation();
  const name = edited.name.trim();
  const isChanged = name !== edited.before.name || edited.isDefault !== edited.before.isDefault;
  const save = () => {
    if (!isChanged || name === "" || open.isPending || change.isPending) return;
    if (edited.id === null) open.mutate({ name, is_default: edited.isDefault }, { onSuccess: onClose });
    else change.mutate({ id: edited.id, version: edited.version, body: { name, ...(edited.isDefault && { is_default: true }) } }, { onSuccess: onClose });
  };
  const error = open.error ?? change.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isUnsaved={isChanged}
      size="small"
      title={edited.id === null ? "Add a place" : "Change a place"}
      actions={
        <Button disabled={!isChanged || name === ""} busy={(open.isPending || change.isPending) && "Saving…"} onClick={save}>
          Save
        </Button>
      }
    >
      <TextField label="Name" maxLength={200} value={edited.name} onChange={(event) => onEdit({ ...edited, name: event.target.value })} />
      <Checkbox
        label="Stock is counted here when nothing else is said"
        checked={edited.isDefault}
        disabled={edited.before.isDefault}
        hint={edited.before.isDefault ? "Make another place the default instead." : undefined}
        onChange={(event) => onEdit({ ...edited, isDefault: event.target.checked })}
      />
      {error && <ProblemNotice error={error} title="It was not saved" />}
    </Dialog>
  );
}
