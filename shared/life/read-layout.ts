import type { CodedError } from "../kernel/error-codes.ts";
import { parseJson } from "../kernel/json.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { declarationLayoutSchema, type DeclarationLayout } from "./declaration-layout.ts";

/** As many faults as somebody mends at once. */
const MOST_FAULTS = 5;

/** The JSON text of a layout. Errors: G9595 with `why`, each fault behind its place. */
export function readLayout(text: string): Result<DeclarationLayout, CodedError> {
  const read = declarationLayoutSchema.safeParse(parseJson(text));
  if (read.success) return ok(read.data);
  const why = read.error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")} : ${message}`)).join(" ; ");
  return err({ code: "G9595", params: { why } });
}
