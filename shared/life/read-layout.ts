import type { CodedError, FieldFault } from "../kernel/error-codes.ts";
import { parseJson } from "../kernel/json.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { declarationLayoutSchema, type DeclarationLayout } from "./declaration-layout.ts";

/** As many faults as somebody mends at once. */
const MOST_FAULTS = 10;

/** What has to be at a place of a layout; in words: `fault.` of the texts. */
export const LAYOUT_FAULTS = ["LAYOUT_DELIMITER", "LAYOUT_DECIMAL", "LAYOUT_DATE", "LAYOUT_COLUMNS", "LAYOUT_SAYS", "LAYOUT_TITLE", "LAYOUT_TOTAL", "LAYOUT_ANSWER", "LAYOUT_LIST"] as const;
type LayoutFault = (typeof LAYOUT_FAULTS)[number];
const ofMember: { readonly [member: string]: LayoutFault } = {
  delimiter: "LAYOUT_DELIMITER", decimal: "LAYOUT_DECIMAL", date: "LAYOUT_DATE", columns: "LAYOUT_COLUMNS", says: "LAYOUT_SAYS", title: "LAYOUT_TITLE", total: "LAYOUT_TOTAL", answer: "LAYOUT_ANSWER",
  number: "LAYOUT_TITLE", outcome: "LAYOUT_TITLE", reference: "LAYOUT_TITLE", reason: "LAYOUT_TITLE", accepted: "LAYOUT_LIST", rejected: "LAYOUT_LIST",
};

/** The JSON text of a layout. Errors: G9595, each of its `fields` a place in the text and what has to be there; none where it is no JSON object. */
export function readLayout(text: string): Result<DeclarationLayout, CodedError> {
  const read = declarationLayoutSchema.safeParse(parseJson(text));
  if (read.success) return ok(read.data);
  return err({ code: "G9595", fields: read.error.issues.flatMap(({ path }) => faultAt(path)).slice(0, MOST_FAULTS) });
}

/** By the last member named: of a place in a list it is the list's. */
function faultAt(path: readonly PropertyKey[]): readonly FieldFault[] {
  const reason = ofMember[String(path.findLast((part) => typeof part === "string"))];
  return reason === undefined ? [] : [{ field: path.join("."), reason }];
}
