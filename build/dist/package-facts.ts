import { z } from "zod";

const packageFile = z.object({ version: z.string(), devDependencies: z.object({ electron: z.string() }) });

/** Of package.json: the version that is packed, and the Electron around it. */
export function readPackageFacts(text: string): { readonly version: string; readonly electron: string } {
  const { version, devDependencies } = packageFile.parse(JSON.parse(text));
  return { version, electron: devDependencies.electron };
}
