import { AbortMultipartUploadCommand, DeleteObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { probeClient, type ProbeWorld } from "./probe-world.ts";

/** Takes away what the probes left in the bucket without locks: objects, and uploads that were not ended. */
export async function emptyPrefix(world: ProbeWorld): Promise<void> {
  const client = probeClient(world, { maxAttempts: 3 });
  const place = { Bucket: world.bucket, Prefix: world.prefix };
  for (const { Key, UploadId } of (await client.send(new ListMultipartUploadsCommand(place))).Uploads ?? []) await client.send(new AbortMultipartUploadCommand({ Bucket: world.bucket, Key, UploadId }));
  for (const { Key } of (await client.send(new ListObjectsV2Command(place))).Contents ?? []) await client.send(new DeleteObjectCommand({ Bucket: world.bucket, Key }));
  client.destroy();
}
