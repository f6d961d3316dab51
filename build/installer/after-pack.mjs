import { rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Closes Electron's fuses in the packed program, before it is signed: it is no Node for others, takes no inspector and no NODE_OPTIONS,
 * runs only its own archive and checks it (Windows and macOS; Linux has no such check), and encrypts its cookies.
 * Fails when Electron has a fuse that is not decided here. What a folder of Electron brings beside it and nobody starts is dropped.
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string }, executableName?: string } }} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
  const name = packager.appInfo.productFilename;
  const programs = { darwin: `${name}.app`, mas: `${name}.app`, win32: `${name}.exe` };
  const program = programs[/** @type {keyof typeof programs} */ (electronPlatformName)] ?? packager.executableName ?? name;
  const resources = electronPlatformName === "darwin" ? join(appOutDir, program, "Contents", "Resources") : join(appOutDir, "resources");
  for (const path of [join(resources, "default_app.asar"), join(appOutDir, "version")]) rmSync(path, { force: true });
  await flipFuses(join(appOutDir, program), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === "darwin",
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  });
}
