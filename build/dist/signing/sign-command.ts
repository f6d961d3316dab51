import type { SignSettings } from "./sign-settings.ts";

type Signing = Exclude<SignSettings, { kind: "none" }>;

/** Arguments for the tool, and whether it writes a second file (`output`) or changes the one it is given. No secret is among them. */
export type SignCommand = { readonly args: readonly string[]; readonly inPlace: boolean };

const DESCRIPTION = "Guichet";

export function signCommand(settings: Signing, input: string, output: string): SignCommand {
  switch (settings.kind) {
    case "pfx":
      return { inPlace: false, args: ["sign", "-pkcs12", settings.file, "-readpass", settings.passwordFile, ...ossl(settings.timestamp, input, output)] };
    case "pkcs11":
      return { inPlace: false, args: ["sign", "-pkcs11module", settings.module, "-certs", settings.certificates, "-key", settings.key, "-readpass", settings.pinFile, ...ossl(settings.timestamp, input, output)] };
    case "store":
      return { inPlace: true, args: ["sign", "/sha1", settings.thumbprint, ...signtool(settings.timestamp), input] };
    case "azure":
      return { inPlace: true, args: ["sign", "/dlib", settings.library, "/dmdf", settings.metadata, ...signtool(settings.timestamp), input] };
  }
}

/** Page hashes let Windows check a program as it is loaded, piece by piece; an installer database has none. */
const ossl = (timestamp: string | undefined, input: string, output: string): readonly string[] => [
  "-h", "sha256", "-n", DESCRIPTION, ...(input.endsWith(".msi") ? ["-add-msi-dse"] : ["-ph"]), ...(timestamp === undefined ? [] : ["-ts", timestamp]), "-in", input, "-out", output,
];

const signtool = (timestamp: string): readonly string[] => ["/fd", "SHA256", "/td", "SHA256", "/tr", timestamp, "/d", DESCRIPTION];
