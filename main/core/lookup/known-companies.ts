import type { KnownCompany } from "../../../shared/bridge/lookup-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import type { ReadableDb } from "../db/connection.ts";
import { matchOf } from "../db/file-search.ts";
import { listCompanyRows } from "../db/file-rows.ts";

/** As many as are read at a glance; whoever looks for another types one letter more. */
const MOST_KNOWN = 8;

/** Companies of this workstation's files by the beginnings of their words or digits, each once by its newest file. Never a request. */
export function knownCompanies(db: ReadableDb, text: string, except: FileId): readonly KnownCompany[] {
  // One letter begins a word that is still being typed: what is proposed stays until there is more of it.
  const match = matchOf(text.split(/\s+/u).filter((word) => word.length > 1 || /\d/.test(word)).join(" "));
  if (match === undefined) return [];
  const companies = new Map<string, KnownCompany>();
  for (const { file, siren, name, updatedAt } of listCompanyRows(db, match)) {
    if (file === except || companies.has(siren)) continue;
    companies.set(siren, { file, siren, name, updatedAt: instant(updatedAt) });
    if (companies.size === MOST_KNOWN) break;
  }
  return [...companies.values()];
}
