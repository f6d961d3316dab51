import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

/** Where the probes go: a store, a bucket in it, and where one is given a bucket with versions and object lock. */
export type ProbeWorld = {
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly bucket: string;
  readonly lockBucket: string | undefined;
  /** Put before every key, so that runs do not meet. */
  readonly prefix: string;
};

/** A client that shows each refusal as it comes: one attempt. */
export function probeClient(world: ProbeWorld, more: S3ClientConfig = {}): S3Client {
  return new S3Client({ region: world.region, credentials: world.credentials, maxAttempts: 1, forcePathStyle: true, ...(world.endpoint === undefined ? {} : { endpoint: world.endpoint }), ...more });
}

/** What a refused request said: S3's code where it came with one, else the SDK's name for the status. */
export async function refusalOf(request: Promise<unknown>): Promise<{ readonly code: string; readonly status: number | undefined }> {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = "$metadata" in error && typeof error.$metadata === "object" && error.$metadata !== null ? error.$metadata : {};
    return { code: error.name, status: "httpStatusCode" in metadata ? Number(metadata.httpStatusCode) : undefined };
  }
  return { code: "accepted", status: 200 };
}

/** The code of an error document that came over plain HTTP. */
export async function codeOf(response: Response): Promise<string> {
  return /<Code>([^<]+)<\/Code>/.exec(await response.text())?.[1] ?? `status ${response.status}`;
}

/** Bytes that do not compress and differ from place to place, always the same for a seed. */
export function probeBytes(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed | 1;
  for (let index = 0; index < length; index += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes.writeInt32LE(state, Math.min(index, Math.max(0, length - 4)));
  }
  return bytes;
}

/** Changes requests after they were signed. */
export function tamper(client: S3Client, change: (request: { headers: Record<string, string>; body?: unknown; path: string }) => void): S3Client {
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (typeof request === "object" && request !== null && isHttpRequest(request)) change(request);
      return next(args);
    },
    { step: "deserialize", priority: "high", name: "tamper" },
  );
  return client;
}

const isHttpRequest = (value: object): value is { headers: Record<string, string>; body?: unknown; path: string } => "headers" in value && "path" in value;
