import { expect, test } from "vitest";
import type { Role } from "../../../shared/access/roles.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import type { ReadsRequest } from "../../../shared/sync/inspection-messages.ts";
import { listUntoldSeen, ONE_READING_MS } from "../db/seen-files.ts";
import { createFile } from "../files/file-work.ts";
import { openFile } from "../files/open-file.ts";
import { advisor } from "../test-support/fake-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { tellSeen } from "./tell-seen.ts";

const become = (desk: TestDesk, role: Role): void => desk.setMe({ ...advisor("anne"), role });
async function deskWithFiles(count: number): Promise<{ readonly desk: TestDesk; readonly files: readonly FileId[] }> {
  const desk = await openTestDesk("anne");
  const files = Array.from({ length: count }, () => {
    const made = createFile(desk);
    if (!made.ok) throw new Error(made.error.code);
    return made.value.file;
  });
  become(desk, "supervisor");
  return { desk, files };
}
const seen = (desk: TestDesk): readonly string[] => listUntoldSeen(desk.db.read, 1_000).map(({ file }) => file);

test("a supervisor's opening of a file is noted once an hour, before she sees it; an advisor's is not", async () => {
  const { desk, files: [first, second] } = await deskWithFiles(2);
  if (first === undefined || second === undefined) throw new Error("no files");
  for (const file of [first, first, second, first]) expect(openFile(desk, file).ok).toBe(true);
  expect(seen(desk)).toEqual([first, second]);
  desk.clock.now += ONE_READING_MS;
  openFile(desk, first);
  expect(seen(desk)).toEqual([first, second, first]);
  become(desk, "advisor");
  desk.clock.now += ONE_READING_MS;
  openFile(desk, first);
  expect(seen(desk)).toHaveLength(3);
});

test("it is told page by page, what is not taken is told again, and what was told is not", async () => {
  const { desk, files } = await deskWithFiles(230);
  for (const file of files) openFile(desk, file);
  const asked: ReadsRequest["reads"][] = [];
  const centre = (takes: number) => async (reads: ReadsRequest["reads"]) => {
    asked.push(reads);
    return asked.length <= takes;
  };
  await tellSeen(desk, centre(1));
  expect(asked.map((page) => page.length)).toEqual([200, 30]);
  expect(seen(desk)).toEqual(files.slice(200));
  await tellSeen(desk, centre(99));
  expect(asked.at(-1)?.map(({ file }) => file)).toEqual(files.slice(200));
  await tellSeen(desk, centre(99));
  expect(asked).toHaveLength(3);
  openFile(desk, files[0] ?? asked[0]?.[0]?.file as FileId);
  expect(seen(desk)).toEqual([]);
});
