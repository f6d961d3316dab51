import { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership, StorageClass, type IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { namesOf, type Placement } from "../placement.ts";

/**
 * Clients' documents. Each version is locked for as long as the database can be taken back, so that a restored file finds its
 * documents; how long the law keeps a document is the application's to say, and longer.
 */
export function documentsBucket(scope: Construct, id: string, placement: Placement, key: IKey, logs: IBucket): Bucket {
  const { environment } = placement;
  const { lock, lockDays, formerVersionDays } = environment.documents;
  const duration = Duration.days(lockDays);
  return new Bucket(scope, id, {
    bucketName: namesOf(placement).documentsBucket,
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
    serverAccessLogsPrefix: "documents/",
    lifecycleRules: [{
      abortIncompleteMultipartUploadAfter: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(formerVersionDays),
      ...(environment.protectedData ? { transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(120) }] } : {}),
    }],
    removalPolicy: environment.protectedData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
