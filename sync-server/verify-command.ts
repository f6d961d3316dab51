import type { Language } from "../shared/i18n/format.ts";
import type { AnchorStore } from "./objects/anchor-store.ts";
import { openAnchorFolder } from "./objects/anchor-folder.ts";
import { ObjectsAway } from "./objects/object-store.ts";
import { openAnchors } from "./open-services.ts";
import { StartFault } from "./start-fault.ts";
import { operatorWords, type OperatorWords } from "../shared/i18n/operator-words.ts";
import { words } from "../shared/i18n/texts.ts";
import type { ServerConfig } from "./config.ts";
import { MOST_FAULTS, verifyCentre, type CentreFault, type CentreVerified } from "./domain/audit/verify-centre.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { withCentre } from "./with-store.ts";

const TELL_MS = 2_000;

type Anchors = AnchorStore | "nowhere" | "aside";
/** `--anchors FOLDER`: a copy of them; `--without-anchors`: for whoever may not read them. Undefined: no such arguments. */
export function verifyArguments(args: readonly string[]): { readonly json: boolean; readonly anchors: string | undefined; readonly aside: boolean } | undefined {
  const at = args.indexOf("--anchors");
  const anchors = at === -1 ? undefined : args[at + 1];
  const flags = args.filter((_arg, i) => at === -1 || (i !== at && i !== at + 1));
  if ((at !== -1 && anchors === undefined) || flags.some((flag) => flag !== "--json" && flag !== "--without-anchors")) return undefined;
  return { json: flags.includes("--json"), anchors, aside: flags.includes("--without-anchors") };
}

/**
 * `verify [--json] [--anchors FOLDER | --without-anchors]`: reads all that the store keeps, and names what is not as it was written. It changes nothing and may run beside servers. Answers the exit code: 1 where something is not as it was.
 * Progress goes to `fault` (standard error). @throws StartFault where the store does not open
 */
export async function runVerifyCommand(config: ServerConfig, { json, anchors: folder, aside }: NonNullable<ReturnType<typeof verifyArguments>>, language: Language, log: ServerLog, { out, fault }: CommandOutput): Promise<ExitCode> {
  const said = operatorWords(language);
  return await withCentre<ExitCode>(config, log, async ({ store, centre }) => {
    let toldAt = Date.now();
    const anchors: Anchors = aside ? "aside" : folder === undefined ? (openAnchors(config) ?? "nowhere") : openAnchorFolder(folder);
    const report = await verifyCentre({
      store, centre, now: Date.now, anchors: typeof anchors === "string" ? undefined : { found: anchors.list(), keys: centre.keys },
      progress: (done) => {
        if (Date.now() - toldAt < TELL_MS) return;
        toldAt = Date.now();
        fault(`${counts(done, language, said)}\n`);
      },
    }).catch((error: unknown) => { throw error instanceof ObjectsAway ? anchorsUnreadable(error) : error; });
    if (typeof anchors !== "string") await anchors.close();
    out(json ? `${JSON.stringify({ centre: centre.id, epoch: centre.epoch, ...report }, null, 2)}\n` : `${tell(report, anchors, language, said).join("\n")}\n`);
    return report.faults.length === 0 ? 0 : 1;
  });
}

export function anchorsUnreadable(error: ObjectsAway): StartFault {
  return new StartFault({
    fr: "Les ancres de l’audit ne peuvent pas être lues (GUICHET_AUDIT_BUCKET) : le rôle du serveur les écrit sans pouvoir les lire. Lancez la commande avec un rôle qui le peut, donnez-en une copie (--anchors DOSSIER), ou passez-vous-en (--without-anchors).",
    en: "The audit's anchors cannot be read (GUICHET_AUDIT_BUCKET): the server's role writes them and may not read them. Run the command with a role that may, give a copy of them (--anchors FOLDER), or go without (--without-anchors).",
  }, error);
}

function tellAnchors(told: CentreVerified["anchors"], anchors: Anchors, language: Language, { say }: OperatorWords): readonly string[] {
  if (typeof anchors === "string" || told === undefined) return [say(anchors === "aside" ? "verify.anchors.aside" : "verify.anchors.nowhere")];
  const { format } = words[language];
  const { read, last, beforeRestore } = told;
  return [
    last === undefined ? say("verify.anchors.none", { n: format.count(read) }) : say("verify.anchors", { n: format.count(read), upTo: format.count(last.n), at: format.dayAndTime(last.at) }),
    ...(beforeRestore.anchors === 0 ? [] : [say("verify.anchors.restore", { n: format.count(beforeRestore.anchors), upTo: format.count(beforeRestore.upTo) })]),
  ];
}

function tell(report: CentreVerified, anchors: Anchors, language: Language, said: OperatorWords): readonly string[] {
  const { say } = said;
  const { faults, tip } = report;
  const lines = [counts(report, language, said), say("verify.tip", { n: tip.n, hash: tip.hash }), ...tellAnchors(report.anchors, anchors, language, said)];
  if (faults.length === 0) return [...lines, say("verify.sound")];
  return [...lines, say("verify.broken", { n: faults.length === MOST_FAULTS ? `≥ ${faults.length}` : faults.length }), ...faults.map((one) => `  ${tellFault(one, said)}`)];
}

function counts({ links, workstations, changes, pushes, files, loans, purges }: Omit<CentreVerified, "faults" | "tip" | "anchors">, language: Language, { say }: OperatorWords): string {
  const { format } = words[language];
  return say("verify.counts", { links: format.count(links), workstations: format.count(workstations), changes: format.count(changes), pushes: format.count(pushes), files: format.count(files), loans: format.count(loans), purges: format.count(purges) });
}

function tellFault({ part, why, at: { anchor, link, bank, replica, change, file } }: CentreFault, { say }: OperatorWords): string {
  const where = anchor !== undefined ? say("verify.at.anchor", { anchor }) : link !== undefined ? say("verify.at.link", { link }) : file !== undefined ? say("verify.at.file", { file, bank: bank ?? "" }) : say("verify.at.change", { replica: replica ?? "", change: change ?? 0, bank: bank ?? "" });
  return say("verify.fault", { where, part: say(`verify.part.${part}`), why: say(`verify.why.${why}`) });
}
