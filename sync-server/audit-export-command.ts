import { resolve } from "node:path";
import { fingerprintOf } from "../shared/evidence/read-receipt.ts";
import { auditWords } from "../shared/i18n/audit-words.ts";
import type { Language } from "../shared/i18n/format.ts";
import { instant } from "../shared/kernel/instant.ts";
import { exportDays } from "../shared/i18n/tell-export.ts";
import { instantsOf, type ExportOrder } from "./audit-export-arguments.ts";
import type { ServerConfig } from "./config.ts";
import { findRange } from "./domain/audit/export-links.ts";
import { writeExport } from "./domain/audit/write-export.ts";
import { signingKey } from "./domain/key-ring.ts";
import { nodePowers } from "./domain/node-powers.ts";
import { createReceiptSigner } from "./domain/receipt.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { openAnchorFolder } from "./objects/anchor-folder.ts";
import { ObjectsAway } from "./objects/object-store.ts";
import { openAnchors } from "./open-services.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { readAuditPage } from "./read-audit-page.ts";
import { readVersion } from "./read-version.ts";
import { StartFault } from "./start-fault.ts";
import { anchorsUnreadable } from "./verify-command.ts";
import { withCentre } from "./with-store.ts";
import { createArchiveFile } from "./write-archive.ts";
import { refusePlaced, unwritable } from "./write-table.ts";

const TELL_MS = 2_000;

/** `audit-export`: the audit of a bank or of all, with what verifies it, as one file; nothing is left of one that is stopped. Answers the exit code. @throws StartFault */
export async function runAuditExport(config: ServerConfig, { of, out, from, to, anchors: folder, aside }: ExportOrder, language: Language, log: ServerLog, said: CommandOutput, signal: AbortSignal): Promise<ExitCode> {
  const words = auditWords(language);
  const { say, format } = words;
  const path = resolve(out);
  refusePlaced(path);
  const verifier = readAuditPage();
  return await withCentre<ExitCode>(config, log, async ({ store, centre }) => {
    if (of !== undefined && !(await store.listBanks()).some(({ bank }) => bank === of)) throw new StartFault({ fr: "Ce magasin ne connaît aucune banque de cet identifiant.", en: "This store knows no bank of this id." });
    const anchors = aside ? undefined : folder === undefined ? openAnchors(config) : openAnchorFolder(folder);
    const key = signingKey(centre.keys, instant(Date.now()));
    const signer = createReceiptSigner(key);
    const archive = await createArchiveFile(path).catch((error: unknown) => { throw unwritable(path, error); });
    let toldAt = Date.now();
    try {
      const range = await findRange(store, anchors, instantsOf({ from, to }), Date.now());
      if (range === undefined) throw new StartFault({ fr: "Rien n’a été noté dans l’audit pendant ces jours.", en: "Nothing was noted in the audit during these days." });
      const days = { from: from ?? null, to: to ?? null };
      const readmeOf = (one: Language): string => { const its = auditWords(one); return its.say("readme", { centre: centre.id, bank: of ?? its.say("about.bank.all"), days: exportDays(days, its) }); };
      const manifest = await writeExport({
        store, centre, anchors, sink: archive, signer, of, days, range, texts: { readme: readmeOf("fr"), readmeEnglish: readmeOf("en"), verifier }, program: readVersion(), now: Date.now, signal,
        progress: (n, total) => {
          if (Date.now() - toldAt < TELL_MS) return;
          toldAt = Date.now();
          said.fault(`${say("command.progress", { n: format.count(n), of: format.count(total) })}\n`);
        },
      });
      const { bytes } = await archive.finish();
      const fingerprint = fingerprintOf(key.x, nodePowers) ?? "";
      said.out(`${[say("command.made", { file: path, bytes: format.count(bytes), links: format.count(manifest.links), shown: format.count(manifest.shown), anchors: format.count(manifest.anchors) }), say("command.key", { fingerprint })].join("\n")}\n`);
      return 0;
    } catch (error) {
      if (signal.aborted) {
        said.fault(`${say("command.cancelled")}\n`);
        return 1;
      }
      throw toldFault(path, error);
    } finally {
      await archive.abandon();
      await signer.close();
      await anchors?.close();
    }
  });
}

function toldFault(path: string, error: unknown): unknown {
  if (error instanceof ObjectsAway) return anchorsUnreadable(error);
  if (error instanceof RangeError) return new StartFault({ fr: "L’export dépasserait ce qu’un ZIP peut contenir (4 Gio) : demandez moins de jours (--from, --to).", en: "The export would be more than a ZIP holds (4 GiB): ask for fewer days (--from, --to)." }, error);
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^E[A-Z]+$/.test(error.code) ? unwritable(path, error) : error;
}
