import type { PurgeDecision } from "../shared/audit/purge.ts";
import { erasureWords, type ErasureWords } from "../shared/i18n/erasure-words.ts";
import type { Language } from "../shared/i18n/format.ts";
import { terminalWords } from "../shared/i18n/terminal.ts";
import type { CodedError } from "../shared/kernel/error-codes.ts";
import { instant } from "../shared/kernel/instant.ts";
import { err, ok, type Result } from "../shared/kernel/result.ts";
import type { ServerConfig } from "./config.ts";
import { eraseFile, type Erasing } from "./domain/erasure/erase-file.ts";
import { finishPurges, type Finished } from "./domain/erasure/finish-purges.ts";
import { sayErase } from "./domain/erasure/say-erase.ts";
import { dueFiles, reportRetention } from "./domain/erasure/retention-report.ts";
import { signingKey } from "./domain/key-ring.ts";
import { createReceiptSigner } from "./domain/receipt.ts";
import type { EraseOrder } from "./erase-arguments.ts";
import type { ServerLog } from "./http/http-deps.ts";
import { ObjectsAway } from "./objects/object-store.ts";
import { openAnchors, openObjects } from "./open-services.ts";
import type { CommandOutput, ExitCode } from "./operator-command.ts";
import { StartFault } from "./start-fault.ts";
import type { DataScope, Store } from "./store/store.ts";
import { randomBytesOf, withCentre, type AtCentre } from "./with-store.ts";

const TELL_MS = 2_000;

/** `retention BANK`: what would go and what stays, and until when. Writes nothing. @throws StartFault */
export async function runRetentionCommand(config: ServerConfig, { bank, json }: { readonly bank: string; readonly json: boolean }, language: Language, log: ServerLog, { out }: CommandOutput): Promise<ExitCode> {
  const words = erasureWords(language);
  return await withCentre<ExitCode>(config, log, async ({ store, moment }) => {
    const scope = await bankOf(store, bank);
    const { retention } = await store.policyOf(bank);
    const on = moment().businessDate;
    const report = await reportRetention({ store, retention, on, floors: config.floors }, scope);
    out(json ? `${JSON.stringify({ bank, on, retention, floors: config.floors, ...report }, null, 2)}\n` : `${words.report(report, retention, on, config.floors).join("\n")}\n`);
    return 0;
  });
}

type Done = { readonly erased: number; readonly kept: number; readonly stopped: boolean; readonly waiting?: true };

/**
 * `erase BANK …`: erases, each file in one transaction, then puts each statement beside the anchors and the contents away. Stopped or killed anywhere, the same command goes on. Answers the exit code: 1 refused or stopped.
 * @throws StartFault
 */
export async function runEraseCommand(config: ServerConfig, order: EraseOrder, language: Language, log: ServerLog, said: CommandOutput, signal: AbortSignal): Promise<ExitCode> {
  const words = erasureWords(language);
  return await withCentre<ExitCode>(config, log, async (at) => {
    const { store, centre, moment } = at;
    const scope = await bankOf(store, order.bank);
    const signer = createReceiptSigner(signingKey(centre.keys, instant(Date.now())));
    const [objects, anchors] = [openObjects(config), openAnchors(config)];
    try {
      const erasing: Erasing = { store, policyOf: store.policyOf, floors: config.floors, signer, moment, randomBytes: randomBytesOf };
      const done = centre.recovering ? err({ code: "G9574" as const }) : await carryOut(erasing, at, scope, order, config, words, said, signal);
      if (!done.ok) {
        if (order.json) said.out(`${JSON.stringify({ error: done.error })}\n`);
        else said.fault(`${refused(done.error, words, language)}\n`);
        return 1;
      }
      const finished = await finishPurges({ store, objects, anchors, now: Date.now }, signal);
      if (done.value.erased > 0) await store.sweep();
      said.out(order.json ? `${JSON.stringify({ ...done.value, ...finished }, null, 2)}\n` : `${lines(done.value, finished, words).join("\n")}\n`);
      return done.value.stopped ? 1 : 0;
    } catch (error) {
      if (error instanceof ObjectsAway) throw placesAway(error);
      throw error;
    } finally {
      await signer.close();
      await objects.close();
      await anchors?.close();
    }
  });
}

async function carryOut(erasing: Erasing, { store, moment }: AtCentre, scope: DataScope, { what }: EraseOrder, config: ServerConfig, words: ErasureWords, { fault }: CommandOutput, signal: AbortSignal): Promise<Result<Done, CodedError>> {
  if ("due" in what) return ok(await eraseDue());
  if (what.request === undefined) return await eraseOne({ by: "policy" });
  const word = await sayErase({ store, moment, randomBytes: randomBytesOf, secondWordMs: config.secondWordMs }, scope, what.file, what.request);
  if (!word.ok) return word;
  if (word.value.words === undefined) return ok({ erased: 0, kept: 0, stopped: false, waiting: true });
  const done = await eraseOne({ by: "request", words: word.value.words });
  if (done.ok) await word.value.settle();
  return done;

  async function eraseOne(decision: PurgeDecision): Promise<Result<Done, CodedError>> {
    const erased = await eraseFile(erasing, scope, "file" in what ? what.file : "", decision);
    return erased.ok ? ok({ erased: 1, kept: 0, stopped: false }) : erased;
  }
  async function eraseDue(): Promise<Done> {
    let [erased, kept, toldAt] = [0, 0, Date.now()];
    const { retention } = await erasing.policyOf(scope.bank);
    for await (const file of dueFiles({ store, retention, on: moment().businessDate, floors: config.floors }, scope)) {
      if (signal.aborted) return { erased, kept, stopped: true };
      if ((await eraseFile(erasing, scope, file, { by: "policy" })).ok) erased += 1;
      else kept += 1; // held, or at work in quarantine: the next time
      if (Date.now() - toldAt < TELL_MS) continue;
      toldAt = Date.now();
      fault(`${words.say("progress", { n: words.format.count(erased) })}\n`);
    }
    return { erased, kept, stopped: false };
  }
}

function lines({ erased, kept, stopped, waiting }: Done, { contents, locked, until, kept: beside, unkept }: Finished, { say, format }: ErasureWords): readonly string[] {
  if (waiting === true) return [say("waiting")];
  return [
    say(stopped ? "stopped" : "done", { n: format.count(erased) }),
    ...(kept === 0 ? [] : [say("keptBack", { n: format.count(kept) })]),
    ...(contents === 0 ? [] : [say("contents", { n: format.count(contents) })]),
    ...(locked === 0 ? [] : [say("locked", { n: format.count(locked), until: until === undefined ? "" : format.dayAndTime(until) })]),
    ...(beside === 0 ? [] : [say("beside", { n: format.count(beside) })]),
    ...(unkept === 0 ? [] : [say("unkept", { n: format.count(unkept) })]),
    ...(erased === 0 ? [] : [say("backups")]),
  ];
}

/** In words, with the legal ground and the day where there is one. */
function refused({ code, params }: CodedError, words: ErasureWords, language: Language): string {
    const ground = params?.["ground"];
  const until = params?.["until"];
  return [terminalWords(language).error({ code }), ...(typeof ground === "string" ? [words.ground(ground, typeof until === "string" ? until : undefined)] : [])].join("\n");
}

async function bankOf(store: Pick<Store, "listBanks">, bank: string): Promise<DataScope> {
  const found = (await store.listBanks()).find((one) => one.bank === bank);
  if (found !== undefined) return found;
  throw new StartFault({ fr: "Ce magasin ne connaît aucune banque de cet identifiant.", en: "This store knows no bank of this id." });
}

const placesAway = (error: ObjectsAway): StartFault =>
  new StartFault({
    fr: "Les dossiers sont effacés dans la base, mais un magasin de fichiers ne répond pas ou refuse (pièces, ou attestations à côté des ancres). Relancez la même commande quand il répond : elle reprend où elle s’est arrêtée.",
    en: "The files are erased in the database, but a store of files does not answer or refuses (documents, or statements beside the anchors). Run the same command again once it answers: it goes on where it stopped.",
  }, error);
