import { Icon } from "@souk/ui/icon";
import { Skeleton } from "@souk/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { roles as rolesQuery } from "@/features/staff/api/list-staff";
import styles from "@/features/staff/components/staff.module.css";
import { matrix } from "@/features/staff/matrix";
import { ProblemNotice } from "@/lib/problem-notice";
import { Table } from "@/lib/table";
import { words } from "@/lib/words";

/** Which role may do what; said by the services, not by this page. */
export function RolesMatrix() {
  const { data, error } = useQuery(rolesQuery());
  if (data === undefined) return error ? <ProblemNotice error={error} title="The roles could not be loaded" /> : <Skeleton height="16rem" />;
  return (
    <Table label="Roles and scopes" head={[{ title: "Scope" }, ...data.map(({ role }) => ({ title: words(role) }))]}>
      {matrix(data).map(({ scope, has }) => (
        <tr key={scope}>
          <td>
            <code>{scope}</code>
          </td>
          {has.map((may, n) => (
            <td key={data[n]?.role} className={may ? styles.yes : styles.no}>
              {may ? (
                <>
                  <Icon name="check" size={18} />
                  <span className="visually-hidden">yes</span>
                </>
              ) : (
                <>
                  <span aria-hidden>·</span>
                  <span className="visually-hidden">no</span>
                </>
              )}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
