import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eraseVersions } from "./erase-versions.ts";
import { ObjectsAway, type ObjectKey, type ObjectStore, type PartName } from "./object-store.ts";

export type S3Objects = {
  /** Whole documents: locked, never erased. */
  readonly bucket: string;
  /** Parts on their way: erased once joined, or by the bucket's own rule after some days. */
  readonly partsBucket: string;
  readonly region: string;
  /** Another host than Amazon's; the bucket is then in the path. */
  readonly endpoint: string | undefined;
  /** Undefined: found where the SDK always looks (role of the pod, profile, environment). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Bytes go straight between workstations and the store; else through the centre, where workstations may not reach the store. */
  readonly direct: boolean;
};

/** How long an address is good. Short: workstations use it at once, and ask again. */
export const ADDRESS_SECONDS = 600;
const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;

/** Contents in a bucket of S3, or of a host that speaks it. */
export function openS3Store({ bucket, partsBucket, region, endpoint, credentials, direct }: S3Objects): ObjectStore {
  const client = new S3Client({
    region, maxAttempts: 3, requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS },
    // Else a signed address would carry the check sum of an empty body.
    requestChecksumCalculation: "WHEN_REQUIRED",
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const whole = (key: ObjectKey) => ({ Bucket: bucket, Key: `documents/${key.bank}/${key.file}/${key.document}` });
  const prefixOf = (key: ObjectKey): string => `parts/${key.bank}/${key.file}/${key.document}/`;
  const ofPart = (key: ObjectKey, { part }: Pick<PartName, "part">) => ({ Bucket: partsBucket, Key: `${prefixOf(key)}${part}` });
  const sum = (part: string): string => Buffer.from(part, "hex").toString("base64");
  const get = async (place: { readonly Bucket: string; readonly Key: string }, Range?: string): Promise<Uint8Array | undefined> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ ...place, ...(Range === undefined ? {} : { Range }) }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchKey") return undefined;
      throw error;
    }
  };
  /** At most a hundred and sixty parts of one size, and few sizes: one page. */
  const list = async (key: ObjectKey): Promise<readonly { readonly part: string; readonly size: number | undefined }[]> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: partsBucket, Prefix: prefixOf(key), MaxKeys: 1_000 }));
    return Contents.map(({ Key = "", Size }) => ({ part: Key.slice(prefixOf(key).length), size: Size }));
  };
  return {
    kind: "s3",
    addressForPart: async (key, name) => {
      if (!direct) return undefined;
      // The store itself refuses other bytes than these: their sum is part of what is signed, and so is their number.
      const command = new PutObjectCommand({ ...ofPart(key, name), ContentLength: name.size, ChecksumSHA256: sum(name.part) });
      const url = await away(() => getSignedUrl(client, command, { expiresIn: ADDRESS_SECONDS, unhoistableHeaders: new Set(["x-amz-checksum-sha256"]), signableHeaders: new Set(["host", "content-length"]) }));
      return { url, headers: { "x-amz-checksum-sha256": sum(name.part) } };
    },
    putPart: (key, name, bytes) => away(async () => void (await client.send(new PutObjectCommand({ ...ofPart(key, name), Body: bytes, ContentLength: bytes.length, ChecksumSHA256: sum(name.part) })))),
    listParts: (key, names) => away(async () => {
      const there = new Map((await list(key)).map(({ part, size }) => [part, size]));
      return new Set(names.filter(({ part, size }) => there.get(part) === size).map(({ part }) => part));
    }),
    readPart: (key, name) => away(() => get(ofPart(key, name))),
    dropParts: (key) => away(async () => void (await Promise.all((await list(key)).map((name) => client.send(new DeleteObjectCommand(ofPart(key, name))))))),
    put: (key, bytes) => away(async () => void (await client.send(new PutObjectCommand({ ...whole(key), Body: bytes, ContentLength: bytes.length, ChecksumSHA256: sum(key.document), ContentType: "application/octet-stream" })))),
    addressForReading: async (key) => (direct ? { url: await away(() => getSignedUrl(client, new GetObjectCommand(whole(key)), { expiresIn: ADDRESS_SECONDS })), headers: {} } : undefined),
    read: (key, { from, to }) => away(() => get(whole(key), `bytes=${from}-${to - 1}`)),
    eraseFile: ({ bank: of, file }) => away(async () => {
      const parts = await eraseVersions(client, partsBucket, `parts/${of}/${file}/`);
      const whole = await eraseVersions(client, bucket, `documents/${of}/${file}/`);
      return { until: Math.max(parts ?? 0, whole ?? 0) || undefined };
    }),
    close: async () => client.destroy(),
  };
}

async function away<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ObjectsAway("the documents' store does not answer", { cause: error });
  }
}
