import { isFieldName, type FieldName } from "../../../shared/pge/file-fields.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { InspectFileAnswer, InspectPersonAnswer } from "../../../shared/sync/inspection-messages.ts";
import { isAccepted, valuesIn } from "./changed-fields.ts";

/** Of whoever signs or is written to. */
const OF_CONTACT: readonly FieldName[] = ["signatoryName", "signatoryRole", "phone", "email"];
/** Names the business only, to say which one it is. */
const OF_BUSINESS: readonly FieldName[] = ["siren", "legalName"];
/** About people of the bank: not hers. */
const OF_OTHERS: ReadonlySet<string> = new Set<FieldName>(["preApprovedBy", "vigilanceBy", "vigilanceOn"]);

export type PersonField = { readonly field: FieldName; readonly value: unknown; /** Received at the centre then, UTC ms; undefined where that is not told. */ readonly since: number | undefined; readonly former: readonly { readonly value: unknown; readonly until: number }[] };
export type PersonFile = {
  readonly file: string; readonly number: string | undefined; readonly branch: string; readonly status: string;
  /** What named her. */
  readonly by: readonly string[];
  readonly fields: readonly PersonField[];
  readonly documents: readonly { readonly name: string; readonly piece: string; readonly bytes: number; readonly sha256: string; readonly attachedAt: number }[];
};

/**
 * What one file holds of her. A business of one person is that person, so all of it is hers, its documents too; of a company, how she is named and reached. Who of the bank entered it is told to nobody:
 * it is not hers (GDPR art. 15(4); CJEU C-579/21).
 */
export function personFile(found: InspectPersonAnswer["files"][number], { state: text, branchName, changes }: InspectFileAnswer): PersonFile | undefined {
  const parsed = parseFileState(text);
  if (!parsed.ok) return undefined;
  const { fields, documents, registration, status } = parsed.value;
  const isHers = fields.borrowerType === "EI" && found.by.some((field) => field !== "email" && field !== "phone" && field !== "signatoryName");
  const wanted = (field: string): field is FieldName => isFieldName(field) && !OF_OTHERS.has(field) && (isHers || OF_CONTACT.includes(field) || OF_BUSINESS.includes(field));
  const past = pastValues(changes);
  const names = [...new Set([...Object.keys(fields), ...past.keys()])].filter(wanted);
  return {
    file: found.file, number: registration?.number, branch: branchName, status, by: found.by,
    fields: names.map((field) => {
      const values = past.get(field) ?? [];
      return { field, value: fields[field] ?? null, since: values.at(-1)?.at, former: values.slice(0, -1).flatMap(({ value }, at) => { const next = values[at + 1]; return next === undefined || value === null ? [] : [{ value, until: next.at }]; }) };
    }),
    documents: isHers ? (documents ?? []).map(({ name, piece, size, document, attachedAt }) => ({ name, piece, bytes: size, sha256: document, attachedAt })) : [],
  };
}

type Past = { readonly value: unknown; readonly at: number };
/** Every value that the centre took, in the order in which they came. */
function pastValues(changes: InspectFileAnswer["changes"]): ReadonlyMap<string, readonly Past[]> {
  const past = new Map<string, Past[]>();
  for (const { body, verdict, receivedAt: at } of changes) {
    if (!isAccepted(verdict)) continue;
    for (const { field, to } of valuesIn(body)) past.set(field, [...(past.get(field) ?? []), { value: to ?? null, at }]);
  }
  return past;
}
