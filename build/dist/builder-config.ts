import { join } from "node:path";
import { PassThrough } from "node:stream";
import { getConfig } from "app-builder-lib/out/util/config/config.js";
import type { Configuration } from "app-builder-lib";
import { log } from "builder-util";
import { TEST_MARKS } from "../../shared/release/file-name.ts";
import type { ElectronSource } from "./electron-source.ts";
import type { PackPlatform } from "./targets.ts";

/** What the name of an artefact says when it is not for people: made around a stand-in, or signed by nobody real. */
export type Marks = { readonly standIn: boolean; readonly testSigned: boolean };

/** `guichet`, and in capitals what must not be overlooked. */
export const artefactStem = ({ standIn, testSigned }: Marks): string => ["guichet", ...(standIn ? [TEST_MARKS.standIn] : []), ...(testSigned ? [TEST_MARKS.testSigned] : [])].join("-");

/** electron-builder.yml as electron-builder itself reads and completes it; silently, for stdout is the caller's. */
export function readBuilderConfig(root: string): Promise<Configuration> {
  Object.assign<object, object>(log, { stream: new PassThrough().resume() });
  return getConfig(root, join(root, "electron-builder.yml"), null);
}

/** Every prebuilt binary but the target's own. `\${platform}` would be the system of the machine that packs. */
const otherBinaries = (platform: PackPlatform): string => `!node_modules/better-sqlite3/prebuilds/!(${platform}-\${arch}).node`;

/** The whole configuration of one run in `workFolder`, as one text: electron-builder's `extends` would rearrange `files`. */
export async function builderConfig(root: string, platform: PackPlatform, workFolder: string, source: ElectronSource, standInFolder: string, marks: Marks): Promise<Configuration> {
  const dist = source.kind === "folder" ? source.folder : source.kind === "stand-in" ? standInFolder : undefined;
  const config = await readBuilderConfig(root);
  return {
    ...config,
    ...(dist === undefined ? {} : { electronDist: dist }),
    directories: { ...config.directories, output: workFolder },
    files: [...patternsOf(config.files), otherBinaries(platform)],
    artifactName: `${artefactStem(marks)}-\${version}-\${os}-\${arch}.\${ext}`,
  };
}

/** The patterns of our file; electron-builder hands a plain list back as one set without a folder. */
function patternsOf(files: Configuration["files"]): readonly string[] {
  return [files ?? []].flat().flatMap((entry) => (typeof entry === "string" ? [entry] : [entry.filter ?? []].flat()));
}
