import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readRecorded } from "../../build/test/read-recorded.ts";
import { everyExchange, routeOf, type RecordedExchange, type Recording } from "../../shared/testing/recorded.ts";
import { askExactly, listenExactly } from "./ask-exactly.ts";
import { startRecordedCentre, type RecordedCentre } from "./recorded-centre.ts";
import { differences, lostEvents } from "./same-meaning.ts";

const recorded = readRecorded();

const folders: string[] = [];
const centres: { founded?: Promise<RecordedCentre>; restored?: Promise<RecordedCentre> } = {};
const centreOf = (life: Recording["life"]): Promise<RecordedCentre> => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-recorded-"));
  folders.push(folder);
  return (centres[life] ??= startRecordedCentre(life, folder));
};
afterAll(async () => {
  for (const centre of Object.values(centres)) await (await centre).close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Tells the recorded bytes again, in their order; answers what is otherwise now, by story. */
async function tellAgain(address: string, exchanges: readonly RecordedExchange[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { what, request, answer, meanwhile } of exchanges) {
    const fresh = meanwhile === undefined
      ? await askExactly(address, request)
      : await listenExactly(address, request, async () => void found.push(...(await tellAgain(address, meanwhile))), (told) => lostEvents(answer.body ?? "", told).length === 0);
    found.push(...differences(answer, fresh).map((one) => `${what}: ${one}`));
  }
  return found;
}

describe("[SY70] what a workstation of a released version says, byte for byte, today's centre understands and answers in the same sense", () => {
  for (const life of ["founded", "restored"] as const) {
    test(`a centre ${life}`, async () => {
      const { address } = await centreOf(life);
      const told = recorded.filter(({ recording }) => recording.life === life);
      expect(told.length).toBeGreaterThan(0);
      for (const { name, recording } of told) expect([name, await tellAgain(address, recording.exchanges)]).toEqual([name, []]);
    });
  }

  test("every route that a workstation may use is in a recording of the present version", async () => {
    const { address } = await centreOf("founded");
    const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(await (await fetch(`${address}/openapi.json`)).json());
    const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)).filter((route) => route.includes("/v1/"));
    const covered = new Set(recorded.flatMap(({ recording }) => everyExchange(recording.exchanges)).filter(({ answer }) => answer.status < 300).map(routeOf));
    // A route that is new? Add a story to e2e/recorded/stories/, then `node e2e/recorded/record.ts`.
    expect(routes.filter((route) => !covered.has(route))).toEqual([]);
    expect(routes.length).toBeGreaterThan(15);
  });
});
