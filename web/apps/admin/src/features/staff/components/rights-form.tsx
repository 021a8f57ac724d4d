import { Button } from "@souk/ui/button";
import { Confirm } from "@souk/ui/confirm";
import { toast } from "@souk/ui/toast";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { useEditPerson } from "@/features/staff/api/edit-person";
import { roles as rolesQuery, type Person } from "@/features/staff/api/list-staff";
import styles from "@/features/staff/components/staff.module.css";
import { mayGive, scopesOf } from "@/features/staff/matrix";
import { ProblemNotice } from "@/lib/problem-notice";
import { sentence } from "@/lib/words";

interface Props {
  person: Person;
  /** What the one who looks may do. */
  mine: readonly string[];
  isOneself: boolean;
}

/** What somebody may do, and whether they may sign in at all. */
export function RightsForm({ person, mine, isOneself }: Props) {
  const { data: roles = [] } = useQuery(rolesQuery());
  const [chosen, setChosen] = useState(person.roles);
  const [isAsking, setAsking] = useState(false);
  const edit = useEditPerson(person);
  const isChanged = [...chosen].sort().join() !== [...person.roles].sort().join();
  const toggle = (role: string) => setChosen(chosen.includes(role) ? chosen.filter((each) => each !== role) : [...chosen, role]);
  const scopes = scopesOf(chosen, roles);
  const disable = (disabled: boolean) =>
    edit.mutate(
      { disabled },
      {
        onSuccess: () => toast(disabled ? `${person.name} is disabled and signed out everywhere` : `${person.name} may sign in again`, { tone: "good" }),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) edit.mutate({ roles: chosen }, { onSuccess: () => toast("Roles saved", { tone: "good", detail: "They hold everywhere at once." }), onError: () => setChosen(person.roles) });
      }}
    >
      <fieldset className={styles.roles}>
        <legend>Roles</legend>
        {roles.map((each) => (
          <label key={each.role} className={styles.role}>
            <input type="checkbox" checked={chosen.includes(each.role)} disabled={!mayGive(mine, each)} onChange={() => toggle(each.role)} />
            <span>
              {sentence(each.role)}
              <small>{each.scopes.length > 0 ? each.scopes.join(", ") : "none of the staff's rights"}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <p className={styles.soft}>{scopes.length > 0 ? `May altogether: ${scopes.join(", ")}` : "May do nothing here."}</p>
      {edit.isError && <ProblemNotice error={edit.error} title="Nothing was changed" />}
      <div className={styles.actions}>
        <Button type="submit" disabled={!isChanged} busy={edit.isPending && edit.variables.roles !== undefined && "Saving…"}>
          Save roles
        </Button>
        {!isOneself &&
          (person.disabled ? (
            <Button look="secondary" busy={edit.isPending && "Saving…"} onClick={() => disable(false)}>
              Enable
            </Button>
          ) : (
            <Button look="secondary" onClick={() => setAsking(true)}>
              Disable
            </Button>
          ))}
      </div>
      <Confirm isOpen={isAsking} title={`Disable ${person.name}?`} yes="Disable" tone="danger" busy={edit.isPending && "Disabling…"} onYes={() => disable(true)} onNo={() => setAsking(false)}>
        They are signed out everywhere at once and cannot sign in until somebody enables them. Their orders stay.
      </Confirm>
    </form>
  );
}
