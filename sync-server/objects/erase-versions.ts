import { DeleteObjectCommand, GetObjectRetentionCommand, ListObjectVersionsCommand, type ListObjectVersionsCommandOutput, type S3Client } from "@aws-sdk/client-s3";

/**
 * Every version under a prefix, and the marks that hide them. What a lock keeps is hidden by a mark and stays; answers until when, ms: undefined where nothing is left. A lock without a known end (a legal hold of the bucket's, a
 * right that this account lacks) is a fault, not a date.
 */
export async function eraseVersions(client: S3Client, bucket: string, prefix: string): Promise<number | undefined> {
  let until: number | undefined;
  const [locked, marks] = [new Set<string>(), new Map<string, { readonly version: string | undefined; readonly isLatest: boolean }[]>()];
  let [key, version]: readonly (string | undefined)[] = [];
  for (;;) {
    const page: ListObjectVersionsCommandOutput = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...(key === undefined ? {} : { KeyMarker: key, VersionIdMarker: version }) }));
    for (const { Key = "", VersionId } of page.Versions ?? []) {
      const end = await eraseOne(Key, VersionId);
      if (end === undefined) continue;
      locked.add(Key);
      until = Math.max(until ?? 0, end);
    }
    for (const { Key = "", VersionId, IsLatest } of page.DeleteMarkers ?? []) marks.set(Key, [...(marks.get(Key) ?? []), { version: VersionId, isLatest: IsLatest === true }]);
    if (page.IsTruncated !== true) break;
    [key, version] = [page.NextKeyMarker, page.NextVersionIdMarker];
  }
  for (const [Key, ofKey] of marks) if (!locked.has(Key)) for (const mark of ofKey) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId: mark.version }));
  for (const Key of locked) if (marks.get(Key)?.some(({ isLatest }) => isLatest) !== true) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  return until;

  async function eraseOne(Key: string, VersionId: string | undefined): Promise<number | undefined> {
    try {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
      return undefined;
    } catch (error) {
      if (!(error instanceof Error && error.name === "AccessDenied")) throw error;
      const { Retention } = await client.send(new GetObjectRetentionCommand({ Bucket: bucket, Key, VersionId }));
      if (Retention?.RetainUntilDate === undefined) throw error;
      return Retention.RetainUntilDate.getTime();
    }
  }
}
