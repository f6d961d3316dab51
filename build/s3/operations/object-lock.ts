import { S3Refusal } from "../protocol/refusal.ts";
import { childrenOf, childText, element, xmlDocument } from "../protocol/xml.ts";
import type { ObjectVersion } from "../store/records.ts";
import { checkRetention } from "./attributes.ts";
import type { Answer, Call } from "./call.ts";
import { mayBypass } from "./delete-object.ts";
import { getVersion } from "./find-version.ts";

function lockedVersion(call: Call): ObjectVersion {
  const bucket = call.buckets.get(call.bucket);
  if (!bucket.record.objectLock) throw new S3Refusal("InvalidRequest", "Bucket is missing Object Lock Configuration");
  return getVersion(call, bucket);
}

async function keep(call: Call, change: (version: ObjectVersion) => ObjectVersion): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  return bucket.exclusive(async () => {
    await bucket.replace(call.key, change(lockedVersion(call)));
    return { status: 200 };
  });
}

export async function getRetention(call: Call): Promise<Answer> {
  const { retention } = lockedVersion(call).attributes;
  if (retention === undefined) throw new S3Refusal("NoSuchObjectLockConfiguration");
  return { status: 200, body: xmlDocument("Retention", [element("Mode", retention.mode), element("RetainUntilDate", retention.until)]) };
}

/** A retention may always be lengthened; shortened or changed only under GOVERNANCE and by who may bypass it. */
export async function putRetention(call: Call): Promise<Answer> {
  const asked = await call.readXml();
  const retention = checkRetention(childText(asked, "Mode") ?? "", childText(asked, "RetainUntilDate") ?? "", call.now());
  return keep(call, (version) => {
    const before = version.attributes.retention;
    const running = before !== undefined && Date.parse(before.until) > call.now().getTime();
    const weaker = running && (retention.until < before.until || (before.mode === "COMPLIANCE" && retention.mode !== "COMPLIANCE"));
    if (weaker && (before.mode === "COMPLIANCE" || !mayBypass(call))) throw new S3Refusal("AccessDenied", "Access Denied because object protected by object lock.");
    return { ...version, attributes: { ...version.attributes, retention } };
  });
}

export async function getLegalHold(call: Call): Promise<Answer> {
  return { status: 200, body: xmlDocument("LegalHold", [element("Status", lockedVersion(call).attributes.legalHold ? "ON" : "OFF")]) };
}

export async function putLegalHold(call: Call): Promise<Answer> {
  const status = childText(await call.readXml(), "Status");
  if (status !== "ON" && status !== "OFF") throw new S3Refusal("MalformedXML");
  return keep(call, (version) => ({ ...version, attributes: { ...version.attributes, legalHold: status === "ON" } }));
}

export async function getLockConfiguration(call: Call): Promise<Answer> {
  const { record } = call.buckets.get(call.bucket);
  if (!record.objectLock) throw new S3Refusal("ObjectLockConfigurationNotFoundError", undefined, { BucketName: call.bucket });
  const usual = record.defaultRetention;
  const rule = usual === undefined ? "" : element("Rule", [element("DefaultRetention", [element("Mode", usual.mode), element("Days", usual.days)])]);
  return { status: 200, body: xmlDocument("ObjectLockConfiguration", [element("ObjectLockEnabled", "Enabled"), rule]) };
}

export async function putLockConfiguration(call: Call): Promise<Answer> {
  const bucket = call.buckets.get(call.bucket);
  if (bucket.record.versioning !== "Enabled") throw new S3Refusal("InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
  const asked = await call.readXml();
  const [rule] = childrenOf(asked, "Rule");
  const [usual] = rule === undefined ? [] : childrenOf(rule, "DefaultRetention");
  const mode = usual === undefined ? undefined : childText(usual, "Mode");
  const days = usual === undefined ? 0 : Number(childText(usual, "Days"));
  if (childText(asked, "ObjectLockEnabled") !== "Enabled" || (usual !== undefined && (!Number.isInteger(days) || days < 1))) throw new S3Refusal("MalformedXML");
  if (mode !== undefined && mode !== "GOVERNANCE" && mode !== "COMPLIANCE") throw new S3Refusal("MalformedXML");
  const { defaultRetention: _, ...rest } = bucket.record;
  await bucket.change({ ...rest, objectLock: true, ...(mode === undefined ? {} : { defaultRetention: { mode, days } }) });
  return { status: 200 };
}
