import type { IKey } from "aws-cdk-lib/aws-kms";
import { Bucket, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";
import { lockedBucketProps } from "./locked-bucket.ts";

/**
 * Anchors of the audit: a few hundred bytes each, without a name or an amount, that say what the database may not be made to unsay. Servers put them and do no more; whoever verifies reads them with
 * another role than theirs. Locked by each put and, should one forget it, by the bucket.
 */
export function auditBucket(scope: Construct, id: string, placement: Placement, key: IKey, logs: IBucket): Bucket {
  const { lock, lockDays } = placement.environment.audit;
  return new Bucket(scope, id, lockedBucketProps(placement, { name: namesOf(placement).auditBucket, lock, lockDays, key, logs, logged: "audit" }));
}
