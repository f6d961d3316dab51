import type { Sealed } from "../../shared/sync/change.ts";
import type { Fields } from "../../shared/pge/file-fields.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import { fictionalSiren } from "../../shared/testing/companies.ts";
import type { FloorRow } from "./floor-postgres.ts";
import type { Line } from "./line.ts";

/** 1 % of changes are invalid, 5 % of the companies are asked for by several files: what a real day holds. */
const INVALID_EVERY = 100;
const SHARED_EVERY = 20;
const SHARED_SIRENS = 50;

/** Whether the file of company `n` is one of the invalid ones. */
export const isInvalid = (n: number): boolean => n % INVALID_EVERY === 50;

export type Work = { readonly changes: readonly Sealed[]; readonly files: number; readonly invalid: number };

/** What is done with each file: what other systems of the field are measured at (`created`), or a whole application. */
export type Errand = "created" | "created-and-submitted";

/** `count` files on a line, in order. `from` numbers the companies, so that two lines ask for different ones but for the shared ones. */
export function filesOf(line: Line, count: number, from: number, errand: Errand = "created-and-submitted"): Work {
  const changes: Sealed[] = [];
  let invalid = 0;
  for (let i = 0; i < count; i += 1) {
    const n = from + i;
    const fields: Fields = n % SHARED_EVERY === 0 ? withSiren(someFields(n), fictionalSiren(300_000 + ((n / SHARED_EVERY) % SHARED_SIRENS))) : someFields(n);
    const broken = isInvalid(n);
    if (broken) invalid += 1;
    const file = line.newId();
    changes.push(line.seal("created", file, 0, { fields: broken ? { ...fields, siren: "123456789" } : fields }));
    if (errand === "created-and-submitted") changes.push(line.seal("submitted", file, 1, {}));
  }
  return { changes, files: count, invalid };
}

/** The company's other establishment number goes with its own SIREN, so it is left out. */
function withSiren(fields: Fields, siren: string): Fields {
  const { siret: _ofAnother, ...rest } = fields;
  return { ...rest, siren };
}

/** The same work as rows with nothing decided, in the same batches. */
export function floorBatches(changes: readonly Sealed[], size: number): readonly (readonly FloorRow[])[] {
  const rows = changes.map(({ head, body, salt }, i) => {
    const read: { seq: number; change: string; file: string } = JSON.parse(head);
    const state = body === "{}" ? changes[i - 1]?.body ?? body : body;
    return { seq: read.seq, change: read.change, file: read.file, head, body, salt, state };
  });
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size));
}
