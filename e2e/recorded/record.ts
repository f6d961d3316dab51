import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { RECORDED } from "../../build/test/read-recorded.ts";
import { recordingGate, type Recording } from "../../shared/testing/recorded.ts";
import { startRecordedCentre } from "./recorded-centre.ts";
import { stories } from "./stories/all.ts";
import { tellStory } from "./story.ts";

/**
 * `node e2e/recorded/record.ts`: tells each story to today's centre and keeps those that are not kept yet. What is kept is never written again:
 * workstations that speak so are at work. Ids, salts, keys, clock and chance are given, so that a story told twice is told in the same words.
 */
const VERSION = "v1";
const fileOf = (name: string): string => join(RECORDED, VERSION, `${name}.json`);
const told = new Map<string, Recording>();
const earlier = (name: string): Recording => {
  const found = told.get(name);
  if (found === undefined) throw new Error(`${name} was not told before`);
  return found;
};

for (const life of ["founded", "restored"] as const) {
  const folder = mkdtempSync(join(tmpdir(), "guichet-recorded-"));
  const centre = await startRecordedCentre(life, folder);
  try {
    for (const story of stories.filter((one) => one.life === life)) {
      const path = fileOf(story.name);
      const recording = await tellStory(story, centre.address, earlier);
      if (existsSync(path)) {
        told.set(story.name, recordingGate.parse(JSON.parse(readFileSync(path, "utf8"))));
        continue;
      }
      told.set(story.name, recording);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${JSON.stringify(recording, null, 1)}\n`);
      process.stdout.write(`${VERSION}/${story.name}.json: ${recording.exchanges.length} exchanges\n`);
    }
  } finally {
    await centre.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
