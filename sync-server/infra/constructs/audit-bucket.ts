import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";

/**
 * Anchors of the audit: a few hundred bytes each, without a name or an amount, that say what the database may not be made to unsay. Servers put them and do no more; whoever verifies reads them with
 * another role than theirs. Locked by each put and, should one forget it, by the bucket.
 */
export function auditBucket(scope: Construct, id: string, placement: Placement, key: IKey, logs: IBucket): Bucket {
  const { environment } = placement;
  const { lock, lockDays } = environment.audit;
  const duration = Duration.days(lockDays);
  return new Bucket(scope, id, {
    bucketName: namesOf(placement).auditBucket,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention: lock === "compliance" ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: "audit/",
    removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
