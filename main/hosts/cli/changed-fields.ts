import { z } from "zod";
import { parseJson } from "../../../shared/kernel/json.ts";

const editsSchema = z.object({ edits: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })) });
const creationSchema = z.object({ fields: z.record(z.string(), z.unknown()) });
const verdictSchema = z.object({ kind: z.literal("accepted") });

export type ChangedField = { readonly field: string; readonly from: unknown; readonly to: unknown };

/** Values that a change's body gives to fields; none where it was erased, or says something else. */
export function editsIn(body: string | null): readonly ChangedField[] {
  const parsed = editsSchema.safeParse(parseJson(body ?? ""));
  return parsed.success ? Object.entries(parsed.data.edits).map(([field, { from, to }]) => ({ field, from, to })) : [];
}

/** The same, with what a file was made with. */
export function valuesIn(body: string | null): readonly ChangedField[] {
  const created = creationSchema.safeParse(parseJson(body ?? ""));
  return [...(created.success ? Object.entries(created.data.fields).map(([field, to]) => ({ field, from: null, to })) : []), ...editsIn(body)];
}

export const isAccepted = (verdict: string): boolean => verdictSchema.safeParse(parseJson(verdict)).success;
