import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { ToolName } from "../tools.ts";

/** With what Windows files are signed. A password is only ever in a file of its owner's, never in an argument nor in the environment. */
export type SignSettings =
  | { readonly kind: "none" }
  /** A key file, through osslsigncode. */
  | { readonly kind: "pfx"; readonly file: string; readonly passwordFile: string; readonly timestamp: string | undefined }
  /** A token or HSM, through osslsigncode. `key` is a PKCS#11 address, `certificates` a PEM file with the chain. */
  | { readonly kind: "pkcs11"; readonly module: string; readonly key: string; readonly certificates: string; readonly pinFile: string; readonly timestamp: string }
  /** A certificate of Windows' own store, by its thumbprint, through signtool. */
  | { readonly kind: "store"; readonly thumbprint: string; readonly timestamp: string }
  /** Azure Trusted Signing, through signtool and its library; `metadata` names account and profile. */
  | { readonly kind: "azure"; readonly library: string; readonly metadata: string; readonly timestamp: string };

type Environment = { readonly [name: string]: string | undefined };

/** Which variables each way needs; the time-stamp makes a signature outlive its certificate. */
const needed = {
  pfx: ["GUICHET_SIGN_PFX", "GUICHET_SIGN_PASSWORD_FILE"],
  pkcs11: ["GUICHET_SIGN_PKCS11_MODULE", "GUICHET_SIGN_KEY", "GUICHET_SIGN_CERTIFICATES", "GUICHET_SIGN_PASSWORD_FILE", "GUICHET_SIGN_TIMESTAMP"],
  store: ["GUICHET_SIGN_THUMBPRINT", "GUICHET_SIGN_TIMESTAMP"],
  azure: ["GUICHET_SIGN_AZURE_LIBRARY", "GUICHET_SIGN_AZURE_METADATA", "GUICHET_SIGN_TIMESTAMP"],
} as const;
type Way = keyof typeof needed;
const isWay = (text: string): text is Way => Object.hasOwn(needed, text);

/** From GUICHET_SIGN and its companions; nothing set means unsigned. What is wrong is said in a sentence. */
export function readSignSettings(env: Environment): Result<SignSettings, string> {
  const way = env["GUICHET_SIGN"] ?? "";
  if (way === "" || way === "none") return ok({ kind: "none" });
  if (!isWay(way)) return err(`GUICHET_SIGN is ${way}; it is one of none, ${Object.keys(needed).join(", ")}.`);
  const missing = needed[way].filter((name) => !env[name]);
  if (missing.length > 0) return err(`GUICHET_SIGN=${way} also needs ${missing.join(", ")}.`);
  const value = (name: string): string => env[name] ?? "";
  const timestamp = value("GUICHET_SIGN_TIMESTAMP");
  if (timestamp !== "" && !/^https?:$/.test(URL.parse(timestamp)?.protocol ?? "")) return err("GUICHET_SIGN_TIMESTAMP is no web address.");
  switch (way) {
    case "pfx": return ok({ kind: "pfx", file: value("GUICHET_SIGN_PFX"), passwordFile: value("GUICHET_SIGN_PASSWORD_FILE"), timestamp: timestamp === "" ? undefined : timestamp });
    case "pkcs11": return ok({ kind: "pkcs11", module: value("GUICHET_SIGN_PKCS11_MODULE"), key: value("GUICHET_SIGN_KEY"), certificates: value("GUICHET_SIGN_CERTIFICATES"), pinFile: value("GUICHET_SIGN_PASSWORD_FILE"), timestamp });
    case "store": return /^[0-9A-Fa-f]{40}$/.test(value("GUICHET_SIGN_THUMBPRINT")) ? ok({ kind: "store", thumbprint: value("GUICHET_SIGN_THUMBPRINT").toUpperCase(), timestamp }) : err("GUICHET_SIGN_THUMBPRINT is not 40 hexadecimal characters.");
    case "azure": return ok({ kind: "azure", library: value("GUICHET_SIGN_AZURE_LIBRARY"), metadata: value("GUICHET_SIGN_AZURE_METADATA"), timestamp });
  }
}

/** The program that does it. */
export const signTool = (settings: Exclude<SignSettings, { kind: "none" }>): ToolName => (settings.kind === "pfx" || settings.kind === "pkcs11" ? "osslsigncode" : "signtool");
