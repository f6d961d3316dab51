import process from "node:process";
import { createS3Server } from "../s3/create-s3-server.ts";

/** The strict S3 in a process of its own, with one bucket. */
export type S3Order = { readonly folder: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string };
export type S3Answer = { readonly kind: "opened"; readonly port: number } | { readonly kind: "failed"; readonly why: string };

process.on("SIGINT", () => undefined).on("disconnect", () => process.exit());
process.once("message", ({ folder, bucket, accessKeyId, secretAccessKey }: S3Order) => {
  const open = async (): Promise<S3Answer> => {
    const server = await createS3Server({ folder, accounts: [{ accessKeyId, secretAccessKey, may: "read-write", mayBypassGovernance: false }] });
    await server.buckets.create(bucket, { versioning: "Enabled", objectLock: false, publicPrefixes: [] });
    return { kind: "opened", port: server.port };
  };
  void open().catch((error: unknown): S3Answer => ({ kind: "failed", why: String(error) })).then((answer) => process.send?.(answer));
});
