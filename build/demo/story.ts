import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import type { FieldName, FieldValue } from "../../shared/pge/file-fields.ts";
import { fictionalSiren } from "../../shared/testing/companies.ts";
import { fieldsOfCompany } from "../../shared/testing/some-fields.ts";
import { companyAt } from "../../shared/testing/companies.ts";
import { eurosToCents } from "../../shared/kernel/cents.ts";
import type { Desk } from "./advisor-desk.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const sample = (name: string): string => join(root, "samples", name);
export const readSample = (name: string): string => readFileSync(sample(name), "utf8");

/** Index of the company that two banks finance at once: past every sample's. */
export const SHARED_COMPANY = 20_000;
export const SHARED_TURNOVER_EUROS = 1_000_000;
export const SHARED_AMOUNT_EUROS = 150_000;

/** Types one whole file by hand, field by field, and answers it. */
export async function typeFile(desk: Desk, fields: { readonly [Name in FieldName]?: FieldValue }): Promise<FileId> {
  const { file } = unwrap(await desk.bridge.call("files.create", undefined), "new file");
  for (const [field, value] of Object.entries(fields)) unwrap(await desk.bridge.call("files.saveField", { file, field, value: JSON.parse(JSON.stringify(value)) }), field);
  unwrap(await desk.bridge.call("files.seal", { file }), "seal");
  return file;
}

type CompanyFile = ReturnType<typeof fieldsOfCompany>;

/** A sound file of a company past every sample's, with a turnover of a million euros. */
export function companyFile(index: number, amountEuros: number, over: CompanyFile): CompanyFile {
  const [turnover, amount] = [eurosToCents(SHARED_TURNOVER_EUROS), eurosToCents(amountEuros)];
  return fieldsOfCompany(companyAt(2020, index), {
    borrowerType: "SOCIETE", legalForm: "5710", staffFrance: 8, createdOn: "2010-05-01", turnover, turnover2019: turnover, amount, exposureAtGrant: amount, foreseenGrantOn: "2020-05-15", ...over,
  });
}

/** The file of the shared company: a ceiling of 250,000 €, of which each bank wants 150,000 €. */
export const sharedFile = (): CompanyFile =>
  companyFile(SHARED_COMPANY, SHARED_AMOUNT_EUROS, { siren: fictionalSiren(SHARED_COMPANY), legalName: "Société Partagée (exemple de deux banques)" });

export async function submit(desk: Desk, file: FileId): Promise<void> {
  const view = unwrap(await desk.bridge.call("files.open", { file }), "open");
  unwrap(await desk.bridge.call("files.submit", { file, seenVersion: view.version }), "submit");
}

export type KilledDesk = { readonly dataDir: string; readonly serverUrl: string; readonly login: string; readonly csv: string };

/** Runs the workstation in a process of its own, kills it with SIGKILL once `killAfter` files were submitted; undefined lets it finish. */
export function runDeskProcess(place: KilledDesk, killAfter: number | undefined, onStep: (line: string) => void): Promise<"killed" | "finished"> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("desk-process.ts", import.meta.url)), place.dataDir, place.serverUrl, place.login, place.csv], { stdio: ["ignore", "pipe", "inherit"] });
    let killed = false;
    createInterface({ input: child.stdout }).on("line", (line) => {
      onStep(line);
      const event: { step: string; done?: number } = JSON.parse(line);
      if (killAfter !== undefined && event.step === "submitting" && (event.done ?? 0) >= killAfter && !killed) {
        killed = true;
        child.kill("SIGKILL");
      }
    });
    child.once("error", reject);
    child.once("exit", (code) => (killed ? resolve("killed") : code === 0 ? resolve("finished") : reject(new Error(`the workstation ended with ${String(code)}`))));
  });
}
