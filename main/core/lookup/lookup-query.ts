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

/** How a question is kept; one of names, whatever their case. */
export const keyOf = (query: { readonly kind: LookupQuery["kind"]; readonly text: string }): string => (query.kind === "siren" ? `siren:${query.text}` : `name:${query.text.toLocaleUpperCase("fr")}`);

export function queryOfKey(key: string): LookupQuery | undefined {
  const [, kind, text = ""] = /^(siren|name):(.+)$/su.exec(key) ?? [];
  if (kind === "name") return { kind, text };
  return kind === "siren" && isSiren(text) ? { kind, text: text satisfies Siren } : undefined;
}
