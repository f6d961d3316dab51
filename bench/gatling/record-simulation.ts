import { createContext, runInContext } from "node:vm";
import { z } from "zod";
import { isSpoken, recordJava, type RecordingOptions, type Spoken, type Thing } from "./recording-java.ts";

const bundled = z.object({ guichet: z.custom<Spoken>(isSpoken) });

/**
 * Runs a bundle as Gatling would, in a world that has the language and `Java` and nothing else: neither Node nor a browser.
 * Answers the set-up with all that was said of it.
 */
export function recordSimulation(bundle: string, options: RecordingOptions): Thing {
  const { java, setUp, saidOfSetUp } = recordJava(options);
  const world = createContext({ Java: java });
  runInContext(`${bundle}\nglobalThis.gatling = gatling;`, world, { filename: "bundle.js" });
  bundled.parse(runInContext("({ ...gatling })", world)).guichet(setUp);
  return saidOfSetUp();
}
