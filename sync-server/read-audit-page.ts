import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StartFault } from "./start-fault.ts";

/** Where the server's image has the compiled page, and where the tools of the repository compile it to. */
const PLACES = [join(import.meta.dirname, "../audit-page/index.html"), join(import.meta.dirname, "../build/out/audit/index.html")];

/** The page that verifies an export of the audit, in one file. @throws StartFault */
export function readAuditPage(): Uint8Array {
  const place = PLACES.find((one) => existsSync(one));
  if (place === undefined) throw new StartFault({
    fr: "La page qui vérifie un export de l’audit n’est pas compilée : lancez la commande par npm run server, qui la compile.",
    en: "The page that verifies an export of the audit is not compiled: run the command by npm run server, which compiles it.",
  });
  return readFileSync(place);
}
