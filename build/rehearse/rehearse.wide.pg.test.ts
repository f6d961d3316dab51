import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createOnDiskFolder, isRamDisk } from "../test/on-disk-folder.ts";
import { rehearse, type Rehearsed } from "./rehearse.ts";
import { tellStages } from "./stages.ts";
import { tellRehearsed } from "./tell.ts";
import { pageOf } from "./page.ts";

async function run(order: Rehearsed["order"]): Promise<{ readonly result: Rehearsed; readonly stages: ReturnType<typeof tellStages> }> {
  const folder = createOnDiskFolder("guichet-rehearse-");
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const stages = tellStages({ write: () => true });
  return { result: await rehearse(folder, order, stages), stages };
}

test("[RH1] [RH2] a PostgreSQL that is lost with 200 files since its backup has every one back from the workstations, to the cent, and says so", { timeout: 900_000 }, async () => {
  const { result, stages } = await run({ files: 200, workstations: 8, loseOne: false });
  expect({ ...result, compared: { ...result.compared, differences: result.compared.differences.slice(0, 5) } }).toMatchObject({
    entered: { before: 20, after: 200, alone: 12, meanwhile: 8 }, epoch: 2, reinstated: 200, flagged: 0, faults: [], shownOtherwise: [], lost: undefined, isWhole: true,
    compared: { files: 228, numbers: 228, missing: 0, twice: [], differences: [] },
  });
  expect(result.compared.foundCents).toBe(result.compared.toldCents);
  expect(result.allBackMs).toBeGreaterThan(result.firstNumberMs);
  expect(tellRehearsed(result)).toMatch(/missing +0\n.*twice +0\n[\s\S]*Every file, number, receipt and cent is back\./);
  expect(pageOf(result, stages.times(), { startedAt: new Date(0), commit: "c", cores: 2, load: "0.1" })).toMatch(/\*\*Missing\*\* \| 0 \|/);
});

test("[RH3] where a workstation is lost too, exactly what it alone had sent since the backup is missing, and who is asked to enter it again is said", { timeout: 900_000 }, async () => {
  const { result } = await run({ files: 60, workstations: 6, loseOne: true });
  const { lost, compared } = result;
  expect(result).toMatchObject({ isWhole: true, faults: [], shownOtherwise: [], compared: { twice: [] }, lost: { person: "Maëlle Exemple", branch: "Agence de Rennes", isAsReported: true } });
  expect(compared.differences.every(({ what }) => what === "missing")).toBe(true);
  expect(compared.missing).toBe((lost?.named.length ?? 0) + (lost?.unnamed.length ?? 0));
  expect([lost?.named.length, lost?.unnamed.length]).toEqual([9, 5]);
  expect(compared.toldCents - compared.foundCents).toBe(lost?.cents);
  expect(tellRehearsed(result)).toContain("14 files of Maëlle Exemple, Agence de Rennes");
});

test.skipIf(process.platform !== "linux" || isRamDisk(tmpdir()))("interrupted while workstations work, it ends at once, and leaves no program and no folder behind", { timeout: 300_000 }, async () => {
  const place = mkdtempSync(join(tmpdir(), "guichet-interrupted-"));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  chmodSync(place, 0o711); // PostgreSQL has to get through, where it runs as another account
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "--files", "5000", "--workstations", "5"], { env: { ...process.env, TMPDIR: place }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await new Promise<void>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`it ended with ${String(code)}: ${said}`)));
    child.stderr.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes("sign in")) resolve();
    });
  });
  expect(running(place).length).toBeGreaterThan(2);
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  await expect.poll(() => running(place)).toEqual([]);
  expect(readdirSync(place)).toEqual([]);
});

/** Programs that were started under this temporary place: they inherit its name. One that is gone meanwhile, or not ours to look at, is none. */
const running = (place: string): readonly string[] => readdirSync("/proc").filter((pid) => {
  try {
    return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "utf8").includes(`TMPDIR=${place}`);
  } catch {
    return false;
  }
});
