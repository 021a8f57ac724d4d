import type { RoleScopes } from "@/features/staff/api/list-staff";

export interface Row {
  scope: string;
  /** By role, in the order of the roles. */
  has: boolean[];
}

/** Scopes by roles: a row for each scope that any role has, by name. */
export function matrix(roles: readonly RoleScopes[]): Row[] {
  const scopes = [...new Set(roles.flatMap((each) => each.scopes))].sort();
  return scopes.map((scope) => ({ scope, has: roles.map((each) => each.scopes.includes(scope)) }));
}

/** What somebody of these roles may do. */
export function scopesOf(chosen: readonly string[], roles: readonly RoleScopes[]): string[] {
  return [...new Set(roles.filter(({ role }) => chosen.includes(role)).flatMap(({ scopes }) => scopes))].sort();
}

/** Whether somebody with these scopes may give a role: nobody gives rights that they do not have. */
export function mayGive(mine: readonly string[], role: RoleScopes): boolean {
  return role.scopes.every((scope) => mine.includes(scope));
}
