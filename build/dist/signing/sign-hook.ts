import process from "node:process";
import { unwrap } from "../../../shared/kernel/result.ts";
import { signFile } from "./sign-file.ts";
import { readSignSettings } from "./sign-settings.ts";

/** What electron-builder calls for each program, library and .node file of a Windows package, once its fuses are closed. */
export async function sign({ path }: { readonly path: string }): Promise<void> {
  await signFile(unwrap(readSignSettings(process.env), "how to sign"), path);
}
