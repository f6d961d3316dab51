import { expect, test } from "vitest";
import { MAX_DOCUMENT_BYTES } from "../../../shared/documents/document.ts";
import { createIncoming } from "./incoming.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

test("[WS20] pieces in order make the whole; out of order, too long or of another size they end the attempt", () => {
  const incoming = createIncoming(() => 0);
  expect(incoming.take("a", { size: 3, offset: 0, bytes: bytes(1, 2) })).toEqual({ ok: true, value: { have: 2, whole: undefined } });
  expect(incoming.take("a", { size: 3, offset: 2, bytes: bytes(3) })).toEqual({ ok: true, value: { have: 3, whole: bytes(1, 2, 3) } });
  const wrong = [{ size: 4, offset: 1, bytes: bytes(2) }, { size: 4, offset: 2, bytes: bytes(3, 4, 5) }, { size: 5, offset: 2, bytes: bytes(3) }, { size: 4, offset: 2, bytes: bytes() }];
  for (const piece of wrong) {
    incoming.take("b", { size: 4, offset: 0, bytes: bytes(1, 2) });
    expect([piece, incoming.take("b", piece)]).toMatchObject([piece, { ok: false, error: { code: "G4001" } }]);
    expect(incoming.take("b", { size: 4, offset: 2, bytes: bytes(3, 4) })).toMatchObject({ ok: false });
  }
});

test("[WS20] no more are held at once than a few, and one that its window forgot is let go", () => {
  let now = 0;
  const incoming = createIncoming(() => now);
  expect(incoming.take("big", { size: MAX_DOCUMENT_BYTES + 1, offset: 0, bytes: bytes(1) })).toMatchObject({ ok: false, error: { code: "G7001" } });
  for (const upload of ["a", "b", "c", "d"]) expect(incoming.take(upload, { size: 2, offset: 0, bytes: bytes(1) }).ok).toBe(true);
  expect(incoming.take("e", { size: 2, offset: 0, bytes: bytes(1) })).toMatchObject({ ok: false, error: { code: "G4004" } });
  now = 121_000;
  expect(incoming.take("e", { size: 2, offset: 0, bytes: bytes(1) }).ok).toBe(true);
});
