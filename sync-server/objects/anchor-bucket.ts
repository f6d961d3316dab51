import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { isAnchorName } from "../../shared/audit/anchor.ts";
import { isPurgeName } from "../../shared/audit/purge.ts";
import type { FoundAnchor } from "../../shared/audit/judge-anchors.ts";
import type { AnchorStore } from "./anchor-store.ts";
import { ObjectsAway } from "./object-store.ts";

export type AnchorBucket = {
  /** Made with object lock. */
  readonly bucket: string;
  readonly region: string;
  /** Another host than Amazon's; the bucket is then in the path. */
  readonly endpoint: string | undefined;
  /** Undefined: found where the SDK always looks. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly lock: "compliance" | "governance";
  readonly lockDays: number;
};

const PREFIX = "anchors/";
const DAY_MS = 86_400_000;
const CONNECT_MS = 5_000;
const SILENCE_MS = 10_000;
/** Read at once while all are listed. */
const TOGETHER = 16;

/** Anchors in a bucket under object lock. Putting one needs no other right than that; reading looks at every version, because a lock forbids neither a newer version nor a mark that hides. */
export function openAnchorBucket({ bucket, region, endpoint, credentials, lock, lockDays }: AnchorBucket, { now = Date.now, page: most }: { readonly now?: () => number; /** Versions listed at once. */ readonly page?: number } = {}): AnchorStore {
  const client = new S3Client({
    region, maxAttempts: 3, requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const at = (name: string) => ({ Bucket: bucket, Key: `${PREFIX}${name}` });
  const read = async (name: string, VersionId?: string): Promise<string> => (await (await client.send(new GetObjectCommand({ ...at(name), ...(VersionId === undefined ? {} : { VersionId }) }))).Body?.transformToString()) ?? "";

  return {
    kind: "s3",
    put: (name, file) => away(async () => {
      try {
        await client.send(new PutObjectCommand({
          ...at(name), Body: file, ContentType: "application/json", ChecksumAlgorithm: "SHA256", IfNoneMatch: "*",
          ObjectLockMode: lock === "compliance" ? "COMPLIANCE" : "GOVERNANCE", ObjectLockRetainUntilDate: new Date(now() + lockDays * DAY_MS),
        }));
        return "put";
      } catch (error) {
        if (!isCalled(error, "PreconditionFailed")) throw error;
        return await read(name).then((there) => (there === file ? "there" : "differs"), () => "there");
      }
    }),
    list: async function* (wanted = () => true, what = "anchors") {
      const isNamed = what === "anchors" ? isAnchorName : isPurgeName;
      let [key, version]: readonly (string | undefined)[] = [];
      let open: Named | undefined;
      for (;;) {
        const page = await away(() => client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: PREFIX, MaxKeys: most, ...(key === undefined ? {} : { KeyMarker: key, VersionIdMarker: version }) })));
        const named = gather(open, [
          ...(page.Versions ?? []).map((one) => ({ name: nameOf(one.Key), version: one.VersionId, isMark: false })),
          ...(page.DeleteMarkers ?? []).map((one) => ({ name: nameOf(one.Key), version: undefined, isMark: true })),
        ].filter(({ name }) => isNamed(name) && wanted(name)));
        // Versions of one name may go on in the next page.
        open = page.IsTruncated === true ? named.pop() : undefined;
        for (let i = 0; i < named.length; i += TOGETHER) yield* await away(() => Promise.all(named.slice(i, i + TOGETHER).map(found)));
        if (page.IsTruncated !== true) return;
        [key, version] = [page.NextKeyMarker, page.NextVersionIdMarker];
      }
    },
    close: async () => client.destroy(),
  };

  async function found({ name, first, versions, marks }: Named): Promise<FoundAnchor> {
    const file = first === undefined ? "" : await read(name, first);
    return { name, file, ...(marks > 0 ? { disturbed: "hidden" as const } : versions > 1 ? { disturbed: "overwritten" as const } : {}) };
  }
}

/** `first`: its oldest version, for a bucket lists the newest of a name first. */
type Named = { readonly name: string; readonly first: string | undefined; readonly versions: number; readonly marks: number };
type Listed = { readonly name: string; readonly version: string | undefined; readonly isMark: boolean };

function gather(open: Named | undefined, listed: readonly Listed[]): Named[] {
  const names = new Map<string, Named>(open === undefined ? [] : [[open.name, open]]);
  for (const { name, version, isMark } of listed) {
    const so = names.get(name) ?? { name, first: undefined, versions: 0, marks: 0 };
    names.set(name, isMark ? { ...so, marks: so.marks + 1 } : { ...so, first: version, versions: so.versions + 1 });
  }
  return [...names.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const nameOf = (key = ""): string => key.slice(PREFIX.length);
const isCalled = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

async function away<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ObjectsAway("the anchors' bucket does not answer, or refuses", { cause: error });
  }
}
