import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import { SagaPicture } from "@/features/operations/components/saga-picture";
import { LANE_WIDTH } from "@/features/operations/saga-layout";
import type { Saga } from "@/features/operations/types";

const LETTER_WIDTH_MAX = 8;

afterEach(cleanup);

test("the name of an event that was asked again fits between two lanes", () => {
  const at = "2030-01-01T00:00:00Z";
  const asked = { id: "evt_1", type: "order.awaiting_payment.v1", source: "order", at, cause: null, is_sent: true, trace_id: null, resends: 1, data: null };
  const heard = { service: "payment", consumer: "payment__asked", fate: "heard", at, reason: null };
  const saga = { number: "100004", steps: [], facts: [{ ...asked, hearings: [heard] }] } as unknown as Saga;
  const { container } = render(<SagaPicture saga={saga} chosen={null} onChoose={() => undefined} />);
  const said = [...container.querySelectorAll("text")].map(({ textContent }) => textContent);
  expect(said).toContain("awaiting payment");
  expect(said).toContain("asked 2 ×");
  for (const words of said) expect(words.length * LETTER_WIDTH_MAX).toBeLessThan(LANE_WIDTH);
});
