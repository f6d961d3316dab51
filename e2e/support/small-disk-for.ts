import { onTestFinished, type TestContext } from "vitest";
import { openSmallDisk, type SmallDisk } from "../../build/test/small-disk.ts";

/** A disk of its own for one test. Where mounting is not allowed, nothing else fills up at a size of our choosing: the test says so and is skipped. */
export function smallDiskFor(context: TestContext, mebibytes: number): SmallDisk {
  const disk = openSmallDisk(mebibytes);
  if (disk === undefined) return context.skip("no right to mount a small disk here");
  onTestFinished(disk.remove);
  return disk;
}
