export const REASON_LENGTH_MAX = 500;
const REASON_LENGTH_MIN = 3;

export interface Fault {
  reason?: string;
  typed?: string;
}

/** What is missing before an event may be dropped; null when nothing is. */
export function dropFault(reason: string, typed: string, service: string): Fault | null {
  const fault: Fault = {
    ...(reason.trim().length < REASON_LENGTH_MIN && { reason: "Why, in a few words." }),
    ...(typed.trim() !== service && { typed: `That is not ${service}.` }),
  };
  return Object.keys(fault).length > 0 ? fault : null;
}
