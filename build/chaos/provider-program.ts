import process from "node:process";
import { openProvider, type IdentityProvider } from "../weather/open-provider.ts";

/** The identity provider in a process of its own, as a bank's is. */
export type ProviderOrder = { readonly folder: string; readonly publicUrl: string };
export type ProviderAnswer = { readonly kind: "opened"; readonly port: number } | { readonly kind: "failed"; readonly why: string };

process.on("SIGINT", () => undefined).on("disconnect", () => process.exit());
process.once("message", ({ folder, publicUrl }: ProviderOrder) => {
  openProvider({ folder, publicUrl, secondFactor: false, onError: (error) => process.stderr.write(`identity provider: ${String(error)}\n`) })
    .then(({ port }: IdentityProvider) => process.send?.({ kind: "opened", port } satisfies ProviderAnswer))
    .catch((error: unknown) => process.send?.({ kind: "failed", why: String(error) } satisfies ProviderAnswer));
});
