import { isSiren, type Siren } from "../../../shared/entry/siren.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import type { LookupQuery } from "./source.ts";

const MOST_NAME = 100;
const LEAST_NAME = 3;

/** What is asked about a file: its SIREN, and only where there is none its name. Nothing else of it ever is. */
export function queryOfFile({ siren, legalName }: Fields): LookupQuery | undefined {
  if (typeof siren === "string" && isSiren(siren)) return { kind: "siren", text: siren };
  const name = typeof legalName === "string" ? legalName.replaceAll(/\s+/gu, " ").trim().slice(0, MOST_NAME) : "";
  return [...name].length < LEAST_NAME ? undefined : { kind: "name", text: name };
}

/** How a question is kept: what is sent is made from it again, as it was shown to the person. */
export const keyOf = ({ kind, text }: { readonly kind: LookupQuery["kind"]; readonly text: string }): string => `${kind}:${text}`;

export function queryOfKey(key: string): LookupQuery | undefined {
  const [, kind, text = ""] = /^(siren|name):(.+)$/su.exec(key) ?? [];
  if (kind === "name") return { kind, text };
  return kind === "siren" && isSiren(text) ? { kind, text: text satisfies Siren } : undefined;
}
