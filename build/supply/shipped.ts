import { packageClosure } from "../image/package-closure.ts";
import { serverFiles } from "../image/server-files.ts";

const ENTRIES = [
  "sync-server/main.ts", "main/hosts/electron/main.ts", "main/hosts/electron/core-process.ts", "main/hosts/electron/preload.ts",
  "main/hosts/loopback/main.ts", "main/hosts/cli/main.ts", "renderer/main.tsx", "renderer/verification/main.ts", "renderer/evidence/main.ts",
];
/** Named by style sheets and by path, not imported. */
const FONTS = ["@fontsource-variable/inter", "@expo-google-fonts/inter"];

/** Where the lock file puts each package that a bank is given, with the server or a workstation. */
export function shippedPaths(root: string): ReadonlySet<string> {
  const names = new Set([...ENTRIES.flatMap((entry) => serverFiles(root, entry).packages), ...FONTS]);
  return new Set(packageClosure(root, [...names]).map(({ path }) => path));
}
