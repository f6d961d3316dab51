import { parseArgs } from "node:util";
import { isTargetName, type TargetName, targets } from "./targets.ts";

export type DistArguments =
  | { readonly kind: "run"; readonly targets: readonly TargetName[]; readonly standIn: boolean; readonly signForTest: boolean; readonly out: string }
  /** Asked for (`wrong` undefined), or deserved. */
  | { readonly kind: "usage"; readonly wrong: string | undefined };

export const DEFAULT_OUT = "build/out/dist";

/** `npm run dist -- --target NAME[,NAME] [--stand-in] [--sign-for-test] [--out DIR]`. */
export function readDistArguments(argv: readonly string[]): DistArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { target: { type: "string", multiple: true }, "stand-in": { type: "boolean" }, "sign-for-test": { type: "boolean" }, out: { type: "string" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return { kind: "usage", wrong: undefined };
    const names = (values.target ?? []).flatMap((given) => given.split(",")).filter((name) => name !== "");
    const unknown = names.filter((name) => !isTargetName(name));
    if (names.length === 0) return { kind: "usage", wrong: "--target is missing" };
    if (unknown.length > 0) return { kind: "usage", wrong: `--target ${unknown.join(",")} is none of ${Object.keys(targets).join(", ")}` };
    return { kind: "run", targets: [...new Set(names.filter(isTargetName))], standIn: values["stand-in"] === true, signForTest: values["sign-for-test"] === true, out: values.out ?? DEFAULT_OUT };
  } catch (error) {
    return { kind: "usage", wrong: error instanceof Error ? error.message : String(error) };
  }
}

export const usage = (): string => `npm run dist -- --target NAME[,NAME] [--stand-in] [--sign-for-test] [--out DIR]

${Object.entries(targets).map(([name, { what }]) => `  ${name.padEnd(10)} ${what}`).join("\n")}

  --stand-in       where Electron can't be had: packs everything but Electron, for tests; said in the name of what is made
  --sign-for-test  signs Windows files with an authority made on the spot and thrown away; said in the name too
  --out DIR        where to put what is made (${DEFAULT_OUT})

Windows files are signed as GUICHET_SIGN and its companions say (docs/deployment.md); Electron comes from GUICHET_ELECTRON_DIST, from the
clone, from ELECTRON_MIRROR or from its usual place. Ends with 0 made, 1 failed, 2 usage, 3 a tool is missing, 4 no Electron to be had.`;
